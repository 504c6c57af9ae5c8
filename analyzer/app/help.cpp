#include "app/help.h"

#include <algorithm>
#include <span>
#include <string_view>

#include "app/examples.h"
#include "app/exit_code.h"
#include "report/wrap.h"

namespace doctor {

namespace {

constexpr std::string_view kMoreHelp = "All there is to a command, with examples: schannel-doctor help COMMAND\n";
constexpr unsigned kNarrowest = 72, kWidest = 100;
constexpr std::size_t kWidestName = 26;  // a longer one has a line of its own

struct Row {
  std::string name, text;
};

std::string padded(std::string text, std::size_t columns) {
  if (text.size() < columns) text.append(columns - text.size(), ' ');
  return text;
}

// Two columns; the first as wide as its widest name.
std::string table(std::span<const Row> rows, std::size_t column, unsigned width) {
  std::string out;
  for (const Row& row : rows) {
    std::string line = "  " + padded(row.name, column) + "  ";
    if (row.name.size() > column) {
      out += "  " + row.name + "\n";
      line.assign(column + 4, ' ');
    }
    const auto indent = static_cast<unsigned>(column + 4);
    const std::string text = wrap(row.text, width, indent);
    const std::size_t begin = std::min(text.find_first_not_of(' '), text.size());
    out += line + text.substr(begin);
    if (out.back() != '\n') out += '\n';
  }
  return out;
}

std::size_t widest(std::span<const Row> rows) {
  std::size_t out = 0;
  for (const Row& row : rows) {
    if (row.name.size() <= kWidestName) out = std::max(out, row.name.size());
  }
  return out;
}

std::string dots(const OptionEntry& option) {
  return option.repeated ? option.value + "..." : option.value;
}

Row row_of(const OptionEntry& option) {
  Row row;
  if (option.is_argument()) {
    row.name = dots(option);
  } else {
    row.name = option.short_name.empty() ? "    " : "-" + option.short_name;
    if (!option.long_name.empty()) row.name += (option.short_name.empty() ? "--" : ", --") + option.long_name;
    if (!option.value.empty()) row.name += " " + dots(option);
  }
  row.text = option_text(option);
  if (!option.otherwise.empty()) row.text += " [" + option.otherwise + "]";
  return row;
}

std::vector<Row> rows_of(const CommandEntry& command, std::string_view group) {
  std::vector<Row> rows;
  for (const OptionEntry& option : command.options) {
    if (option.group == group && option.long_name != "help") rows.push_back(row_of(option));
  }
  return rows;
}

// The headings in the order in which the options are defined.
std::vector<std::string> groups_of(const CommandEntry& command) {
  std::vector<std::string> groups;
  for (const OptionEntry& option : command.options) {
    if (option.group.empty()) continue;
    if (std::find(groups.begin(), groups.end(), option.group) == groups.end()) groups.push_back(option.group);
  }
  return groups;
}

std::string options_text(const CommandEntry& command, unsigned width) {
  std::size_t column = 0;
  const auto all = groups_of(command);
  for (const std::string& group : all) column = std::max(column, widest(rows_of(command, group)));
  const std::vector<Row> own = rows_of(command, "");
  column = std::max(column, widest(own));
  std::string out = own.empty() || command.commands.empty() ? "" : "Options\n";
  out += table(own, column, width);
  for (const std::string& group : all) out += group + "\n" + table(rows_of(command, group), column, width);
  return out;
}

std::string commands_text(const CommandEntry& command, unsigned width) {
  std::vector<Row> rows;
  for (const CommandEntry& below : command.commands) {
    std::string names;
    for (const CommandEntry& further : below.commands) names += (names.empty() ? ": " : ", ") + further.last_name();
    rows.push_back({below.last_name(), below.summary + names});
  }
  return "Commands\n" + table(rows, widest(rows), width);
}

std::string examples_text(std::string_view command, unsigned width) {
  std::size_t longest_line = 0, longest_purpose = 0;
  for (const Example& example : examples_of(command)) {
    longest_line = std::max(longest_line, example.line.size());
    longest_purpose = std::max(longest_purpose, example.purpose.size());
  }
  const std::size_t column =
      std::min<std::size_t>(longest_line, width - 4 - std::min<std::size_t>(longest_purpose, width - 4));
  std::string out = "Examples\n";
  for (const Example& example : examples_of(command)) {  // a command line is never wrapped: people copy it
    const bool together = example.line.size() + 4 + example.purpose.size() <= width;
    out += "  " + padded(std::string(example.line), together ? column : 0) + (together ? "  " : "\n      ");
    out += std::string(example.purpose) + "\n";
  }
  return out;
}

std::string exit_codes_text(bool in_full, unsigned width) {
  std::string line = "Exit codes:";
  std::vector<Row> rows;
  for (const ExitCodeText& text : exit_code_texts()) {
    const std::string number = std::to_string(static_cast<int>(text.code));
    rows.push_back({number, std::string(text.means)});
    if (text.brief.empty()) continue;
    line += (rows.size() == 1 ? " " : ", ") + number + " " + std::string(text.brief);
  }
  return in_full ? "Exit codes\n" + table(rows, widest(rows), width) : wrap(line, width, 0);
}

std::string ended(std::string text) {
  if (text.empty() || text.back() != '\n') text += '\n';
  return text;
}

std::string capitalised(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

}  // namespace

bool has_options(const CommandEntry& command) {
  return std::any_of(command.options.begin(), command.options.end(),
                     [](const OptionEntry& option) { return !option.is_argument() && option.long_name != "help"; });
}

std::string usage_line(const CommandEntry& command) {
  std::string out = "schannel-doctor" + (command.name.empty() ? "" : " " + command.name);
  if (!command.commands.empty()) return out + " COMMAND ...";
  for (const OptionEntry& option : command.options) {
    if (option.is_argument()) out += option.required ? " " + dots(option) : " [" + dots(option) + "]";
  }
  for (const OptionEntry& option : command.options) {
    if (option.required && !option.is_argument()) out += " " + option.dashed() + " " + dots(option);
  }
  if (has_options(command)) out += " [OPTION...]";
  return command.takes_scan ? out + " [--] [SCAN...]" : out;
}

std::string option_text(const OptionEntry& option) {
  std::string list;
  bool all_named = true;
  for (const std::string& choice : option.choices) {
    list += (list.empty() ? "" : ", ") + choice;
    all_named = all_named && option.text.find(choice) != std::string::npos;
  }
  return all_named ? option.text : option.text + ": " + list;
}

std::string help_text(const CommandEntry& command, unsigned width) {
  width = std::clamp(width, kNarrowest, kWidest);
  const bool program = command.name.empty();
  std::string out = "Usage: " + usage_line(command) + "\n";
  if (program)
    out = "Usage: schannel-doctor PATH... [OPTION...]   the same as schannel-doctor scan PATH...\n       " +
          usage_line(command) + "\n";
  const std::string more = command.details.empty() ? "" : ". " + command.details;
  out += ended(wrap(capitalised(command.summary) + more, width, 0)) + "\n";
  if (!command.commands.empty()) out += commands_text(command, width);
  out += options_text(command, width);
  out += examples_text(command.name, width);
  out += ended(exit_codes_text(program, width));
  return program ? out + std::string(kMoreHelp) : out;
}

std::string first_steps() {
  const CommandEntry program = command_tree();
  return ended(wrap(program.summary + (program.details.empty() ? "" : ". " + program.details), kWidest, 0)) + "\n" +
         examples_text("", kWidest) + "\n" + std::string(kMoreHelp) + "All commands: schannel-doctor --help\n";
}

}  // namespace doctor
