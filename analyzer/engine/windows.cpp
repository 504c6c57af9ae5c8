#include "engine/windows.h"

#include <algorithm>
#include <unordered_map>

namespace doctor {

bool satisfies(std::uint64_t count, std::span<const Correlation::Bound> bounds) {
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

// How many different keys are in the window.
class DistinctCounter {
 public:
  explicit DistinctCounter(std::span<const std::uint32_t> keys) : keys_(keys) {}

  void add(const TimedItem& item) {
    for (const std::uint32_t k : keys_of(item)) ++counts_[k];
  }
  void remove(const TimedItem& item) {
    for (const std::uint32_t k : keys_of(item)) {
      const auto it = counts_.find(k);
      if (--it->second == 0) counts_.erase(it);
    }
  }
  std::uint64_t count() const { return counts_.size(); }

 private:
  std::span<const std::uint32_t> keys_of(const TimedItem& item) const {
    return keys_.subspan(item.first_key, item.key_count);
  }

  std::span<const std::uint32_t> keys_;
  std::unordered_map<std::uint32_t, std::uint32_t> counts_;
};

// How many rules follow one another, in the order in which the correlation lists them; some may be left out. For each number k
// it keeps the latest time at which a sequence of k can have begun: one lies inside the window if that time does.
class OrderCounter {
 public:
  explicit OrderCounter(std::size_t slots) : slots_(slots), begins_(slots * (slots + 1)), latest_(slots + 1) {}

  void add(const TimedItem& item) {
    raise(item.slot, 1, item.time);
    for (std::size_t earlier = 0; earlier < item.slot; ++earlier) {
      for (std::size_t k = 1; k <= earlier + 1; ++k) raise(item.slot, k + 1, begins_[earlier * (slots_ + 1) + k]);
    }
  }
  std::uint64_t count(FileTime window_begin) const {
    for (std::size_t k = slots_; k > 0; --k) {
      if (latest_[k].known && latest_[k].time >= window_begin) return k;
    }
    return 0;
  }

 private:
  struct Begin {
    FileTime time;
    bool known = false;
  };

  void raise(std::size_t slot, std::size_t k, FileTime time) { raise(slot, k, Begin{time, true}); }
  void raise(std::size_t slot, std::size_t k, Begin begin) {
    if (!begin.known) return;
    for (Begin* b : {&begins_[slot * (slots_ + 1) + k], &latest_[k]}) {
      if (!b->known || b->time < begin.time) *b = begin;
    }
  }

  std::size_t slots_;
  std::vector<Begin> begins_;  // [slot * (slots + 1) + k]: of sequences that end in that slot
  std::vector<Begin> latest_;  // [k]: of any sequence
};

class EpisodeFinder {
 public:
  EpisodeFinder(std::span<const TimedItem> items, std::span<const std::uint32_t> keys, const WindowRule& rule)
      : items_(items), rule_(rule), distinct_(keys), order_(rule.ordered ? rule.slots : 0) {}

  std::vector<Episode> find() {
    std::size_t end = 0;
    for (std::size_t begin = 0; begin < items_.size();) {
      std::vector<FileTime> moments;
      while (end < items_.size() && items_[end].time.ticks - items_[begin].time.ticks <= rule_.length.count) {
        add(items_[end++]);
        if (rule_.want_moments && satisfies(count(begin), rule_.bounds)) moments.push_back(items_[end - 1].time);
      }
      if (const std::uint64_t n = count(begin); satisfies(n, rule_.bounds)) hold(begin, end, n, moments);
      if (end == items_.size()) break;
      // On to the first begin whose window reaches further: the ones between hold less than this one.
      while (begin < end && items_[end].time.ticks - items_[begin].time.ticks > rule_.length.count) {
        remove(items_[begin++]);
      }
    }
    return std::move(episodes_);
  }

 private:
  void add(const TimedItem& item) {
    if (rule_.ordered) {
      order_.add(item);
    } else {
      distinct_.add(item);
    }
  }
  void remove(const TimedItem& item) {
    if (!rule_.ordered) distinct_.remove(item);
  }
  std::uint64_t count(std::size_t begin) const {
    return rule_.ordered ? order_.count(items_[begin].time) : distinct_.count();
  }

  void hold(std::size_t begin, std::size_t end, std::uint64_t n, const std::vector<FileTime>& moments) {
    if (episodes_.empty() || episodes_.back().end <= begin) episodes_.push_back({begin, end, 0, {}});
    Episode& e = episodes_.back();
    e.end = end;
    e.count = std::max(e.count, n);
    e.moments.insert(e.moments.end(), moments.begin(), moments.end());
  }

  std::span<const TimedItem> items_;
  const WindowRule& rule_;
  DistinctCounter distinct_;
  OrderCounter order_;
  std::vector<Episode> episodes_;
};

}  // namespace

std::vector<Episode> find_episodes(std::span<const TimedItem> items, std::span<const std::uint32_t> keys,
                                   const WindowRule& rule) {
  return EpisodeFinder(items, keys, rule).find();
}

}  // namespace doctor
