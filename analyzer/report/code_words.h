#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "knowledge/knowledge_base.h"
#include "knowledge/sentence.h"

namespace doctor {

/// In what company a code stands: a state of Schannel means something else with another alert.
struct CodeCompany {
  const KnowledgeBase& knowledge;
  std::uint32_t event_id = 0;
  std::optional<std::uint32_t> alert{};
};

/// A value in the words that are asked for: "40 handshake_failure". What is no such code, or one that nobody knows, stays as it is; empty
/// for an empty value, and for the failure 0.
std::string words_of_code(std::string_view value, Wording wording, const CodeCompany& company);

}  // namespace doctor
