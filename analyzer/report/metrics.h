#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "report/report.h"

namespace doctor {

/// What a run knows of itself, beside its report.
struct RunFacts {
  FileTime finished;
  Ticks duration;
  int exit_code = 0;
  std::uint64_t runs = 0;             ///< finished ones, this one included
  std::uint64_t notices = 0;          ///< the number of the last notice
  std::uint64_t notices_pending = 0;  ///< that could not be delivered yet
  bool state_damaged = false;         ///< what earlier runs knew could not be read
};

/// Series of one metric at most: hostile logs name a computer per event. What is left out is counted in a metric of its own.
inline constexpr std::size_t kMostSeries = 1'000;

/// The run as a text file for the textfile collectors of node_exporter and windows_exporter (Prometheus text format 0.0.4). Metrics by
/// name, series by labels, none twice; the same arguments give the same bytes. docs/notices.md lists the metrics.
std::string to_metrics(const Report& report, const RuleSet& rules, const RunFacts& run);

}  // namespace doctor
