#include "app/completion.h"

#include <algorithm>

namespace doctor {

std::string completion_script(const CommandEntry& program, std::string_view shell) {
  if (shell == "zsh") return zsh_completion(program);
  if (shell == "fish") return fish_completion(program);
  if (shell == "powershell") return powershell_completion(program);
  return bash_completion(program);
}

std::vector<const OptionEntry*> offered_options(const CommandEntry& program, const CommandEntry& command) {
  std::vector<const OptionEntry*> out;
  const auto add = [&out](const CommandEntry& from) {
    for (const OptionEntry& option : from.options) {
      const auto same = [&option](const OptionEntry* other) { return other->dashed() == option.dashed(); };
      if (!option.is_argument() && std::none_of(out.begin(), out.end(), same)) out.push_back(&option);
    }
  };
  add(command);
  const CommandEntry* scan = find_command(program, "scan");
  if (scan != nullptr && (command.takes_scan || command.name.empty())) add(*scan);
  return out;
}

const OptionEntry* offered_argument(const CommandEntry& program, const CommandEntry& command) {
  for (const OptionEntry& option : command.options) {
    if (option.is_argument()) return &option;
  }
  const CommandEntry* scan = find_command(program, "scan");
  const bool takes_scan = command.takes_scan || command.name.empty();
  return takes_scan && scan != nullptr && scan != &command ? offered_argument(program, *scan) : nullptr;
}

std::vector<std::string> dashed_names(const OptionEntry& option) {
  std::vector<std::string> out;
  if (!option.long_name.empty()) out.push_back("--" + option.long_name);
  if (!option.short_name.empty()) out.push_back("-" + option.short_name);
  return out;
}

std::string joined_words(const std::vector<std::string>& words, std::string_view separator) {
  std::string out;
  for (const std::string& word : words) {
    if (!out.empty()) out += separator;
    out += word;
  }
  return out;
}

}  // namespace doctor
