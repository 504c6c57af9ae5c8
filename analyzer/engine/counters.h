#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "engine/windows.h"

namespace doctor {

// What windows measure. Each takes items at the end of a window and gives them up at its begin, and tells its measure at any time; none
// means that there is nothing to measure. Lifetime: of the keys and numbers they are given. Threads: one at a time.

/// How many different keys are in the window.
class DistinctCounter {
 public:
  explicit DistinctCounter(std::span<const std::uint32_t> keys) : keys_(keys) {}

  void add(const TimedItem& item);
  void remove(const TimedItem& item);
  std::optional<double> measure(FileTime) const { return static_cast<double>(counts_.size()); }

 private:
  std::span<const std::uint32_t> keys_;
  std::unordered_map<std::uint32_t, std::uint32_t> counts_;
};

/// How many rules follow one another, in the order in which the correlation lists them; some may be left out. For each number k
/// it keeps the latest time at which a sequence of k can have begun: one lies inside the window if that time does.
class OrderCounter {
 public:
  explicit OrderCounter(std::size_t slots) : slots_(slots), begins_(slots * (slots + 1)), latest_(slots + 1) {}

  void add(const TimedItem& item);
  void remove(const TimedItem&) {}
  std::optional<double> measure(FileTime window_begin) const;

 private:
  struct Begin {
    FileTime time;
    bool known = false;
  };
  void raise(std::size_t slot, std::size_t k, Begin begin);

  std::size_t slots_;
  std::vector<Begin> begins_;  // [slot * (slots + 1) + k]: of sequences that end in that slot
  std::vector<Begin> latest_;  // [k]: of any sequence
};

/// Sum or average of numbers. Sums of whole numbers are exact below 2^53.
class SumCounter {
 public:
  SumCounter(std::span<const std::uint32_t> keys, std::span<const double> numbers, bool average)
      : keys_(keys), numbers_(numbers), average_(average) {}

  void add(const TimedItem& item);
  void remove(const TimedItem& item);
  std::optional<double> measure(FileTime) const;

 private:
  void change(double by);

  std::span<const std::uint32_t> keys_;
  std::span<const double> numbers_;
  bool average_;
  double sum_ = 0, lost_ = 0;  // lost_: what the last additions rounded off (Kahan and Neumaier)
  std::uint64_t count_ = 0;
};

/// A percentile by the nearest rank (the smallest number that so many of a hundred do not exceed), or the median, which of an even
/// count is the mean of the two in the middle. A Fenwick tree over the ascending numbers.
class RankCounter {
 public:
  RankCounter(std::span<const std::uint32_t> keys, std::span<const double> numbers, std::optional<double> percentile)
      : keys_(keys), numbers_(numbers), percentile_(percentile), tree_(numbers.size() + 1) {}

  void add(const TimedItem& item) { change(item, 1); }
  void remove(const TimedItem& item) { change(item, -1); }
  std::optional<double> measure(FileTime) const;

 private:
  void change(const TimedItem& item, std::int64_t by);
  double at_rank(std::int64_t rank) const;  // from 1

  std::span<const std::uint32_t> keys_;
  std::span<const double> numbers_;
  std::optional<double> percentile_;
  std::vector<std::int64_t> tree_;
  std::int64_t count_ = 0;
};

}  // namespace doctor
