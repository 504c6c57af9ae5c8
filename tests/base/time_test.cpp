#include "base/time.h"

#include <doctest/doctest.h>

using namespace doctor;

TEST_CASE("known moments, both ways") {
  CHECK(parse_iso8601("1601-01-01T00:00:00Z")->ticks == 0);
  CHECK(parse_iso8601("1970-01-01T00:00:00Z")->ticks == kUnixEpochTicks);
  CHECK(to_iso8601(FileTime{130777092001234567}) == "2015-06-02T09:00:00.1234567Z");
  CHECK(to_iso8601_millis(FileTime{130777092001239999}) == "2015-06-02T09:00:00.123Z");
  CHECK(to_iso8601(*parse_iso8601("2000-02-29T23:59:59.9999999Z")) == "2000-02-29T23:59:59.9999999Z");
  CHECK(to_iso8601(FileTime{UINT64_MAX}) == "60056-05-28T05:36:10.9551615Z");
}

TEST_CASE("every day of four centuries survives the round trip") {
  CivilTime c;
  FileTime t{};
  for (std::uint64_t day = 0; day < 146'097; ++day, t.ticks += kTicksPerDay) {
    c = to_civil(t);
    REQUIRE(from_civil(c) == t);
  }
  CHECK(c.year == 2000);
  CHECK(c.month == 12);
  CHECK(c.day == 31);
}

TEST_CASE("forms that exports contain") {
  const FileTime t = *parse_iso8601("2020-08-05T12:16:37.9333292Z");
  CHECK(parse_iso8601("2020-08-05T12:16:37.933329200Z") == t);  // nine digits, as wevtutil prints
  CHECK(parse_iso8601("2020-08-05 14:16:37.9333292+02:00") == t);
  CHECK(parse_iso8601("2020-08-05T07:16:37.9333292 -0500") == t);
  CHECK(parse_iso8601("2020-08-05T12:16") == parse_iso8601("2020-08-05T12:16:00Z"));
  CHECK(parse_iso8601("2020-08-05") == parse_iso8601("2020-08-05T00:00:00Z"));
}

TEST_CASE("what is no moment is refused") {
  for (const char* bad : {"", "2020", "2020-13-01", "2019-02-29", "2020-08-05T", "2020-08-05T25:00:00Z", "1600-12-31",
                          "2020-08-05T12:16:37.Z", "2020-08-05T12:16:37Zx", "1601-01-01T00:00:00+01:00", "5.8.2020"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_iso8601(bad));
  }
}

TEST_CASE("time spans") {
  CHECK(parse_timespan("30s")->count == 30 * kTicksPerSecond);
  CHECK(parse_timespan("5m")->count == 300 * kTicksPerSecond);
  CHECK(parse_timespan("24h") == parse_timespan("1d"));
  CHECK(parse_timespan("1M") == parse_timespan("30d"));
  for (const char* bad : {"", "5", "m", "-5m", "5 m", "1.5h", "99999999999s"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_timespan(bad));
  }
  CHECK(to_words(Ticks{0}) == "0 s");
  CHECK(to_words(*parse_timespan("125m")) == "2 h 5 min");
  CHECK(to_words(*parse_timespan("76h")) == "3 d 4 h");
  CHECK(to_words(Ticks{60 * kTicksPerSecond}) == "1 min");
}

TEST_CASE("whole days between two moments, rounded down") {
  const auto days = [](const char* from, const char* to) {
    return doctor::days_between(*doctor::parse_iso8601(from), *doctor::parse_iso8601(to));
  };
  CHECK(days("2015-06-01T07:00:00Z", "2015-06-02T07:00:00Z") == 1);
  CHECK(days("2015-06-01T07:00:00Z", "2015-06-02T06:59:59Z") == 0);
  CHECK(days("2015-06-01T07:00:00Z", "2015-06-01T06:59:59Z") == -1);
  CHECK(days("2015-06-02T07:00:00Z", "2015-06-01T07:00:00Z") == -1);
  CHECK(days("2015-06-02T07:00:01Z", "2015-06-01T07:00:00Z") == -2);
}
