#include "app/run.h"

#include <doctest/doctest.h>

#include "app/commands.h"
#include "support/temp_dir.h"

namespace doctor::test {

Ran run(std::vector<std::string> arguments) {
  TempDir dir;
  ParsedCommandLine parsed = parse_command_line(std::move(arguments));
  REQUIRE_MESSAGE(parsed.options, parsed.err);
  const auto file = dir.path() / "out";
  parsed.options->output = file.string();
  Ran ran;
  ran.code = run_command(*parsed.options);
  if (std::filesystem::exists(file)) ran.out = read_file(file);
  return ran;
}

Options parsed(std::vector<std::string> arguments) {
  auto result = parse_command_line(std::move(arguments));
  REQUIRE_MESSAGE(result.options, result.err);
  return *result.options;
}

std::string usage_error(std::vector<std::string> arguments) {
  const auto result = parse_command_line(std::move(arguments));
  CHECK_FALSE(result.options);
  CHECK(result.code == ExitCode::usage);
  return result.err;
}

}  // namespace doctor::test
