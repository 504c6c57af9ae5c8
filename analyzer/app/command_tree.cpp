#include "app/command_tree.h"

#include <algorithm>
#include <set>

#include "app/options_raw.h"
#include "base/text.h"

namespace doctor {

namespace {

std::string dashed_name(const CLI::Option& option) {
  if (!option.get_lnames().empty()) return "--" + option.get_lnames().front();
  if (!option.get_snames().empty()) return "-" + option.get_snames().front();
  return option.get_name(true);
}

// CLI11 keeps them in the order of their addresses.
std::vector<std::string> names_of(const std::set<CLI::Option*>& options) {
  std::vector<std::string> out;
  for (const CLI::Option* option : options) out.push_back(dashed_name(*option));
  std::sort(out.begin(), out.end());
  return out;
}

// Only IsMember says "{a,b,c}" of itself; and the description is all that can be asked of a validator.
std::vector<std::string> choices_of(const std::string& type) {
  const std::size_t begin = type.find(":{");
  const std::size_t end = type.find('}', begin);
  if (begin == std::string::npos || end == std::string::npos) return {};
  std::vector<std::string> out;
  for (const std::string_view choice : split(std::string_view(type).substr(begin + 2, end - begin - 2), ',')) {
    out.emplace_back(choice);
  }
  return out;
}

Completes completes_of(const OptionEntry& entry) {
  if (!entry.choices.empty()) return Completes::choices;
  if (entry.value == "DIR") return Completes::folders;
  if (entry.value == "FILE" || entry.value == "PATH") return Completes::files;
  return Completes::nothing;
}

OptionEntry entry_of(const CLI::Option& option) {
  OptionEntry entry;
  if (!option.get_snames().empty()) entry.short_name = option.get_snames().front();
  if (!option.get_lnames().empty()) entry.long_name = option.get_lnames().front();
  const std::string type = option.get_type_name();
  const bool takes_value = option.get_items_expected_max() > 0;
  if (takes_value) {
    const std::string name = type.substr(0, type.find(':'));
    // An argument is called by its own name unless the type says more of it.
    entry.value = option.get_positional() ? option.get_name(true) : name;
    entry.choices = choices_of(type);
    entry.repeated = option.get_items_expected_max() > 1;
    entry.completes = completes_of(entry);
    const std::string otherwise = option.get_default_str();
    const bool says_something = !otherwise.empty() && otherwise != "[]" && otherwise != "{}" && otherwise != "\"\"";
    if (says_something) entry.otherwise = otherwise;
  }
  entry.text = option.get_description();
  entry.group = option.get_group() == "Options" ? std::string() : option.get_group();
  entry.required = option.get_required();
  entry.needs = names_of(option.get_needs());
  entry.not_with = names_of(option.get_excludes());
  return entry;
}

CommandEntry entry_of(const CLI::App& app, const std::string& name) {
  CommandEntry entry;
  entry.name = name;
  const std::string description = app.get_description();
  const std::size_t stop = description.find(". ");
  entry.summary = description.substr(0, stop);
  if (stop != std::string::npos) entry.details = description.substr(stop + 2);
  entry.takes_scan = app.get_allow_extras();
  const auto options = app.get_options([](const CLI::Option* option) { return !option->get_group().empty(); });
  for (const CLI::Option* option : options) entry.options.push_back(entry_of(*option));
  std::stable_partition(entry.options.begin(), entry.options.end(),
                        [](const OptionEntry& option) { return option.is_argument(); });
  const auto commands = app.get_subcommands([](const CLI::App* command) { return !command->get_group().empty(); });
  for (const CLI::App* command : commands) {
    entry.commands.push_back(entry_of(*command, name.empty() ? command->get_name() : name + " " + command->get_name()));
  }
  return entry;
}

void collect(const CommandEntry& command, std::vector<const CommandEntry*>& out) {
  out.push_back(&command);
  for (const CommandEntry& below : command.commands) collect(below, out);
}

}  // namespace

std::string OptionEntry::dashed() const {
  if (!long_name.empty()) return "--" + long_name;
  return short_name.empty() ? value : "-" + short_name;
}

std::string CommandEntry::last_name() const {
  const std::size_t blank = name.rfind(' ');
  return blank == std::string::npos ? name : name.substr(blank + 1);
}

CommandEntry command_tree() {
  Options unused;
  RawOptions raw;
  CLI::App app;
  build_command_line(app, raw, unused);
  return entry_of(app, "");
}

std::vector<const CommandEntry*> all_commands(const CommandEntry& program) {
  std::vector<const CommandEntry*> out;
  collect(program, out);
  return out;
}

const CommandEntry* find_command(const CommandEntry& program, std::string_view name) {
  for (const CommandEntry* command : all_commands(program)) {
    if (command->name == name) return command;
  }
  return nullptr;
}

}  // namespace doctor
