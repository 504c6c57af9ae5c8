#pragma once
#include "app/exit_code.h"
#include "app/options.h"

namespace doctor {

/// One function per command: does it, prints, and says what the program ends with.
ExitCode run_scan(const Options& options);
ExitCode run_dump(const Options& options);
ExitCode run_extract(const Options& options);
ExitCode run_info(const Options& options);
ExitCode run_cert(const Options& options);
ExitCode run_schedule(const Options& options);
ExitCode run_explain(const Options& options);
ExitCode run_rules_check(const Options& options);
ExitCode run_rules_list(const Options& options);
ExitCode run_rules_show(const Options& options);
ExitCode run_rules_test(const Options& options);
ExitCode run_rules_export(const Options& options);

/// The command that was chosen.
ExitCode run_command(const Options& options);

}  // namespace doctor
