#pragma once
#include <cstdint>

#include "app/inputs.h"
#include "app/options.h"
#include "report/report.h"

namespace doctor {

/// A scan with --state that finds nothing new, and of which nothing is wanted but its exit code, comes to what the one before came to, if
/// that found nothing new either: rules and diagnoses need not even be loaded (state/run_state.h: QuietOutcome).

/// Digest of all options that decide about such a run; 0 if what it prints or writes takes a report.
std::uint64_t quiet_question(const Options& options);

/// Whether all that was opened are logs that can be told to be unchanged: a certificate or a registry export is judged in every run.
bool only_logs(const Inputs& inputs);

/// Digest of what was odd about the logs, without the times.
std::uint64_t digest_of(const std::vector<RunReport::LogNote>& notes);

}  // namespace doctor
