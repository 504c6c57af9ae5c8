#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "report/forecast.h"
#include "report/html.h"
#include "report/layout.h"
#include "report/time_axis.h"
#include "report/totals.h"

namespace doctor {

/// What a report says about one computer. Lifetime: points into the report.
struct HostView {
  std::string computer;                         ///< empty: what names no computer
  std::vector<const Diagnosis*> main;           ///< in the order of the assessment
  std::vector<const Diagnosis*> also_possible;  ///< named by one of `main` as its rival
  std::vector<const Diagnosis*> ruled_out;
  std::vector<const FalseAlarm*> false_alarms;
  std::vector<const Unexplained*> unexplained;
  std::string role;          ///< Assessment::topology
  std::uint64_t events = 0;  ///< in the logs
  FileTime first, last;      ///< of its logs

  /// Whether there is anything to say beyond that it was there.
  bool speaks() const {
    return !main.empty() || !also_possible.empty() || !false_alarms.empty() || !unexplained.empty();
  }
  std::uint64_t false_alarm_events() const;
  std::uint64_t unexplained_events() const;
};

/// All computers: those with diagnoses first, in the order of the assessment; then those with false alarms, with unexplained events, and
/// those that only have logs. Names that differ in case are one.
std::vector<HostView> hosts_of(const Report& report);

/// What the parts of the HTML report share. Lifetime: refers to the arguments of to_html().
struct HtmlContext {
  HtmlContext(const Report& report, const RuleSet& rules, const TextStyle& style);

  const Report& report;
  const RuleSet& rules;
  bool all;
  TextStyle words;  ///< how times are told
  Totals totals;
  std::vector<HostView> hosts;
  std::vector<EndDate> dates;  ///< as in the JSON report
  std::vector<const Firing*>
      firings;  ///< of the correlations that are told: the user's, with `all` also the built-in ones
  EventTimes times;
  TimeAxis axis;  ///< common to all computers

  /// The common axis; one of its own for a computer whose part of that is so small that nothing could be seen.
  TimeAxis axis_of(const HostView& host) const;
  /// The number under which a diagnosis is shown, from 1; 0: it is not (it was ruled out, or there is no such).
  std::size_t number_of(const Diagnosis& d) const;
  std::size_t number_of(std::string_view id, std::string_view computer) const;
  /// The title of a rule or correlation; the id if it has none.
  std::string title_of(std::string_view signal) const;

 private:
  std::map<std::pair<std::string_view, std::string_view>, std::size_t> numbers_;  ///< id, computer
};

}  // namespace doctor
