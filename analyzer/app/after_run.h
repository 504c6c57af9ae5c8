#pragma once
#include <string>

#include "app/exit_code.h"
#include "app/options.h"
#include "app/run_memory.h"
#include "base/time.h"
#include "report/report.h"

namespace doctor {

/// One run of a scan, for whoever is told of it.
struct FinishedRun {
  const Report& report;
  const RuleSet& rules;
  FileTime started;  ///< by the clock of this machine
};

/// --report-dir: writes the dated reports. Before the state is committed: a run that is repeated replaces them.
ExitCode keep_reports(const FinishedRun& run, const Options& options);

/// --on-finding and --eventlog: tells what is pending, and remembers what was told. Only after the state was committed.
ExitCode tell(const FinishedRun& run, const Options& options, RunMemory& memory);

/// --metrics, at the very end: `code` is what the program ends with. `memory`: null without a state.
ExitCode write_metrics(const FinishedRun& run, const Options& options, const RunMemory* memory, ExitCode code);

}  // namespace doctor
