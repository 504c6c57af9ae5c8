#include "app/examples.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "app/command_tree.h"
#include "app/options.h"
#include "app/run.h"

using namespace doctor;

namespace {

// As a shell would, with quotes but without escapes: a backslash is one of Windows. A pipe or redirection ends the command.
std::vector<std::string> words_of(std::string_view line) {
  std::vector<std::string> words;
  std::string word;
  bool quoted = false, any = false;
  for (const char c : line) {
    if (!quoted && (c == '|' || c == '>')) break;
    if (c == '"') {
      quoted = !quoted;
      any = true;
    } else if (c == ' ' && !quoted) {
      if (any || !word.empty()) words.push_back(word);
      word.clear();
      any = false;
    } else {
      word += c;
    }
  }
  if (any || !word.empty()) words.push_back(word);
  return words;
}

}  // namespace

TEST_CASE("the parser takes every example, as the command it is for") {
  for (const Example& example : all_examples()) {
    CAPTURE(example.line);
    std::vector<std::string> words = words_of(example.line);
    REQUIRE(words.size() >= 2);
    CHECK(words.front() == "schannel-doctor");
    words.erase(words.begin());
    if (!example.command.empty())
      CHECK(std::string(example.line).starts_with("schannel-doctor " + std::string(example.command)));
    const auto parsed = parse_command_line(words);
    CHECK_MESSAGE(parsed.code == ExitCode::nothing, parsed.err);
    CHECK((parsed.options.has_value() || !parsed.out.empty()));
    CHECK(example.purpose.size() > 4);
  }
}

TEST_CASE("every command has three examples, and every example a command") {
  const CommandEntry program = command_tree();
  for (const CommandEntry* command : all_commands(program)) {
    CAPTURE(command->name);
    CHECK(examples_of(command->name).size() >= 3);
  }
  for (const Example& example : all_examples()) {
    CAPTURE(example.line);
    CHECK(find_command(program, example.command) != nullptr);
  }
}

TEST_CASE("examples that need no file do what they say") {
  for (const char* command : {"explain", "rules check", "rules list", "rules show"}) {
    for (const Example& example : examples_of(command)) {
      if (example.line.find("my-rules") != std::string_view::npos) continue;
      CAPTURE(example.line);
      std::vector<std::string> words = words_of(example.line);
      words.erase(words.begin());
      CHECK(test::run(words).code == ExitCode::nothing);
    }
  }
}
