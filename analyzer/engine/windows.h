#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "base/time.h"
#include "engine/rule.h"

namespace doctor {

/// Something that a correlation counts, at a time.
struct TimedItem {
  FileTime time;
  std::uint32_t slot = 0;  ///< which of the correlation's rules
  std::uint32_t unit = 0;  ///< whose it is: the caller's number of a finding or firing
  /// What is counted, as [first_key, first_key + key_count) of the key list: equal keys count once.
  std::uint32_t first_key = 0, key_count = 0;
};

/// When a correlation holds.
struct WindowRule {
  /// What is compared with the bounds. The ordered kind ignores keys and counts how many of the rules occur one behind the other; the
  /// kinds behind it take keys for indices of `numbers`.
  enum class Measure : std::uint8_t { distinct, ordered, sum, average, percentile, median };
  Measure measure = Measure::distinct;
  Ticks length;
  std::size_t slots = 0;
  std::span<const Correlation::Bound> bounds;  ///< all must hold
  std::span<const double> numbers;             ///< ascending; finite
  double percentile = 0;                       ///< 0 to 100, of the nearest rank
  bool want_moments = false;
};

/// A stretch of items in which the rule holds: windows that hold and share an item are one episode.
struct Episode {
  std::size_t begin = 0, end = 0;  ///< items [begin, end)
  double count = 0;                ///< what was compared with the bounds, at its highest
  bool undecided = false;          ///< of a condition in words: the log ends before all of its windows do
  /// If asked for: the times of the items that completed a window in which the rule holds, ascending, each once.
  std::vector<FileTime> moments;
};

/// The episodes of one group. `items` sorted by time, then slot. A window is a set of all items within `length` of its first one
/// (t - t_first <= length) to which no neighbour can be added; so a count is never judged on a part of what happened together.
/// A window without any number has no sum, average, percentile or median, and never holds.
/// Time: linear in items (times slots squared if ordered, times the logarithm of the numbers for percentile and median).
std::vector<Episode> find_episodes(std::span<const TimedItem> items, std::span<const std::uint32_t> keys,
                                   const WindowRule& rule);

/// Whether a count satisfies all bounds.
bool satisfies(double count, std::span<const Correlation::Bound> bounds);

}  // namespace doctor
