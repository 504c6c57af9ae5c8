#pragma once
#include <string_view>
#include <vector>

#include "data/store.h"
#include "engine/rule.h"

namespace doctor {

struct LoadedRules {
  RuleSet rules;
  std::uint64_t refused = 0;  ///< documents that could not be honoured; each has an error diagnostic
};

/// Reads all Sigma documents (rules and correlations) of the store, with its logsources.yml. A document that cannot be honoured in
/// full is refused with file, line, column and reason, and never half-applied; the others are unaffected. The only place that
/// knows the Sigma dialect.
LoadedRules load_rules(const DataStore& data, Diagnostics& problems);

}  // namespace doctor
