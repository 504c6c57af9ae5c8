#include "app/commands.h"

namespace doctor {

ExitCode run_command(const Options& options) {
  switch (options.command) {
    case CommandId::scan:
      return run_scan(options);
    case CommandId::dump:
      return run_dump(options);
    case CommandId::extract:
      return run_extract(options);
    case CommandId::info:
      return run_info(options);
    case CommandId::cert:
      return run_cert(options);
    case CommandId::schedule:
      return run_schedule(options);
    case CommandId::explain:
      return run_explain(options);
    case CommandId::rules_check:
      return run_rules_check(options);
    case CommandId::rules_list:
      return run_rules_list(options);
    case CommandId::rules_show:
      return run_rules_show(options);
    case CommandId::rules_test:
      return run_rules_test(options);
    case CommandId::rules_export:
      return run_rules_export(options);
  }
  return ExitCode::internal_error;
}

}  // namespace doctor
