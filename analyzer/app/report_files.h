#pragma once
#include "app/exit_code.h"
#include "app/options.h"
#include "engine/rule.h"
#include "report/report.h"

namespace doctor {

/// scan --out-dir: the report in every form (app/scan_format.h), each in a file of a fixed name in that folder, which is made if it is not
/// there. A file that was there is replaced once the new one is whole; nothing else is touched. What cannot be written is said on standard
/// error, and the others are written all the same.
ExitCode write_report_files(const Report& report, const RuleSet& rules, const Options& options);

}  // namespace doctor
