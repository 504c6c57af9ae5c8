#include <doctest/doctest.h>

#include "app/options.h"

using namespace doctor;

TEST_CASE("every command that shows what is in logs or certificates can leave the names out") {
  for (const char* command : {"scan", "dump", "info", "cert"}) {
    const auto parsed = parse_command_line({command, "x", "--redact", "--redact-key", "k"});
    REQUIRE_MESSAGE(parsed.options, parsed.err);
    CHECK(parsed.options->redact);
    CHECK(parsed.options->redact_key == "k");
    CHECK_FALSE(parse_command_line({command, "x"}).options->redact);
  }
}

TEST_CASE("an extract can, too") {
  const auto parsed = parse_command_line({"extract", "x", "-o", "y.evtx", "--redact"});
  REQUIRE_MESSAGE(parsed.options, parsed.err);
  CHECK(parsed.options->redact);
  CHECK(parsed.options->redact_key.empty());
}

TEST_CASE("what makes no sense is refused") {
  for (std::vector<std::string> arguments : {std::vector<std::string>{"scan", "x", "--redact-key", "k"},
                                             {"scan", "x", "--redact", "--redact-key", ""},
                                             {"scan", "x", "--redact", "--state", "s"}}) {
    const auto parsed = parse_command_line(arguments);
    CHECK_FALSE(parsed.options);
    CHECK(parsed.code == ExitCode::usage);
    CHECK(parsed.err.find("--redact") != std::string::npos);
  }
}
