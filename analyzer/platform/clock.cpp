#include "platform/clock.h"

#include <chrono>

namespace doctor {

FileTime system_time() {
  using Ticks100ns = std::chrono::duration<std::int64_t, std::ratio<1, kTicksPerSecond>>;
  const auto since_1970 = std::chrono::system_clock::now().time_since_epoch();
  return {kUnixEpochTicks + static_cast<std::uint64_t>(std::chrono::duration_cast<Ticks100ns>(since_1970).count())};
}

}  // namespace doctor
