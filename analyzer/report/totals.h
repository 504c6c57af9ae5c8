#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "report/report.h"

namespace doctor {

/// The sums of a report. `findings` = `explained` + `false_positives` + `unexplained`, or the assessment has lost one.
struct Totals {
  std::uint64_t events = 0;    ///< read, over all inputs
  std::uint64_t relevant = 0;  ///< events that a rule matched, each once however many inputs hold it
  std::uint64_t files = 0;     ///< inputs that could be read
  std::uint64_t unreadable = 0;
  std::uint64_t findings = 0;  ///< one rule, one event; rules tagged doctor.context left out
  std::uint64_t explained = 0, false_positives = 0, unexplained = 0;
};

/// Of each rule, whether its findings count: all do but those of rules tagged doctor.context.
std::vector<bool> counted_rules(std::span<const Rule> rules);

/// Findings that the assessment must account for: all but those of rules tagged doctor.context.
std::uint64_t counted_findings(const ScanResult& scan, std::span<const Rule> rules);

Totals totals_of(const Report& report, const RuleSet& rules);

}  // namespace doctor
