// Completion for zsh: one function for each command, in the words of _arguments.
#include <fmt/format.h>

#include <algorithm>

#include "app/completion.h"
#include "app/help.h"

namespace doctor {

namespace {

constexpr std::string_view kFunction = "_schannel-doctor";

std::string in_quotes(std::string_view text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

// A description inside "[...]" or before ":".
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

std::string function_of(const CommandEntry& command) {
  std::string name(kFunction);
  if (!command.name.empty()) name += "_" + command.name;
  std::replace(name.begin(), name.end(), ' ', '_');
  return name;
}

std::string action_of(const OptionEntry& option) {
  switch (option.completes) {
    case Completes::choices:
      return "(" + joined_words(option.choices, " ") + ")";
    case Completes::files:
      return "_files";
    case Completes::folders:
      return "_files -/";
    case Completes::nothing:
      break;
  }
  return " ";
}

// An option may stand once, under either name, unless it can be repeated.
std::string option_spec(const OptionEntry& option) {
  std::string behind = option.is_flag() ? "" : ":" + escaped(option.value) + ":" + action_of(option);
  behind = "[" + escaped(option_text(option)) + "]" + behind;
  const std::string equals = option.is_flag() ? "" : "=";
  const auto names = dashed_names(option);
  std::string out;
  for (const std::string& name : names) {
    const std::string before = option.repeated ? "*" : names.size() > 1 ? "(" + joined_words(names, " ") + ")" : "";
    // "-j4": the value of a short option may follow at once.
    const std::string mark = name.starts_with("--") ? equals : (option.is_flag() ? "" : "+");
    out += "    " + in_quotes(before + name + mark + behind) + " \\\n";
  }
  return out;
}

std::string argument_spec(const OptionEntry& argument) {
  const std::string place = argument.repeated ? "*:" : ":";
  return "    " + in_quotes(place + escaped(argument.value) + ":" + action_of(argument)) + " \\\n";
}

std::string arguments_text(const CommandEntry& program, const CommandEntry& command) {
  std::string out;
  for (const OptionEntry* option : offered_options(program, command)) out += option_spec(*option);
  if (const OptionEntry* argument = offered_argument(program, command)) out += argument_spec(*argument);
  return out;
}

std::string commands_text(const CommandEntry& command) {
  std::string out = "  local -a commands=(\n";
  for (const CommandEntry& below : command.commands) {
    out += "    " + in_quotes(below.last_name() + ":" + escaped(below.summary)) + "\n";
  }
  return out + "  )\n";
}

std::string function_text(const CommandEntry& program, const CommandEntry& command) {
  const bool is_program = command.name.empty();
  std::string out = function_of(command) + (is_program ? "_scan_or_command() {\n" : "() {\n");
  if (!command.commands.empty()) {
    out += commands_text(command);
    out += "  if (( CURRENT > 2 )); then\n    case $words[2] in\n";
    for (const CommandEntry& below : command.commands) {
      out +=
          fmt::format("      {}) shift words; (( CURRENT-- )); {}; return ;;\n", below.last_name(), function_of(below));
    }
    out += "    esac\n  fi\n";
    out += "  local ret=1\n  (( CURRENT == 2 )) && _describe -t commands command commands && ret=0\n";
    if (!is_program) return out + "  return ret\n}\n\n";
  }
  out += "  _arguments -s \\\n" + arguments_text(program, command) + "    && ";
  return out + (command.commands.empty() ? "return 0\n  return 1\n}\n\n" : "ret=0\n  return ret\n}\n\n");
}

}  // namespace

std::string zsh_completion(const CommandEntry& program) {
  std::string out =
      "#compdef schannel-doctor\n# zsh completion for schannel-doctor, made by: schannel-doctor completion zsh\n\n";
  const auto commands = all_commands(program);
  for (auto it = commands.rbegin(); it != commands.rend(); ++it) out += function_text(program, **it);
  // As a file in $fpath it is the function; read by source it only defines it.
  out += fmt::format(
      "{0}() {{\n  {0}_scan_or_command \"$@\"\n}}\n\n"
      "if [[ $zsh_eval_context[-1] == loadautofunc ]]; then\n  {0} \"$@\"\nelse\n  compdef {0} schannel-doctor\nfi\n",
      kFunction);
  return out;
}

}  // namespace doctor
