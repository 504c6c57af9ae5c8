#include <doctest/doctest.h>

#include "app/completion.h"
#include "app/completion_samples.h"

using namespace doctor;
using namespace doctor::test;

TEST_CASE("bash is told what follows what, and no description") {
  const std::string script = bash_completion(awkward_program());
  CHECK(has(script, "'') words='scan' ;;"));
  CHECK(has(script, "'scan') words='--mood -m' ;;"));
  CHECK(has(script, "' --mood' | ' -m' | 'scan --mood' | 'scan -m') words='good bad';"));
  CHECK_FALSE(has(script, "$HOME"));
}

TEST_CASE("bash completes names of files by itself, folders where only they make sense, and nothing for free text") {
  const std::string script = bash_completion(command_tree());
  const auto line_of = [&script](std::string_view part) {
    const std::size_t at = script.find(part);
    REQUIRE(at != std::string::npos);
    return script.substr(at, script.find('\n', at) - at);
  };
  CHECK(line_of("'scan --output'").ends_with(") return ;;"));
  CHECK(has(line_of("'scan --report-dir'"), "-o dirnames"));
  CHECK(has(line_of("'scan --since'"), "+o default"));
}
