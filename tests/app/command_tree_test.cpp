#include "app/command_tree.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

using namespace doctor;

namespace {

const OptionEntry& option_of(const CommandEntry& command, std::string_view dashed) {
  for (const OptionEntry& option : command.options) {
    if (option.dashed() == dashed) return option;
  }
  FAIL("no such option: ", dashed);
  return command.options.front();
}

}  // namespace

TEST_CASE("the tree has the commands, those below others too, and each option as the parser has it") {
  const CommandEntry program = command_tree();
  for (const char* name : {"", "scan", "rules", "rules check", "schedule install", "help", "completion", "man"}) {
    CAPTURE(name);
    CHECK(find_command(program, name) != nullptr);
  }
  CHECK(find_command(program, "chekc") == nullptr);
  const CommandEntry& scan = *find_command(program, "scan");
  CHECK(scan.options.front().is_argument());
  const OptionEntry& format = option_of(scan, "--format");
  CHECK(format.value == "FORMAT");
  CHECK(format.completes == Completes::choices);
  CHECK(std::find(format.choices.begin(), format.choices.end(), "json") != format.choices.end());
  CHECK(format.otherwise == "text");
  CHECK_FALSE(format.repeated);
  CHECK(option_of(scan, "--require").repeated);
  CHECK(option_of(scan, "--quiet").is_flag());
  CHECK(option_of(scan, "--quiet").short_name == "q");
  CHECK(option_of(scan, "--output").completes == Completes::files);
  CHECK(option_of(scan, "--report-dir").completes == Completes::folders);
  CHECK(option_of(scan, "--no-builtin-rules").is_flag());
  CHECK(option_of(scan, "--keep").needs == std::vector<std::string>{"--report-dir"});
  const auto& not_with = option_of(scan, "--why").not_with;
  CHECK(std::is_sorted(not_with.begin(), not_with.end()));
  CHECK(std::find(not_with.begin(), not_with.end(), "--state") != not_with.end());
  CHECK(find_command(program, "schedule install")->takes_scan);
  CHECK(find_command(program, "rules test")->options.front().required);
}

TEST_CASE("every command and every option is described, and says what its value is") {
  const CommandEntry program = command_tree();
  for (const CommandEntry* command : all_commands(program)) {
    CAPTURE(command->name);
    CHECK(command->summary.size() > 5);
    std::set<std::string> seen;
    for (const OptionEntry& option : command->options) {
      CAPTURE(option.dashed());
      CHECK(option.text.size() > 5);
      CHECK((option.text.back() != '.' || option.text.ends_with(" ...")));
      CHECK(seen.insert(option.dashed()).second);
      // What CLI11 says of a value that was given no name.
      CHECK(option.value != "INT");
      CHECK(option.value != "UINT");
      CHECK((option.value != "TEXT" || option.long_name == "text"));
      const auto ascii = [](char c) { return c >= ' ' && c <= '~'; };
      CHECK(std::all_of(option.text.begin(), option.text.end(), ascii));
    }
  }
}
