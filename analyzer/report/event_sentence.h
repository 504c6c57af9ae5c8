#pragma once
#include <string>

#include "engine/rule.h"
#include "engine/scan.h"
#include "event/event.h"
#include "knowledge/knowledge_base.h"

namespace doctor {

/// What an event says, as one line without a full stop: "sent alert 40 handshake_failure, state 1205 (no usable cipher suite, server)". Our
/// words, whatever the language of the log: the `sentence` of the event's article; without one, or without a field that it needs, the
/// article's title with the status and the fields that the article knows; without an article "Name=value, ...". Facts count as fields, so
/// add_facts() comes first. Long values and long lists of them are shortened visibly. Printable: nothing of the log gets through raw.
std::string event_sentence(const Event& event, const KnowledgeBase& knowledge);

/// The same of what a finding remembers of its event: the fields that its rule keeps. Without an article the rule's title takes its place.
std::string finding_sentence(const ScanResult& scan, const RuleSet& rules, const KnowledgeBase& knowledge,
                             const Finding& finding);

}  // namespace doctor
