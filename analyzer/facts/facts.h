#pragma once
#include <span>
#include <string_view>

#include "event/source.h"
#include "knowledge/knowledge_base.h"

namespace doctor {

/// Adds what can be concluded from this event alone, as fields with fixed names (rules/knowledge/facts.md documents each). Looks
/// at the provider and event id first; for most events it does nothing. Memory comes from the batch.
void add_facts(Event& event, EventBatch& batch, const KnowledgeBase& knowledge);

/// All names add_facts() can produce, sorted: for `rules check` and the documentation.
std::span<const std::string_view> fact_names();

}  // namespace doctor
