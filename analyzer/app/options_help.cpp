// The commands that tell of the program itself, and what is said about words that are not known.
#include <algorithm>

#include "app/command_tree.h"
#include "app/completion.h"
#include "app/help.h"
#include "app/manual.h"
#include "app/options_raw.h"
#include "base/text.h"
#include "platform/console.h"
#include "platform/file.h"
#include "platform/folder.h"

namespace doctor {

namespace {

// Names of a command's options with their dashes, and those that every command has.
std::vector<std::string> option_names(const CLI::App& command) {
  std::vector<std::string> out;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) out.push_back("--" + name);
    for (const std::string& name : option->get_snames()) out.push_back("-" + name);
  }
  return out;
}

std::vector<std::string> command_names(const CLI::App& app) {
  std::vector<std::string> out;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    out.push_back(command->get_name());
  }
  return out;
}

std::string nearest_of(std::string_view word, const std::vector<std::string>& names) {
  const std::vector<std::string_view> candidates(names.begin(), names.end());
  const std::string question = did_you_mean(word, candidates);
  return question.empty() ? std::string() : "; " + question;
}

bool is_there(const std::string& name) {
  const std::filesystem::path path = path_from_text(name);
  return is_folder(path) || File::open(path);
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

}  // namespace

const CLI::App* subcommand(const CLI::App& app, const std::string& name) {
  const auto found = app.get_subcommands([&name](const CLI::App* command) { return command->get_name() == name; });
  return found.empty() ? nullptr : found.front();
}

void add_help(CLI::App& app, RawOptions& raw) {
  CLI::App* help = app.add_subcommand("help", "what can be written behind a command, with examples");
  help->add_option("COMMAND", raw.help_about, "the command, such as scan or rules check");
  help->callback([&raw] { raw.asks_for = AsksFor::help; });
  CLI::App* completion =
      app.add_subcommand("completion", "print a script that lets a shell complete commands, options and values");
  completion->add_option("SHELL", raw.shell, "whose script")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish", "powershell"}));
  completion->callback([&raw] { raw.asks_for = AsksFor::completion; });
  app.add_subcommand("man", "print the manual page (for man, in the macros of troff)")->callback([&raw] {
    raw.asks_for = AsksFor::manual;
  });
}

ParsedCommandLine tell(const RawOptions& raw) {
  ParsedCommandLine result;
  const CommandEntry program = command_tree();
  if (raw.asks_for == AsksFor::completion) {
    result.out = completion_script(program, raw.shell);
  } else if (raw.asks_for == AsksFor::manual) {
    result.out = manual_page(program);
  } else if (const CommandEntry* command = find_command(program, joined(raw.help_about))) {
    result.out = help_text(*command, terminal_width(Stream::out));
  } else {
    std::vector<std::string> names;
    for (const CommandEntry* known : all_commands(program)) names.push_back(known->name);
    const std::string asked = joined(raw.help_about);
    result.err = "schannel-doctor: help: '" + printable(asked) + "' is no command" + nearest_of(asked, names) +
                 "\nsee schannel-doctor --help\n";
    result.code = ExitCode::usage;
  }
  return result;
}

std::string suggestion(const CLI::App& app, const std::vector<std::string>& words) {
  const CLI::App* command = &app;
  for (const std::string& word : words) {
    if (word == "--") break;
    if (word.size() > 1 && word.front() == '-') {
      const std::string name = word.substr(0, word.find('='));
      std::vector<std::string> names = option_names(*command);
      for (std::string& name_of_program : option_names(app)) names.push_back(std::move(name_of_program));
      const bool known = std::find(names.begin(), names.end(), name) != names.end();
      if (!known && name.starts_with("--")) return nearest_of(name, names);
    } else if (const CLI::App* below = subcommand(*command, word)) {
      command = below;
    } else if (const std::vector<std::string> names = command_names(*command); !names.empty()) {
      return "; '" + printable(word) + "' is none" + nearest_of(word, names);
    }
  }
  return {};
}

std::string mistyped_command(const CLI::App& app, const std::string& word) {
  if (word.empty() || word.front() == '-' || word.find_first_of("./\\: ") != std::string::npos) return {};
  if (subcommand(app, word) != nullptr) return {};
  const std::string question = nearest_of(word, command_names(app));
  if (question.empty() || is_there(word)) return {};
  return "'" + printable(word) + "' is no command, and no file or folder here" + question;
}

}  // namespace doctor
