#pragma once
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/compile.h"
#include "engine/scan.h"

namespace doctor {

/// How far the logs reach that would show what a correlation must not see. Lifetime: of the rules and the scan.
class LogReach {
 public:
  LogReach(const RuleSet& rules, const ScanResult& scan) : rules_(rules), scan_(scan) {}

  /// The earliest end among the logs, on these computers (StringPool), of the rules that the correlation negates; 0 where one of them
  /// was not given at all. A rule of several channels is covered as far as the longest of them, as Sigma log sources name alternatives.
  FileTime known_until(std::uint32_t correlation, const std::set<std::uint32_t>& computers);

 private:
  void list_extents();
  FileTime end_of(std::uint32_t rule, const std::string& computer);
  void rules_below(const CorrelationInput& input, std::set<std::uint32_t>& out) const;

  const RuleSet& rules_;
  const ScanResult& scan_;
  bool listed_ = false;
  std::map<std::string, std::map<std::string, FileTime>> ends_;  ///< computer, channel, both folded
};

}  // namespace doctor
