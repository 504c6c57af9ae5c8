#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/condition.h"
#include "engine/finding.h"
#include "engine/rule.h"

namespace doctor {

/// Applies a rule set to events. Holds scratch memory: one per thread, reused for every event.
class Matcher {
 public:
  explicit Matcher(RuleSet rules);
  ~Matcher();
  Matcher(Matcher&&) noexcept;

  /// A quick look at channel, provider and event id. False: no rule can match, and facts need not be added.
  bool may_match(const Event& event);

  /// Appends a Finding for each rule that matches, in rule order. Texts go into `strings`.
  void match(const Event& event, StringPool& strings, std::vector<Finding>& out);

  /// What became of each search identifier of one rule that matches; nothing if it does not. Not for speed.
  std::optional<std::vector<Condition::Trace>> trace(const Event& event, std::uint32_t rule);

 private:
  struct Scratch;
  RuleSet rules_;
  std::unique_ptr<Scratch> scratch_;
};

}  // namespace doctor
