#include "app/help.h"

#include <doctest/doctest.h>

#include <string>

#include "app/examples.h"
#include "app/options.h"
#include "report/display_width.h"

using namespace doctor;

namespace {

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

std::size_t lines_of(const std::string& text, std::size_t* longest) {
  std::size_t lines = 0, begin = 0;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    *longest = std::max(*longest, end - begin);
    ++lines;
    begin = end + 1;
  }
  return lines;
}

}  // namespace

TEST_CASE("the help of a command is one screen and has all its options and examples") {
  const CommandEntry program = command_tree();
  for (const CommandEntry* command : all_commands(program)) {
    CAPTURE(command->name);
    const std::string text = help_text(*command, 100);
    std::size_t longest = 0;
    CHECK_MESSAGE(lines_of(text, &longest) <= 50, text);
    CHECK(longest <= 100);
    CHECK(text.starts_with("Usage: schannel-doctor"));
    CHECK(text.ends_with("\n"));
    CHECK(has(text, "Exit codes"));
    for (const OptionEntry& option : command->options) {
      if (option.long_name != "help") CHECK(has(text, option.dashed()));
    }
    for (const CommandEntry& below : command->commands) CHECK(has(text, "  " + below.last_name() + " "));
    for (const Example& example : examples_of(command->name)) CHECK(has(text, example.line));
  }
}

TEST_CASE("choices and what counts without an option are shown") {
  const CommandEntry program = command_tree();
  const std::string text = help_text(*find_command(program, "scan"), 100);
  CHECK(has(text, "confirmed, likely, possible, none [likely]"));
  CHECK(has(text, "[35d]"));
  CHECK(has(text, "  -q, --quiet "));
  CHECK(has(text, "--require CHANNEL..."));
}

TEST_CASE("a choice is not told twice") {
  OptionEntry option;
  option.text = "how it is written";
  option.choices = {"text", "json"};
  CHECK(option_text(option) == "how it is written: text, json");
  option.text = "text or json";
  CHECK(option_text(option) == "text or json");
}

TEST_CASE("a narrow terminal gets narrow lines, down to 72 columns, and a wide one no wider than 100") {
  const CommandEntry program = command_tree();
  const CommandEntry& cert = *find_command(program, "cert");
  std::size_t longest = 0;
  lines_of(help_text(cert, 20), &longest);
  CHECK(longest <= 90);  // the examples stay whole
  CHECK(help_text(cert, 20) == help_text(cert, 72));
  CHECK(help_text(cert, 300) == help_text(cert, 100));
}

TEST_CASE("usage lines") {
  const CommandEntry program = command_tree();
  CHECK(usage_line(*find_command(program, "scan")) == "schannel-doctor scan [PATH...] [OPTION...]");
  CHECK(usage_line(*find_command(program, "rules")) == "schannel-doctor rules COMMAND ...");
  CHECK(usage_line(*find_command(program, "rules test")) ==
        "schannel-doctor rules test PATH... --log PATH... [OPTION...]");
  CHECK(usage_line(*find_command(program, "completion")) == "schannel-doctor completion SHELL");
}
