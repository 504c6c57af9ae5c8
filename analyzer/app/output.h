#pragma once
#include <string>
#include <string_view>

#include "app/exit_code.h"
#include "app/options.h"

namespace doctor {

/// Writes the result to standard output, or to --output. A closed pipe is success; anything else that fails is said on standard error and
/// comes back as ExitCode::input.
ExitCode put_result(const Options& options, std::string_view text);

/// "schannel-doctor: <text>" on standard error; control characters are made visible.
void put_error(std::string_view text);
/// The same for help texts of our own that have several lines.
void put_error_text(std::string_view text);

/// Whether the result may have colours.
bool wants_colours(const Options& options);

}  // namespace doctor
