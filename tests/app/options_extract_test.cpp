#include <doctest/doctest.h>

#include "app/options.h"
#include "app/run.h"

using namespace doctor;
using doctor::test::parsed;
using doctor::test::usage_error;

TEST_CASE("extract writes a log, unless the format or the name of the file says XML") {
  const Options o = parsed({"extract", "a", "b.evtx", "-o", "small.evtx"});
  CHECK(o.command == CommandId::extract);
  CHECK(o.paths == std::vector<std::string>{"a", "b.evtx"});
  CHECK(o.output == "small.evtx");
  CHECK_FALSE(o.extract_xml);
  CHECK_FALSE(o.all);
  CHECK(parsed({"extract", "a", "-o", "small.XML"}).extract_xml);
  CHECK(parsed({"extract", "a", "-o", "small.log", "--format", "xml"}).extract_xml);
  CHECK_FALSE(parsed({"extract", "a", "-o", "odd.xml", "--format", "evtx"}).extract_xml);
  CHECK(parsed({"extract", "a", "--format", "xml"}).output.empty());
  CHECK(parsed({"extract", "a", "--out-dir", "d"}).out_dir == "d");
}

TEST_CASE("filters, rules and times arrive") {
  const Options o = parsed({"extract", "a", "-o", "s.evtx", "--id", "36888", "--provider", "Schannel", "--since",
                            "2015-06-01", "--rules", "mine", "--carve"});
  CHECK(o.choice.ids.size() == 1);
  CHECK(o.choice.providers == std::vector<std::string>{"Schannel"});
  CHECK(o.since.ticks > 0);
  CHECK(o.rules == std::vector<std::string>{"mine"});
  CHECK(o.reading.carve);
}

TEST_CASE("a log needs a place, and only one") {
  CHECK(usage_error({"extract", "a"}).find("-o FILE.evtx") != std::string::npos);
  CHECK_FALSE(usage_error({"extract", "a", "-o", "x.evtx", "--out-dir", "d"}).empty());
  CHECK_FALSE(usage_error({"extract", "a", "-o", ""}).empty());
  CHECK_FALSE(usage_error({"extract", "a", "--out-dir", ""}).empty());
  CHECK_FALSE(usage_error({"extract", "a", "-o", "x.evtx", "--all", "--id", "1"}).empty());
  CHECK_FALSE(usage_error({"extract", "a", "-o", "x.evtx", "--format", "json"}).empty());
  CHECK_FALSE(usage_error({"extract", "-o", "x.evtx"}).empty());
}
