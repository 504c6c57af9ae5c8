#include "diagnose/activity.h"

#include <doctest/doctest.h>

#include "diagnose/fixture.h"

using namespace doctor;
using namespace doctor::test;

namespace {

FileTime at(Ticks span) {
  return FileTime{Story::start().ticks + span.count};
}

std::vector<FileTime> times(std::initializer_list<std::uint64_t> seconds_from_start) {
  std::vector<FileTime> out;
  for (const std::uint64_t s : seconds_from_start) out.push_back(at(seconds(s)));
  return out;
}

// What is told of the trouble "alpha" of a story.
Activity told(Story story) {
  const ScanResult scan = story.take();
  const std::vector<Host> hosts = hosts_of(scan);
  const HostTopology topology;
  const Scene scene{scan, small_rules(), hosts.at(0), topology, false};
  return activity_of(scene.times({"alpha"}), scene);
}

}  // namespace

TEST_CASE("events close together are one cluster") {
  const Rhythm rhythm = rhythm_of(times({0, 1, 2, 60, 61, 500}));
  CHECK(rhythm.events == 6);
  CHECK(rhythm.clusters == 3);
  CHECK(rhythm.interval == Ticks{});
  CHECK(rhythm_of(times({0, 10})).clusters == 1);
  CHECK(rhythm_of(times({0, 11})).clusters == 2);
  CHECK(rhythm_of({}).events == 0);
}

TEST_CASE("a regular interval needs six clusters and little variation") {
  CHECK(rhythm_of(times({0, 60, 120, 180, 240, 300})).interval == seconds(60));
  CHECK(rhythm_of(times({0, 1, 60, 61, 120, 121, 181, 239, 300})).interval == seconds(60));
  CHECK(rhythm_of(times({0, 60, 120, 180, 240})).interval == Ticks{});
  CHECK(rhythm_of(times({0, 20, 120, 180, 290, 300})).interval == Ticks{});
}

TEST_CASE("hours in which it happened, and the busiest") {
  const Rhythm rhythm = rhythm_of(times({0, 3599, 3600, 3700, 3800, 4 * 3600}));
  CHECK(rhythm.active_hours == 3);
  CHECK(rhythm.span_hours == 5);
  CHECK(rhythm.busiest == 3);
  CHECK(rhythm.busiest_hour == at(seconds(3600)));
}

TEST_CASE("the last change of each kind in the day before, and whether the log reaches further back") {
  Story story(small_rules());
  story.log("System");
  story.see("changed", minutes(10), 2, minutes(5), {{"Text", "KB1"}});
  story.see("alpha", minutes(40), 3);
  const Activity activity = told(std::move(story));
  REQUIRE(activity.changes.size() == 1);
  CHECK(activity.changes[0].time == at(minutes(15)));
  CHECK(activity.changes[0].count == 2);
  CHECK(activity.changes[0].values == "KB1");
  CHECK(!activity.log_begins);  // the log of a story begins an hour before it
}

TEST_CASE("a change long before, or afterwards, is none") {
  Story story(small_rules());
  story.log("System");
  story.see("changed", minutes(0));
  story.see("alpha", minutes(24 * 60 + 1));
  story.see("changed", minutes(24 * 60 + 2));
  CHECK(told(std::move(story)).changes.empty());
}

TEST_CASE("what failed from the first trouble until an hour after the last") {
  Story story(small_rules());
  story.log("System");
  story.see("failing", minutes(1));
  story.see("alpha", minutes(5), 2, minutes(10));
  story.see("failing", minutes(75), 1, {}, {{"Text", "RTCSRV"}});
  story.see("failing", minutes(76));
  const Activity activity = told(std::move(story));
  REQUIRE(activity.impact.size() == 1);
  CHECK(activity.impact[0].count == 1);
  CHECK(activity.impact[0].values == "RTCSRV");
  CHECK(activity.impact_visible);
}

TEST_CASE("without the System log nobody knows whether a service failed") {
  Story story(small_rules());
  story.see("alpha", minutes(5));
  CHECK(!told(std::move(story)).impact_visible);
}
