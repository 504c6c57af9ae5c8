// Completion for fish: one line for each option, which says behind which command it stands.
#include <fmt/format.h>

#include "app/completion.h"
#include "app/help.h"

namespace doctor {

namespace {

constexpr std::string_view kBegin = R"(# fish completion for schannel-doctor, made by: schannel-doctor completion fish
complete -c schannel-doctor -e
complete -c schannel-doctor -f

# The command that has been typed; "-" if none can have been, "scan" behind the first path of one.
function __schannel_doctor_command
    set -l words (commandline -opc)
    set -e words[1]
    set -l command
    for word in $words
        set -l name (string trim -- "$command $word")
        switch $name
            case )";
constexpr std::string_view kNamesEnd = R"(
                set command $name
            case '*'
                break
        end
    end
    if test -n "$command"
        echo $command
    else if test (count $words) -gt 0
        echo scan
    else
        echo -
    end
end

function __schannel_doctor_at
    contains -- (__schannel_doctor_command) $argv
end

)";

std::string in_quotes(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

std::string line(const CommandEntry& command, const std::string& rest) {
  const std::string at = command.name.empty() ? "-" : "\"" + command.name + "\"";
  return fmt::format("complete -c schannel-doctor -n '__schannel_doctor_at {}' {}\n", at, rest);
}

std::string value_of(const OptionEntry& option) {
  switch (option.completes) {
    case Completes::choices:
      return " -x -a " + in_quotes(joined_words(option.choices, " "));
    case Completes::files:
      return " -r -F";
    case Completes::folders:
      return " -x -a '(__fish_complete_directories)'";
    case Completes::nothing:
      break;
  }
  return option.is_flag() ? "" : " -x";
}

std::string option_rest(const OptionEntry& option) {
  std::string out = option.short_name.empty() ? "" : "-s " + option.short_name + " ";
  if (!option.long_name.empty()) out += "-l " + option.long_name;
  return out + value_of(option) + " -d " + in_quotes(option_text(option));
}

std::string command_text(const CommandEntry& program, const CommandEntry& command) {
  std::string out;
  for (const CommandEntry& below : command.commands) {
    out += line(command, "-a " + below.last_name() + " -d " + in_quotes(below.summary));
  }
  if (const OptionEntry* argument = offered_argument(program, command)) {
    const bool has_names = argument->completes == Completes::files;
    if (has_names) out += line(command, "-F");
    if (argument->completes == Completes::choices || argument->completes == Completes::folders) {
      out += line(command, value_of(*argument).substr(1));
    }
  }
  for (const OptionEntry* option : offered_options(program, command)) out += line(command, option_rest(*option));
  return out;
}

}  // namespace

std::string fish_completion(const CommandEntry& program) {
  std::string out(kBegin), lines, names;
  for (const CommandEntry* command : all_commands(program)) {
    if (!command->name.empty()) names += (names.empty() ? "" : " ") + in_quotes(command->name);
    lines += command_text(program, *command);
  }
  out += names;
  out += kNamesEnd;
  return out + lines;
}

}  // namespace doctor
