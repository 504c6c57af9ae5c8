#include "app/commands.h"
namespace doctor {
ExitCode run_info(const Options&) { return ExitCode::internal_error; }
}  // namespace doctor
