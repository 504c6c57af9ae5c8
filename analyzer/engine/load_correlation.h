#pragma once
#include <optional>

#include "data/yaml.h"
#include "engine/load_detection.h"
#include "engine/rule.h"

namespace doctor {

/// The `correlation` section of a Sigma correlation document into the members of `out` that it decides (type, rules, group_by,
/// timespan, value_field, aliases, condition, generate). False if anything in it cannot be honoured (and was reported).
/// Rules are as written: RuleSet::compile resolves them.
bool load_correlation(const Yaml& section, Correlation& out, DocumentProblems& problems);

}  // namespace doctor
