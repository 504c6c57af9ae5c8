#include "platform/console.h"

#include <doctest/doctest.h>

#include "platform/windows_api.h"

using namespace doctor;

TEST_CASE("local time is that of the system, with the offset of its own date") {
  // A winter and a summer date differ by what the zone of this machine says, so only the sums can be checked here: tests/windows/run.sh
  // sets zones.
  for (const char* text : {"2015-06-01T07:00:00Z", "2015-12-01T07:00:00Z"}) {
    const std::string local = to_local_text(*parse_iso8601(text));
    REQUIRE(local.size() == std::string("2015-06-01 09:00:00 +02:00").size());
    std::string with_offset = local.substr(0, 10) + "T" + local.substr(11, 8) + local.substr(20);
    if (with_offset.ends_with("+00:00")) with_offset = with_offset.substr(0, 19) + "Z";
    const auto back = parse_iso8601(with_offset);
    if (back) CHECK(back->ticks == parse_iso8601(text)->ticks);
  }
  CHECK(to_local_text({0x8000'0000'0000'0000U}) == to_iso8601_millis({0x8000'0000'0000'0000U}));
}

TEST_CASE("NO_COLOR counts when it is set to something") {
  ::SetEnvironmentVariableW(L"NO_COLOR", nullptr);
  CHECK_FALSE(no_color_wanted());
  ::SetEnvironmentVariableW(L"NO_COLOR", L"1");
  CHECK(no_color_wanted());
  ::SetEnvironmentVariableW(L"NO_COLOR", nullptr);
}

TEST_CASE("there is always a width and a processor") {
  CHECK(terminal_width(Stream::out) > 0);
  CHECK(processor_count() > 0);
}
