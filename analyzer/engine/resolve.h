#pragma once
#include <vector>

#include "engine/compile.h"

namespace doctor {

/// Moves the sound ones among `candidates` into compiled.correlations, a chain behind its parts and else by id, and fills
/// compiled.inputs. Each unsound one is reported: unknown rules, circles, fields that its rules do not keep, ids that are taken.
/// Requires compiled.rules and rule_numbers.
void resolve_correlations(std::vector<Correlation> candidates, RuleSet::Compiled& compiled, Diagnostics& problems);

}  // namespace doctor
