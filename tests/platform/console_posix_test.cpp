#include <doctest/doctest.h>

#include <cstdlib>
#include <ctime>

#include "platform/console.h"

using namespace doctor;

TEST_CASE("local time carries the offset of its own date") {
  ::setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
  ::tzset();
  CHECK(to_local_text(*parse_iso8601("2015-06-01T07:00:00Z")) == "2015-06-01 09:00:00 +02:00");
  CHECK(to_local_text(*parse_iso8601("2015-12-01T07:00:00Z")) == "2015-12-01 08:00:00 +01:00");
  ::setenv("TZ", "NST3:30", 1);
  ::tzset();
  CHECK(to_local_text(*parse_iso8601("2015-12-01T07:00:00Z")) == "2015-12-01 03:30:00 -03:30");
  ::setenv("TZ", "UTC", 1);
  ::tzset();
  CHECK(to_local_text(*parse_iso8601("1601-01-02T00:00:00Z")) == "1601-01-02 00:00:00 +00:00");
}

TEST_CASE("NO_COLOR counts when it is set to something") {
  ::unsetenv("NO_COLOR");
  CHECK_FALSE(no_color_wanted());
  ::setenv("NO_COLOR", "", 1);
  CHECK_FALSE(no_color_wanted());
  ::setenv("NO_COLOR", "1", 1);
  CHECK(no_color_wanted());
  ::unsetenv("NO_COLOR");
}

TEST_CASE("there is always a width and a processor") {
  CHECK(terminal_width(Stream::out) > 0);
  CHECK(processor_count() > 0);
}
