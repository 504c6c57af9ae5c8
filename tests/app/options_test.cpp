#include "app/options.h"

#include <doctest/doctest.h>

#include "app/version.h"

using namespace doctor;

TEST_CASE("a path alone means scan") {
  const auto parsed = parse_command_line({"System.evtx", "Lync Server.evtx"});
  REQUIRE(parsed.options);
  CHECK(parsed.options->command == CommandId::scan);
  CHECK(parsed.options->paths == std::vector<std::string>{"System.evtx", "Lync Server.evtx"});
  CHECK(parsed.options->fail_on == Verdict::likely);
  CHECK(parsed.options->format == Format::text);
  CHECK(parsed.options->threads >= 1);
}

TEST_CASE("a flag first means scan too") {
  const auto parsed = parse_command_line({"--format", "json", "logs"});
  REQUIRE(parsed.options);
  CHECK(parsed.options->format == Format::json);
  CHECK(parsed.options->paths == std::vector<std::string>{"logs"});
}

TEST_CASE("all flags of scan arrive") {
  const auto parsed = parse_command_line({"scan",
                                          "a",
                                          "--since",
                                          "2015-06-01",
                                          "--until",
                                          "2015-06-02T12:00:00Z",
                                          "--strict",
                                          "--require",
                                          "System",
                                          "--require",
                                          "Lync Server",
                                          "-j",
                                          "3",
                                          "--topology",
                                          "standard",
                                          "--assume-logged",
                                          "--fail-on",
                                          "confirmed",
                                          "--rules",
                                          "r1",
                                          "--rules",
                                          "r2",
                                          "--no-builtin-rules",
                                          "-o",
                                          "out.txt",
                                          "--color",
                                          "always",
                                          "--utc",
                                          "--all",
                                          "-q",
                                          "b"});
  REQUIRE(parsed.options);
  const Options& o = *parsed.options;
  CHECK(o.paths == std::vector<std::string>{"a", "b"});
  CHECK(o.since == *parse_iso8601("2015-06-01T00:00:00Z"));
  CHECK(o.until == *parse_iso8601("2015-06-02T12:00:00Z"));
  CHECK(o.strict);
  CHECK(o.require == std::vector<std::string>{"System", "Lync Server"});
  CHECK(o.threads == 3);
  CHECK(o.topology == Topology::standard);
  CHECK(o.assume_logged);
  CHECK(o.fail_on == Verdict::confirmed);
  CHECK(o.rules == std::vector<std::string>{"r1", "r2"});
  CHECK_FALSE(o.builtin_rules);
  CHECK(o.output == "out.txt");
  CHECK(o.color == ColorMode::always);
  CHECK(o.utc);
  CHECK(o.all);
  CHECK(o.brief);
  CHECK_FALSE(o.quiet);
  for (const std::vector<std::string>& twice : {std::vector<std::string>{"scan", "a", "-qq"}, {"scan", "a", "-q", "--quiet"}}) {
    const ParsedCommandLine silent = parse_command_line(twice);
    REQUIRE(silent.options);
    CHECK(silent.options->quiet);
    CHECK_FALSE(silent.options->brief);
  }
}

TEST_CASE("what is looked up may be several words or a negative number") {
  CHECK(parse_command_line({"explain", "alert", "40"}).options->query == "alert 40");
  CHECK(parse_command_line({"explain", "-2146885613"}).options->query == "-2146885613");
  CHECK(parse_command_line({"explain", "--format", "json", "-2146885613"}).options->query == "-2146885613");
  CHECK(parse_command_line({"explain", "36888 alert=40 state=1205"}).options->query == "36888 alert=40 state=1205");
}

TEST_CASE("no threshold at all can be asked for") {
  CHECK_FALSE(parse_command_line({"scan", "x", "--fail-on", "none"}).options->fail_on);
}

TEST_CASE("what is wrong is a usage error that names it") {
  const auto error = [](std::vector<std::string> arguments) {
    const auto parsed = parse_command_line(std::move(arguments));
    CHECK_FALSE(parsed.options);
    CHECK(parsed.code == ExitCode::usage);
    CHECK(parsed.out.empty());
    return parsed.err;
  };
  CHECK(error({}).find("schannel-doctor --help") != std::string::npos);
  CHECK(error({"scan"}).find("PATH") != std::string::npos);
  CHECK(error({"scan", "x", "--fromat", "json"}).find("--fromat") != std::string::npos);
  CHECK(error({"scan", "x", "--format", "yaml"}).find("yaml") != std::string::npos);
  CHECK(error({"scan", "x", "--since", "yesterday"}) ==
        "schannel-doctor: --since: 'yesterday' is not a time such as 2015-06-01T07:00:00Z\n");
  CHECK(error({"scan", "x", "--since", "2016-01-01", "--until", "2015-01-01"}) ==
        "schannel-doctor: --since is not before --until\n");
  CHECK(error({"scan", "x", "-j", "-1"}).find("threads") != std::string::npos);
  CHECK(error({"rules"}).find("subcommand") != std::string::npos);
  CHECK(error({"scan", "x", "--topology", "\x1b[31m"}).find('\x1b') == std::string::npos);
}

TEST_CASE("help and version go to standard output and are no error") {
  for (const char* flag : {"--help", "-h", "help"}) {
    const auto parsed = parse_command_line({flag});
    CHECK(parsed.code == ExitCode::nothing);
    CHECK(parsed.out.find("Exit codes\n  0    nothing at or above --fail-on") != std::string::npos);
  }
  CHECK(parse_command_line({"--version"}).out == version_text() + "\n");
  CHECK(parse_command_line({"scan", "--help"}).out.find("--topology") != std::string::npos);
  CHECK(parse_command_line({"rules", "check", "--help"}).out.find("--no-builtin-rules") != std::string::npos);
}
