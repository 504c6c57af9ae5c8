#include <doctest/doctest.h>

#include "app/options.h"
#include "app/run.h"

using namespace doctor;
using doctor::test::parsed;
using doctor::test::usage_error;

namespace {

using Ranges = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

}  // namespace

TEST_CASE("dump prints XML of everything unless something else is asked for") {
  const Options o = parsed({"dump", "a.evtx", "b"});
  CHECK(o.command == CommandId::dump);
  CHECK(o.paths == std::vector<std::string>{"a.evtx", "b"});
  CHECK(o.dump_format == DumpFormat::xml);
  CHECK(o.choice.ids.empty());
  CHECK_FALSE(o.reading.carve);
  CHECK_FALSE(o.reading.verify_checksums);
}

TEST_CASE("all flags of dump arrive") {
  const Options o = parsed(
      {"dump", "a",          "--format",   "jsonl",      "--id",       "4624,4700-4705", "--id",       "1",
       "b",    "--provider", "Schannel",   "--provider", "LS Server",  "--channel",      "System",     "--computer",
       "FE01", "--level",    "critical,2", "--level",    "Verbose",    "--record",       "7, 8",       "--record",
       "9",    "--text",     "kdc",        "--since",    "2015-06-01", "--until",        "2015-06-02", "-j",
       "3",    "--strict",   "--carve",    "--verify",   "-o",         "out.jsonl"});
  CHECK(o.paths == std::vector<std::string>{"a", "b"});
  CHECK(o.dump_format == DumpFormat::jsonl);
  CHECK(o.choice.ids == Ranges{{4624, 4624}, {4700, 4705}, {1, 1}});
  CHECK(o.choice.providers == std::vector<std::string>{"Schannel", "LS Server"});
  CHECK(o.choice.channels == std::vector<std::string>{"System"});
  CHECK(o.choice.computers == std::vector<std::string>{"FE01"});
  CHECK(o.choice.levels == std::vector<std::uint8_t>{1, 2, 5});
  CHECK(o.choice.records == std::vector<std::uint64_t>{7, 8, 9});
  CHECK(o.choice.text == "kdc");
  CHECK(o.since == *parse_iso8601("2015-06-01T00:00:00Z"));
  CHECK(o.until == *parse_iso8601("2015-06-02T00:00:00Z"));
  CHECK(o.threads == 3);
  CHECK(o.strict);
  CHECK(o.reading.carve);
  CHECK(o.reading.verify_checksums);
  CHECK(o.output == "out.jsonl");
}

TEST_CASE("every format has its name") {
  CHECK(parsed({"dump", "a", "--format", "csv"}).dump_format == DumpFormat::csv);
  CHECK(parsed({"dump", "a", "--format", "json"}).dump_format == DumpFormat::json);
  CHECK(parsed({"dump", "a", "--format", "xml"}).dump_format == DumpFormat::xml);
  const Options text = parsed({"dump", "a", "--format", "text", "--utc", "--color", "never"});
  CHECK(text.dump_format == DumpFormat::text);
  CHECK(text.utc);
  CHECK(text.color == ColorMode::never);
}

TEST_CASE("information includes level 0, as Event Viewer shows it; a number is that number") {
  CHECK(parsed({"dump", "a", "--level", "information"}).choice.levels == std::vector<std::uint8_t>{4, 0});
  CHECK(parsed({"dump", "a", "--level", "4"}).choice.levels == std::vector<std::uint8_t>{4});
}

TEST_CASE("what is wrong in a list is named") {
  CHECK(usage_error({"dump", "a", "--id", "4624,x"}) ==
        "schannel-doctor: --id: 'x' is not an event id (0 to 65535) or a range such as 4700-4705\n");
  for (const char* ids : {"65536", "1,", ",", "-1", "1-", "1-2-3", "0x10", "5 6", "1-70000", "99999999999999999999"}) {
    CAPTURE(ids);
    CHECK(usage_error({"dump", "a", "--id=" + std::string(ids)}).find("--id: '") != std::string::npos);
  }
  CHECK(usage_error({"dump", "a", "--id="}).find("--id") != std::string::npos);
  CHECK(usage_error({"dump", "a", "--id", "9-5"}) == "schannel-doctor: --id: '9-5' is a range that ends before it begins\n");
  CHECK(usage_error({"dump", "a", "--level", "fatal"}) ==
        "schannel-doctor: --level: 'fatal' is not critical, error, warning, information, verbose or a number up to "
        "255\n");
  CHECK(usage_error({"dump", "a", "--level", "256"}).find("--level: '256'") != std::string::npos);
  CHECK(usage_error({"dump", "a", "--record", "seven"}) == "schannel-doctor: --record: 'seven' is not a record id\n");
  CHECK(usage_error({"dump", "a", "--text", ""}) == "schannel-doctor: --text: there is nothing to look for\n");
  CHECK(usage_error({"dump", "a", "--format", "table"}).find("table") != std::string::npos);
  CHECK(usage_error({"dump"}).find("PATH") != std::string::npos);
  CHECK(usage_error({"dump", "a", "--level", "\x1b[31m"}).find('\x1b') == std::string::npos);
}

TEST_CASE("info reads as scan does and prints text or JSON") {
  const Options o = parsed({"info", "a", "--format", "json", "--utc", "--all", "--verify", "--carve", "--strict", "-j",
                            "2", "--rules", "r", "-o", "x"});
  CHECK(o.command == CommandId::info);
  CHECK(o.format == Format::json);
  CHECK(o.utc);
  CHECK(o.all);
  CHECK(o.reading.verify_checksums);
  CHECK(o.reading.carve);
  CHECK(o.strict);
  CHECK(o.threads == 2);
  CHECK(o.rules == std::vector<std::string>{"r"});
  CHECK(o.output == "x");
}

TEST_CASE("scan reads what was left behind too, if asked") {
  const Options o = parsed({"scan", "a", "--carve", "--verify"});
  CHECK(o.reading.carve);
  CHECK(o.reading.verify_checksums);
}
