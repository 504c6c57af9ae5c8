#include "diagnose/story.h"

#include <doctest/doctest.h>

#include "diagnose/fixture.h"

using namespace doctor;
using namespace doctor::test;

TEST_CASE("a story becomes sorted findings with their kept fields, logs and firings") {
  Story story(small_rules());
  story.log("System", "Schannel");
  CHECK(story.see("beta", minutes(2), 1, {}, {{"N", "7"}, {"N", "8"}}));
  CHECK(story.see("alpha", minutes(1)));
  const ScanResult scan = story.take();
  REQUIRE(scan.findings.size() == 2);
  CHECK(small_rules().rules()[scan.findings[0].rule].id == "alpha");
  CHECK(to_iso8601(scan.findings[0].time) == "2015-06-01T07:01:00.0000000Z");
  CHECK(scan.strings[scan.findings[1].channel] == "System");
  CHECK(scan.strings[scan.findings[1].provider] == "Schannel");
  const auto numbers = values_of(scan.strings[scan.findings[1].values], 0);
  REQUIRE(numbers.size() == 2);
  CHECK(numbers[1] == "8");
  REQUIRE(scan.extents.list().size() == 1);
  CHECK(to_iso8601(scan.extents.list()[0].first) == "2015-06-01T06:00:00.0000000Z");
  CHECK(to_iso8601(scan.extents.list()[0].last) == "2015-06-01T09:02:00.0000000Z");
  REQUIRE(scan.firings.size() == 1);
  CHECK(small_rules().correlations()[scan.firings[0].correlation].id == "pair");
}

TEST_CASE("a story tells when there is no such signal or field") {
  Story story(small_rules());
  CHECK_FALSE(story.see("delta", {}));
  CHECK_FALSE(story.see("alpha", {}, 1, {}, {{"Colour", "red"}}));
  CHECK(story.take().findings.empty());
}

TEST_CASE("a log can end before the story does") {
  Story story(small_rules());
  story.log("System").cut(minutes(5));
  story.see("alpha", minutes(1), 10, minutes(1));
  CHECK(to_iso8601(story.take().extents.list().at(0).last) == "2015-06-01T07:05:00.0000000Z");
}
