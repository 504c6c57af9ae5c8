#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

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

 private:
  struct Scratch;
  RuleSet rules_;
  std::unique_ptr<Scratch> scratch_;
};

}  // namespace doctor
