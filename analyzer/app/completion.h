#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "app/command_tree.h"

namespace doctor {

/// A script for "bash", "zsh", "fish" or "powershell" that completes commands, options, the choices of options, and names of files and
/// folders. Requires one of these names. All it knows is written in it: it never runs the program.
std::string completion_script(const CommandEntry& program, std::string_view shell);

/// One for each shell.
std::string bash_completion(const CommandEntry& program);
std::string zsh_completion(const CommandEntry& program);
std::string fish_completion(const CommandEntry& program);
std::string powershell_completion(const CommandEntry& program);

/// What can be typed behind a command: its own options and arguments, and those of a scan if it takes one. The program itself takes a
/// scan: `schannel-doctor PATH...`. Points into `program`.
std::vector<const OptionEntry*> offered_options(const CommandEntry& program, const CommandEntry& command);

/// The arguments of a command, or null: what is typed where no option is. Points into `program`.
const OptionEntry* offered_argument(const CommandEntry& program, const CommandEntry& command);

/// The names of an option with their dashes, the long one first.
std::vector<std::string> dashed_names(const OptionEntry& option);

/// Joined by `separator`.
std::string joined_words(const std::vector<std::string>& words, std::string_view separator);

}  // namespace doctor
