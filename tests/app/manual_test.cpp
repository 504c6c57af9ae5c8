#include "app/manual.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "app/examples.h"
#include "app/exit_code.h"

using namespace doctor;

namespace {

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace

TEST_CASE("troff is given what it would read as an instruction in a way that it prints") {
  CHECK(roff("--now C:\\logs") == "\\-\\-now C:\\elogs");
  CHECK(roff(".evtx") == "\\&.evtx");
  CHECK(roff("it's ~/a") == "it\\(aqs \\(ti/a");
  CHECK(roff("say \"x\"") == "say \\(dqx\\(dq");
}

TEST_CASE("the manual page has every command, option, example and exit code") {
  const CommandEntry program = command_tree();
  const std::string page = manual_page(program);
  for (const char* heading :
       {"NAME", "SYNOPSIS", "DESCRIPTION", "COMMANDS", "EXIT STATUS", "ENVIRONMENT", "FILES", "SEE ALSO", "EXAMPLES"}) {
    CHECK_MESSAGE(has(page, std::string("\n.SH ") + heading + "\n"), heading);
  }
  for (const CommandEntry* command : all_commands(program)) {
    if (command->commands.empty()) CHECK(has(page, "\n.SS " + command->name + "\n"));
    for (const OptionEntry& option : command->options) {
      CAPTURE(option.dashed());
      if (option.long_name != "help" && !command->name.empty()) CHECK(has(page, roff(option.dashed())));
    }
  }
  for (const Example& example : all_examples()) CHECK_MESSAGE(has(page, roff(example.line)), example.line);
  for (const ExitCodeText& text : exit_code_texts()) {
    CHECK(has(page, "\n.B " + std::to_string(static_cast<int>(text.code)) + "\n"));
  }
  CHECK(has(page, "Needs \\fB\\-\\-state\\fR."));
}

TEST_CASE("no line of the manual page begins with an unknown request, and all of it is ASCII") {
  const std::string page = manual_page(command_tree());
  for (std::size_t begin = 0; begin < page.size();) {
    const std::size_t end = std::min(page.find('\n', begin), page.size());
    const std::string line = page.substr(begin, end - begin);
    begin = end + 1;
    CAPTURE(line);
    CHECK_FALSE(line.empty());
    CHECK_FALSE(line.starts_with("'"));
    if (!line.starts_with(".")) continue;
    const std::string request = line.substr(0, line.find(' '));
    const std::vector<std::string> known = {".\\\"", ".TH", ".SH", ".SS", ".TP", ".PP",
                                            ".B",    ".I",  ".BR", ".IR", ".br"};
    CHECK(std::find(known.begin(), known.end(), request) != known.end());
  }
  CHECK(std::all_of(page.begin(), page.end(), [](char c) { return c == '\n' || (c >= ' ' && c <= '~'); }));
}
