#pragma once
#include <string>

#include "app/command_tree.h"

namespace doctor {

/// "schannel-doctor rules check [PATH...] [OPTION...]"
std::string usage_line(const CommandEntry& command);

/// Whether it has options other than --help.
bool has_options(const CommandEntry& command);

/// What an option does, with its choices unless the text has them: "how it is written: text, json".
std::string option_text(const OptionEntry& option);

/// The help of one command, or of the program: usage, arguments and options by group, examples, exit codes. `width`: columns of the
/// terminal; lines are no longer than 100 and, if there is room, no shorter than 72.
std::string help_text(const CommandEntry& command, unsigned width);

/// What is said to who types the program's name and nothing else.
std::string first_steps();

}  // namespace doctor
