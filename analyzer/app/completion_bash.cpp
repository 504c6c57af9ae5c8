// Completion for bash, without the package bash-completion: names of files are left to readline, which knows how to quote them.
#include <fmt/format.h>

#include <map>

#include "app/completion.h"

namespace doctor {

namespace {

constexpr std::string_view kBegin = R"(# bash completion for schannel-doctor, made by: schannel-doctor completion bash
_schannel_doctor() {
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}
    local command= name= words= i IFS=$' \t\n'
    COMPREPLY=()
    for ((i = 1; i < COMP_CWORD; i++)); do
        name="${command:+$command }${COMP_WORDS[i]}"
        case $name in
)";
constexpr std::string_view kNamesEnd = R"( command=$name ;;
            *) break ;;
        esac
    done
    # The first word is a command or the first path of a scan.
    [[ -z $command && $i -lt $COMP_CWORD ]] && command=scan
    # --format=json is three words.
    if [[ $cur == = ]]; then
        cur=
    elif [[ $prev == = ]]; then
        prev=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    case "$command $prev" in
)";
constexpr std::string_view kValuesEnd = R"(    esac
    if [[ $cur == -* ]]; then
        case $command in
)";
constexpr std::string_view kOptionsEnd = R"(        esac
    else
        case $command in
)";
constexpr std::string_view kEnd = R"(        esac
    fi
    COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o bashdefault -o default -F _schannel_doctor schannel-doctor
)";
// In place of names of files.
constexpr std::string_view kNoNames = "compopt +o bashdefault +o default 2>/dev/null; return";
constexpr std::string_view kFolders = "compopt +o bashdefault +o default -o dirnames 2>/dev/null; return";

std::string alternatives(const std::vector<std::string>& patterns) {
  return "'" + joined_words(patterns, "' | '") + "'";
}

// What happens where a value is typed, as a line of a case: patterns with the same action share one.
std::string values_text(const CommandEntry& program) {
  std::vector<std::string> actions;  // in order of appearance
  std::map<std::string, std::vector<std::string>> patterns;
  for (const CommandEntry* command : all_commands(program)) {
    for (const OptionEntry* option : offered_options(program, *command)) {
      if (option->is_flag()) continue;
      std::string action = option->completes == Completes::choices
                               ? "words='" + joined_words(option->choices, " ") + "'"
                           : option->completes == Completes::files   ? "return"
                           : option->completes == Completes::folders ? std::string(kFolders)
                                                                     : std::string(kNoNames);
      if (!patterns.contains(action)) actions.push_back(action);
      for (const std::string& name : dashed_names(*option)) patterns[action].push_back(command->name + " " + name);
    }
  }
  std::string out;
  for (const std::string& action : actions) {
    const bool ends = action.find("return") != std::string::npos;
    const std::string then = ends ? action : action + "; COMPREPLY=($(compgen -W \"$words\" -- \"$cur\")); return";
    out += fmt::format("        {}) {} ;;\n", alternatives(patterns[action]), then);
  }
  return out;
}

std::string argument_action(const CommandEntry& program, const CommandEntry& command) {
  if (!command.commands.empty()) {
    std::vector<std::string> names;
    for (const CommandEntry& below : command.commands) names.push_back(below.last_name());
    return "words='" + joined_words(names, " ") + "'";
  }
  const OptionEntry* argument = offered_argument(program, command);
  if (argument == nullptr || argument->completes == Completes::nothing) return std::string(kNoNames);
  if (argument->completes == Completes::choices) return "words='" + joined_words(argument->choices, " ") + "'";
  return argument->completes == Completes::folders ? std::string(kFolders) : "return";
}

}  // namespace

std::string bash_completion(const CommandEntry& program) {
  std::string out(kBegin), options, arguments;
  std::vector<std::string> names;
  for (const CommandEntry* command : all_commands(program)) {
    if (!command->name.empty()) names.push_back(command->name);
    std::vector<std::string> words;
    for (const OptionEntry* option : offered_options(program, *command)) {
      for (const std::string& name : dashed_names(*option)) words.push_back(name);
    }
    options += fmt::format("            '{}') words='{}' ;;\n", command->name, joined_words(words, " "));
    arguments += fmt::format("            '{}') {} ;;\n", command->name, argument_action(program, *command));
  }
  out += fmt::format("            {})", alternatives(names));
  out += kNamesEnd;
  out += values_text(program);
  out += kValuesEnd;
  out += options;
  out += kOptionsEnd;
  out += arguments;
  out += kEnd;
  return out;
}

}  // namespace doctor
