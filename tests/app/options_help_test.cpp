#include <doctest/doctest.h>

#include "app/options.h"

using namespace doctor;

namespace {

std::string error(std::vector<std::string> arguments) {
  const auto parsed = parse_command_line(std::move(arguments));
  CHECK_FALSE(parsed.options);
  CHECK(parsed.code == ExitCode::usage);
  CHECK(parsed.out.empty());
  return parsed.err;
}

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace

TEST_CASE("help COMMAND says what COMMAND --help says") {
  CHECK(parse_command_line({"help"}).out == parse_command_line({"--help"}).out);
  CHECK(parse_command_line({"help", "scan"}).out == parse_command_line({"scan", "--help"}).out);
  CHECK(parse_command_line({"help", "rules", "test"}).out == parse_command_line({"rules", "test", "-h"}).out);
  CHECK(parse_command_line({"help", "rules"}).out.starts_with("Usage: schannel-doctor rules COMMAND"));
  CHECK(has(error({"help", "scna"}), "help: 'scna' is no command; did you mean 'scan'?"));
  CHECK_FALSE(has(error({"help", "\x1b[31m"}), "\x1b"));
}

TEST_CASE("a slip of the pen is answered with the nearest name") {
  CHECK(has(error({"scan", "x", "--fromat", "json"}),
            "--fromat; did you mean '--format'?\nsee schannel-doctor help scan\n"));
  CHECK(has(error({"--versio"}), "did you mean '--version'?"));
  CHECK(has(error({"rules", "chekc"}), "did you mean 'check'?\nsee schannel-doctor help rules\n"));
  CHECK(has(error({"rules", "list", "--no-bultin-rules"}), "did you mean '--no-builtin-rules'?"));
  CHECK(has(error({"scan", "x", "--foramt=json"}), "did you mean '--format'?"));
  CHECK_FALSE(has(error({"scan", "x", "--weather", "rain"}), "did you mean"));
}

TEST_CASE("a first word that is nearly a command and no file is no path") {
  CHECK(error({"scna", "x.evtx"}) ==
        "schannel-doctor: 'scna' is no command, and no file or folder here; did you mean 'scan'?\n");
  CHECK(has(error({"expain", "36888"}), "did you mean 'explain'?"));
  // A path or the name of a file stays one, however near.
  CHECK(parse_command_line({"./scna"}).options->paths == std::vector<std::string>{"./scna"});
  CHECK(parse_command_line({"dump.evt"}).options->paths == std::vector<std::string>{"dump.evt"});
  CHECK(parse_command_line({"logs"}).options->paths == std::vector<std::string>{"logs"});
}

TEST_CASE("completion and man print and do nothing else") {
  CHECK(has(parse_command_line({"completion", "bash"}).out, "complete -o"));
  CHECK(parse_command_line({"man"}).out.starts_with(".\\\""));
  CHECK(has(error({"completion", "tcsh"}), "tcsh"));
  CHECK(has(error({"completion"}), "SHELL"));
}
