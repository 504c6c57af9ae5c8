#pragma once
#include <string>
#include <vector>

#include "app/exit_code.h"
#include "app/inputs.h"
#include "app/options.h"
#include "report/report.h"

namespace doctor {

/// The exit code that a report and its inputs amount to (DESIGN 0.2): input, found, not_assessable or nothing.
ExitCode judge(const Report& report, const Inputs& inputs, const Options& options);

/// The channels of `wanted` that no log given holds (names compared without case).
std::vector<std::string> missing_channels(const ScanResult& scan, const std::vector<std::string>& wanted);

}  // namespace doctor
