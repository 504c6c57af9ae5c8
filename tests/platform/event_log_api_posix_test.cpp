#include <doctest/doctest.h>

#include "platform/event_log_api.h"

using namespace doctor;

TEST_CASE("without Windows there is no Windows Event Log API, and that is said") {
  const auto api = event_log_functions();
  REQUIRE_FALSE(api);
  CHECK(api.error().code == Errc::unsupported);
}
