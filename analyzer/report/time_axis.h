#pragma once
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "report/report.h"

namespace doctor {

/// One axis for all that a report plots, cut into buckets of one length. Begins at a whole multiple of `step` since 1601, which is a whole
/// minute, hour, UTC day or Monday where the step is one.
struct TimeAxis {
  FileTime begin;
  Ticks step{kTicksPerSecond};
  std::uint32_t buckets = 0;  ///< 0: nothing has a date

  FileTime end() const;             ///< of the last bucket
  bool holds(FileTime time) const;  ///< between begin and end
  std::uint32_t bucket(
      FileTime time) const;  ///< what lies outside belongs to the first or last one; requires buckets > 0
  FileTime start_of(std::uint32_t bucket) const;
};

/// From the first to the last of everything dated that the report shows: diagnoses that are not ruled out, false alarms, unexplained
/// events; and the changes and impacts near them. The step is round (1 s, 5 s ... 1 min ... 1 h ... 1 d ... 7 d ...) and the smallest with which
/// there are at most that many buckets. What lies beside the logs (InputResult::undated) has no place in time.
/// With a computer: of what concerns that one only.
TimeAxis time_axis(const Report& report, std::uint32_t at_most_buckets, std::string_view computer = {});

/// The moments of all findings in logs, by rule and computer: made once, asked often. Inputs that are no logs are left out.
/// Lifetime: refers to the report and the rules. Threads: const methods may be called from many.
class EventTimes {
 public:
  EventTimes(const Report& report, const RuleSet& rules);

  /// How many findings of these rules lie in each bucket; those beside the axis in none. Ids that are no rule's (of correlations) count
  /// nothing, one that comes twice counts once. `computer` as the report spells it; empty: any.
  std::vector<std::uint64_t> count(const TimeAxis& axis, std::span<const std::string> signals,
                                   std::string_view computer) const;

  /// The findings of one rule there (indices, ascending, in the order of time); of all computers if none is named.
  std::vector<std::uint32_t> findings(std::string_view signal, std::string_view computer) const;

 private:
  /// Calls `take` with every index of the rule's findings on that computer.
  template <class Take>
  void each(std::string_view signal, std::string_view computer, Take take) const;

  const Report& report_;
  const RuleSet& rules_;
  std::map<std::string_view, std::uint32_t> computers_;                                   ///< name, string number
  std::map<std::uint32_t, std::map<std::uint32_t, std::vector<std::uint32_t>>> by_rule_;  ///< rule, computer, findings
};

/// One question to such an index.
std::vector<std::uint64_t> events_per_bucket(const Report& report, const RuleSet& rules, const TimeAxis& axis,
                                             std::span<const std::string> signals, std::string_view computer);

}  // namespace doctor
