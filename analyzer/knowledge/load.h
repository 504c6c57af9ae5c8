#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "data/store.h"
#include "knowledge/knowledge_base.h"

namespace doctor {

/// One document of knowledge/. Lifetime: that of the DataStore, unless it is built in.
struct KnowledgeDocument {
  std::uint32_t source = 0;  ///< index into DataStore::documents()
  Document document;
};

/// True for a table of codes, false for articles about events: told by the first `codes:` or `events:` at a line's start.
bool holds_codes(std::string_view text);

struct EventTables {
  std::vector<EventArticle> events;      ///< by provider without case, then id; no pair twice
  std::vector<ProviderNames> providers;  ///< by name
};

/// The only place that knows the grammar of the event articles:
///   provider, channel, aliases; confidence, sources (for all that do not say otherwise);
///   events: list of {id, title, sentence, level, texts, meaning, causes, harmless_when, check_next, fields, related, confidence, sources}.
/// Unknown keys are errors. Problems are reported with their place, and the article is left out.
EventTables read_events(std::span<const KnowledgeDocument> documents, Diagnostics& problems);

/// The same for codes:
///   space; confidence, sources;
///   codes: list of {value, name, meaning, alert, event, sent, received, status, check_next, related, confidence, sources}.
/// The result is sorted by space, value, event, alert; none of these twice.
std::vector<CodeArticle> read_codes(std::span<const KnowledgeDocument> documents, Diagnostics& problems);

}  // namespace doctor
