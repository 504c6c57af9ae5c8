#include "engine/windows.h"

#include <algorithm>
#include <utility>

#include "engine/counters.h"

namespace doctor {

bool satisfies(double count, std::span<const Correlation::Bound> bounds) {
  using Op = Correlation::Bound::Op;
  return std::all_of(bounds.begin(), bounds.end(), [&](const Correlation::Bound& b) {
    switch (b.op) {
      case Op::lt:
        return count < b.value;
      case Op::lte:
        return count <= b.value;
      case Op::gt:
        return count > b.value;
      case Op::gte:
        return count >= b.value;
      case Op::eq:
        return count == b.value;
      case Op::neq:
        return count != b.value;
    }
    return false;
  });
}

namespace {

using Measure = WindowRule::Measure;

template <class Counter>
class EpisodeFinder {
 public:
  EpisodeFinder(std::span<const TimedItem> items, const WindowRule& rule, Counter counter)
      : items_(items), rule_(rule), counter_(std::move(counter)) {}

  std::vector<Episode> find() {
    std::size_t end = 0;
    for (std::size_t begin = 0; begin < items_.size();) {
      std::vector<FileTime> moments;
      while (end < items_.size() && items_[end].time.ticks - items_[begin].time.ticks <= rule_.length.count) {
        counter_.add(items_[end++]);
        const FileTime time = items_[end - 1].time;
        const bool is_new = moments.empty() || moments.back() != time;
        if (rule_.want_moments && is_new && holds(begin)) moments.push_back(time);
      }
      if (holds(begin)) hold(begin, end, moments);
      if (end == items_.size()) break;
      // On to the first begin whose window reaches further: the ones between hold less than this one.
      while (begin < end && items_[end].time.ticks - items_[begin].time.ticks > rule_.length.count) {
        counter_.remove(items_[begin++]);
      }
    }
    return std::move(episodes_);
  }

 private:
  bool holds(std::size_t begin) const {
    const auto n = counter_.measure(items_[begin].time);
    return n && satisfies(*n, rule_.bounds);
  }
  void hold(std::size_t begin, std::size_t end, const std::vector<FileTime>& moments) {
    const double n = *counter_.measure(items_[begin].time);
    if (episodes_.empty() || episodes_.back().end <= begin) episodes_.push_back({begin, end, n, false, {}});
    Episode& e = episodes_.back();
    e.end = end;
    e.count = std::max(e.count, n);
    for (const FileTime time : moments) {
      if (e.moments.empty() || e.moments.back() != time) e.moments.push_back(time);
    }
  }

  std::span<const TimedItem> items_;
  const WindowRule& rule_;
  Counter counter_;
  std::vector<Episode> episodes_;
};

}  // namespace

std::vector<Episode> find_episodes(std::span<const TimedItem> items, std::span<const std::uint32_t> keys,
                                   const WindowRule& rule) {
  switch (rule.measure) {
    case Measure::distinct:
      return EpisodeFinder(items, rule, DistinctCounter(keys)).find();
    case Measure::ordered:
      return EpisodeFinder(items, rule, OrderCounter(rule.slots)).find();
    case Measure::sum:
    case Measure::average:
      return EpisodeFinder(items, rule, SumCounter(keys, rule.numbers, rule.measure == Measure::average)).find();
    case Measure::percentile:
      return EpisodeFinder(items, rule, RankCounter(keys, rule.numbers, rule.percentile)).find();
    case Measure::median:
      return EpisodeFinder(items, rule, RankCounter(keys, rule.numbers, std::nullopt)).find();
  }
  return {};
}

}  // namespace doctor
