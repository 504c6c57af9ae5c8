#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "knowledge/knowledge_base.h"
#include "knowledge/lookup.h"

namespace doctor {

struct DiagnosisRule;

struct ExplainStyle {
  unsigned width = 100;  ///< columns; text is wrapped, never cut
  bool colours = false;
};

/// The answer to a query as people read it: what was found for certain, or the best guess, in full, anything else as a list of titles. Says
/// so if nothing was found. Ends in a newline. What the hits echo of the query passes printable().
std::string explain_text(const std::vector<Hit>& hits, const KnowledgeBase& knowledge, const ExplainStyle& style);

/// The same for programs: {"schema": "schannel-doctor/explain/1", "query", "hits": [...], "diagnoses": [...]}, all hits in full, best
/// first. Keys may be added, never renamed.
std::string explain_json(std::string_view query, const std::vector<Hit>& hits, const KnowledgeBase& knowledge,
                         const std::vector<const DiagnosisRule*>& diagnoses = {});

/// "0x80092013, -2146885613, 2148081683": the three ways logs print a status code.
std::string status_numbers(std::uint64_t status);

}  // namespace doctor
