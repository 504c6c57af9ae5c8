#include "report/activity.h"

#include <doctest/doctest.h>

namespace doctor {

namespace {

const FileTime kStart = *parse_iso8601("2015-06-01T07:00:00Z");
FileTime after(std::uint64_t seconds) { return FileTime{kStart.ticks + seconds * kTicksPerSecond}; }

Rhythm rhythm(std::uint64_t events, std::uint64_t clusters, std::uint64_t interval, std::uint64_t span_hours = 1) {
  Rhythm out;
  out.events = events;
  out.clusters = clusters;
  out.interval = Ticks{interval * kTicksPerSecond};
  out.active_hours = out.span_hours = span_hours;
  out.busiest_hour = kStart;
  out.busiest = events;
  return out;
}

}  // namespace

TEST_CASE("the rhythm in words") {
  CHECK(rhythm_text(rhythm(1, 1, 0), {}) == "");
  CHECK(rhythm_text(rhythm(9, 1, 0), {}) == "9 events, close together");
  CHECK(rhythm_text(rhythm(12, 12, 300), {}) == "12 events, one every 5 min");
  CHECK(rhythm_text(rhythm(24, 12, 300), {}) == "24 events, a group every 5 min");
  CHECK(rhythm_text(rhythm(1200, 90, 0), {}) == "1,200 events, in 90 groups");
  CHECK(rhythm_text(rhythm(7, 7, 0, 3), {}) == "7 events, in 3 of 3 hours, most in that of 2015-06-01 07:00:00Z (7)");
}

TEST_CASE("what repeats, and nothing else") {
  CHECK(interval_text(rhythm(1, 1, 0)) == "");
  CHECK(interval_text(rhythm(9, 1, 0)) == "close together");
  CHECK(interval_text(rhythm(9, 1, 0, 3)) == "without a pause");
  CHECK(interval_text(rhythm(12, 12, 300, 9)) == "one every 5 min");
  CHECK(interval_text(rhythm(24, 12, 300)) == "a group every 5 min");
  CHECK(interval_text(rhythm(1200, 90, 0)) == "in 90 groups");
  CHECK(interval_text(rhythm(7, 7, 0, 3)) == "");
}

TEST_CASE("what came before") {
  Activity activity;
  CHECK(changes_text(activity, after(100)) == "");
  activity.changes = {{"u", "An update was installed", "KB2992611", after(40), 2}, {"b", "Windows was started", "", kStart, 1}};
  CHECK(changes_text(activity, after(100)) ==
        "1 min after: An update was installed (KB2992611); 1 min 40 s after: Windows was started");
  activity.log_begins = true;
  CHECK(changes_text(activity, after(100)).ends_with("; the log does not reach further back"));
}

TEST_CASE("what failed with it, and what can be said if nothing did") {
  Activity activity;
  CHECK(impact_text(activity, kStart) == "");
  activity.impact_visible = true;
  CHECK(impact_text(activity, kStart) == "no service of this computer is seen to fail meanwhile");
  activity.impact = {{"s", "A service failed", "RTCSRV", after(60), 2}};
  CHECK(impact_text(activity, kStart) == "A service failed (RTCSRV), 2 times, 1 min after the first event");
}

}  // namespace doctor
