#include "platform/event_log_api.h"

#include <doctest/doctest.h>

using namespace doctor;

TEST_CASE("what a code says names what helps") {
  CHECK(event_log_error(5).what.find("Event Log Readers") != std::string::npos);
  CHECK(event_log_error(kChannelUnknown).code == Errc::not_found);
  CHECK(event_log_error(120).code == Errc::unsupported);
  CHECK(event_log_error(1722).what.find("service") != std::string::npos);
  CHECK(event_log_error(4242).what == "Windows error 4242");
}
