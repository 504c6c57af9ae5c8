#pragma once
#include <string>
#include <string_view>

#include "app/command_tree.h"

namespace doctor {

/// The manual page, section 1, in the man macros of troff: made of the commands, options, examples and exit codes there are.
std::string manual_page(const CommandEntry& program);

/// Text as troff must be given it: backslashes, hyphens that must stay hyphens, and quotes; a leading dot or quote is made harmless.
/// Requires ASCII.
std::string roff(std::string_view text);

}  // namespace doctor
