#include "app/completion.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "app/completion_samples.h"

using namespace doctor;
using namespace doctor::test;

TEST_CASE("every script knows every command, option and choice there is") {
  const CommandEntry program = command_tree();
  for (const char* shell : {"bash", "zsh", "fish", "powershell"}) {
    CAPTURE(shell);
    const std::string script = completion_script(program, shell);
    for (const CommandEntry* command : all_commands(program)) {
      CAPTURE(command->name);
      CHECK(has(script, command->last_name()));
      for (const OptionEntry& option : command->options) {
        const std::string name = std::string(shell) == "fish" ? "-l " + option.long_name : option.dashed();
        if (!option.is_argument()) CHECK_MESSAGE(has(script, name), name);
        for (const std::string& choice : option.choices) CHECK(has(script, choice));
      }
    }
    const auto plain = [](char c) { return c == '\n' || (c >= ' ' && c <= '~'); };
    CHECK(std::all_of(script.begin(), script.end(), plain));
  }
}

TEST_CASE("the program itself and schedule install offer what a scan takes, no other command does") {
  const CommandEntry program = command_tree();
  const auto offers = [&](const char* command, const char* option) {
    const auto offered = offered_options(program, *find_command(program, command));
    return std::any_of(offered.begin(), offered.end(), [&](const OptionEntry* o) { return o->dashed() == option; });
  };
  CHECK(offers("", "--topology"));
  CHECK(offers("", "--version"));
  CHECK(offers("scan", "--topology"));
  CHECK(offers("schedule install", "--topology"));
  CHECK(offers("schedule install", "--every"));
  CHECK_FALSE(offers("schedule show", "--topology"));
  CHECK_FALSE(offers("dump", "--topology"));
  CHECK(offered_argument(program, *find_command(program, "schedule install"))->value == "PATH");
  CHECK(offered_argument(program, *find_command(program, "explain"))->completes == Completes::nothing);
  CHECK(offered_argument(program, *find_command(program, "man")) == nullptr);
}
