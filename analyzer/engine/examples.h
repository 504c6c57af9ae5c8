#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "data/store.h"
#include "engine/rule.h"
#include "knowledge/knowledge_base.h"

namespace doctor {

struct ExampleResult {
  std::string rule;  ///< id
  std::uint64_t passed = 0;
  std::vector<std::string> failures;  ///< one line each: which example, what was expected, what happened
};

/// Runs the examples (`x.tests.yml`) that lie beside rules and correlations (`x.yml`). For a rule: `match:` and `no-match:` lists of
/// events (maps of field to value; facts are added as for real events). For a correlation: `fires:`, `silent:` and `undecided:` lists of
/// stories, each a list of {rule: id, at: "5m", Computer: ..., Field: ...}. Also: a rule without examples is a failure if it is
/// built in. docs/rules.md has the whole grammar.
/// One result per rule, then one per correlation, in the order of the rule set. What is wrong with an examples document itself
/// is reported in `problems`, and is a failure of its rules.
std::vector<ExampleResult> run_examples(const DataStore& data, const RuleSet& rules, const KnowledgeBase& knowledge,
                                        Diagnostics& problems);

}  // namespace doctor
