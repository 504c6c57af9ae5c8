#include "platform/clock.h"

#include <doctest/doctest.h>

#include <ctime>

TEST_CASE("the clock is that of the C library, to the second or two") {
  const auto seconds = static_cast<std::uint64_t>(std::time(nullptr));
  const std::uint64_t ours = (doctor::system_time().ticks - doctor::kUnixEpochTicks) / doctor::kTicksPerSecond;
  CHECK(ours >= seconds);
  CHECK(ours <= seconds + 2);
}
