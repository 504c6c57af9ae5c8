#pragma once
#include <optional>

#include "app/api_logs.h"
#include "app/documents.h"
#include "app/inputs.h"
#include "app/options.h"
#include "app/run_memory.h"
#include "report/report.h"

namespace doctor {

/// Scans what was opened, going on from `earlier`; what could not be opened is among the inputs of the result, with its reason. Shows progress,
/// and stops when the user interrupts.
ScanResult scan_inputs(const Inputs& inputs, const Documents& documents, const Options& options, ScanResult earlier = {});

/// The same, judged.
Report make_report(const Inputs& inputs, const Documents& documents, const Options& options, ScanResult earlier = {});

/// What a scan asks the Event Log API for; nothing without --live-api. Lifetime: refers to `documents`.
std::optional<ApiQuestion> question_of(const Documents& documents, const Options& options);

/// One run of a scan that remembers: reads what is new of `inputs`, which were opened by memory.open_log(), and compares with the runs
/// before. Nothing is written: that is memory.commit(), which must not be called if the scan was interrupted.
Report make_remembered_report(RunMemory& memory, const Inputs& inputs, const Documents& documents,
                              const Options& options);

}  // namespace doctor
