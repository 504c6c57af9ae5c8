#pragma once
#include <string>
#include <vector>

#include "knowledge/knowledge_base.h"
#include "support/event_builder.h"

namespace doctor::test {

/// A few codes of each kind, so that names do not depend on the shipped tables.
const KnowledgeBase& small_knowledge();

/// The facts of an event: "TlsAlert=40 TlsAlertName=handshake_failure", in the order they were added.
std::string facts_of(const EventBuilder& event, const KnowledgeBase& knowledge = small_knowledge());

/// All values of one fact, joined with "|"; "-" if there is none.
std::string fact(const EventBuilder& event, std::string_view name);

}  // namespace doctor::test
