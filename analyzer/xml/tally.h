#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "event/source.h"

namespace doctor::xml {

/// Counts events for their Extents, cheaply: events that agree in computer, channel, provider and level are one combination, whose
/// sums are handed on once a slice.
/// Threads: one at a time.
class Tally {
 public:
  void count(std::string_view computer, std::string_view channel, std::string_view provider, std::uint8_t level,
             FileTime time);
  /// Adds what was counted since the last flush, in the order in which the combinations came.
  void flush(Extents& out);

 private:
  struct Combination {
    std::string computer, channel, provider;
    std::uint8_t level = 0;
    std::uint64_t events = 0;  ///< since the last flush, as the two below
    FileTime first, last;

    bool is(std::string_view a_computer, std::string_view a_channel, std::string_view a_provider,
            std::uint8_t a_level) const {
      return level == a_level && provider == a_provider && channel == a_channel && computer == a_computer;
    }
  };
  static constexpr std::size_t kMost = 4096;  ///< beyond, what was met is forgotten with the next flush

  Combination& search(std::string_view computer, std::string_view channel, std::string_view provider,
                      std::uint8_t level);

  std::unordered_map<std::string, Combination> met_;
  std::array<Combination*, 256> recent_{};  ///< by what is quick to compare
  std::string key_;
  std::vector<Combination*> touched_;
};

}  // namespace doctor::xml
