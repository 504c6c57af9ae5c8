#include <doctest/doctest.h>

#include "app/options.h"

using namespace doctor;

TEST_CASE("all flags of cert arrive") {
  const auto parsed = parse_command_line({"cert", "a", "--expect-name", "fe01.contoso.com", "--expect-name",
                                          "pool01.contoso.com", "--within", "8w", "--now", "2015-06-01", "--root-store",
                                          "--format", "json", "--utc", "--all", "-o", "out", "b"});
  REQUIRE(parsed.options);
  const Options& o = *parsed.options;
  CHECK(o.command == CommandId::cert);
  CHECK(o.paths == std::vector<std::string>{"a", "b"});
  CHECK(o.expected_names == std::vector<std::string>{"fe01.contoso.com", "pool01.contoso.com"});
  CHECK(o.within == Ticks{56 * kTicksPerDay});
  CHECK(o.now == *parse_iso8601("2015-06-01"));
  CHECK(o.root_store);
  CHECK(o.format == Format::json);
  CHECK(o.utc);
  CHECK(o.all);
  CHECK(o.output == "out");
}

TEST_CASE("without flags: thirty days, the clock, no root store") {
  const auto parsed = parse_command_line({"cert", "a"});
  REQUIRE(parsed.options);
  CHECK(parsed.options->within == Ticks{30 * kTicksPerDay});
  CHECK(parsed.options->now.ticks == 0);
  CHECK_FALSE(parsed.options->root_store);
  CHECK(parsed.options->expected_names.empty());
}

TEST_CASE("flags of cert that make no sense are refused by their name") {
  const auto refused = [](std::vector<std::string> arguments, std::string_view why) {
    arguments.insert(arguments.begin(), "cert");
    const auto parsed = parse_command_line(std::move(arguments));
    CHECK_FALSE(parsed.options);
    CHECK(parsed.code == ExitCode::usage);
    CHECK(parsed.err.find(why) != std::string::npos);
  };
  refused({"a", "--within", "soon"}, "--within: 'soon' is not a time span");
  refused({"a", "--now", "today"}, "--now: 'today' is not a time");
  refused({"a", "--expect-name", " "}, "--expect-name: ");
  refused({}, "PATH");
}
