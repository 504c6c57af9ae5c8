#pragma once
#include <cstdint>
#include <set>
#include <string>

#include "engine/scan.h"
#include "state/run_state.h"

namespace doctor {

/// What of the earlier runs a scan goes on from (ScanResult's `earlier`): the findings and extents of all logs in the state, but those whose
/// path is in `read_again`, of which nothing counts any more. Findings of rules that there are no more are left out. Firings are made anew
/// by the scan.
ScanResult earlier_scan(const RunState& state, const RuleSet& rules, const std::set<std::string>& read_again);

/// How much is remembered.
struct HistoryLimits {
  Ticks age{35 * kTicksPerDay};         ///< findings older than this, by the time of the newest event that is not in the future
  std::size_t findings = 200'000;       ///< of more, the oldest are forgotten
  std::size_t diagnoses = 10'000;       ///< that have ended: of more, those reported first
};

/// Writes what a scan found into the state: findings and extents of its logs (not of what lies beside the logs, which is read again), except
/// those that the limits forget, in which case the extents of their computers begin where the findings do: a time of which nothing is
/// remembered must not look like a quiet one. state.logs must hold all dated inputs of the scan that could be read, by path; logs without an
/// input stay as they are. `now`: the time of the run.
void remember_scan(const ScanResult& scan, const RuleSet& rules, FileTime now, const HistoryLimits& limits, RunState& state);

}  // namespace doctor
