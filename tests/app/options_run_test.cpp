#include <doctest/doctest.h>

#include "app/options.h"

using namespace doctor;

TEST_CASE("all flags of a scan that is run after run arrive") {
  const auto parsed = parse_command_line({"logs", "--state", "s", "--history", "2w", "--quiet-after", "30h", "--report-dir",
                                          "reports", "--keep", "10d", "--on-finding", "mail -s x", "--eventlog",
                                          "--metrics", "m.prom"});
  REQUIRE_MESSAGE(parsed.options, parsed.err);
  const Options& o = *parsed.options;
  CHECK(o.command == CommandId::scan);
  CHECK(o.state == "s");
  CHECK(o.history == Ticks{14 * kTicksPerDay});
  CHECK(o.quiet_after == Ticks{30 * 3600 * kTicksPerSecond});
  CHECK(o.report_dir == "reports");
  CHECK(o.keep == Ticks{10 * kTicksPerDay});
  CHECK(o.on_finding == "mail -s x");
  CHECK(o.event_log);
  CHECK(o.metrics == "m.prom");
}

TEST_CASE("without flags nothing is remembered") {
  const auto parsed = parse_command_line({"logs"});
  REQUIRE(parsed.options);
  CHECK(parsed.options->state.empty());
  CHECK(parsed.options->history == Ticks{35 * kTicksPerDay});
  CHECK(parsed.options->quiet_after == Ticks{25 * 3600 * kTicksPerSecond});
  CHECK(parsed.options->keep == Ticks{90 * kTicksPerDay});
}

TEST_CASE("flags that make no sense together are refused by name") {
  const auto refused = [](std::vector<std::string> arguments, std::string_view why) {
    arguments.insert(arguments.begin(), "logs");
    const auto parsed = parse_command_line(std::move(arguments));
    CHECK_FALSE(parsed.options);
    CHECK(parsed.code == ExitCode::usage);
    CHECK_MESSAGE(parsed.err.find(why) != std::string::npos, parsed.err);
  };
  refused({"--state", "s", "--history", "soon"}, "--history: 'soon' is not a span of time");
  refused({"--state", "s", "--report-dir", "r", "--keep", "x"}, "--keep: 'x' is not");
  refused({"--report-dir", "r"}, "--state");
  refused({"--keep", "1d"}, "--report-dir");
  refused({"--history", "1d"}, "--state");
  refused({"--on-finding", "true"}, "--state");
  refused({"--eventlog"}, "--state");
  refused({"--state", "s", "--since", "2015-06-01"}, "--since");
  refused({"--state", "s", "--carve"}, "--carve");
  refused({"--state", "s", "--why", "x"}, "--why");
  refused({"--state", ""}, "--state");
}
