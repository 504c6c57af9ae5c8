#include "engine/counters.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace doctor {

namespace {

std::span<const std::uint32_t> keys_of(const TimedItem& item, std::span<const std::uint32_t> keys) {
  return keys.subspan(item.first_key, item.key_count);
}

}  // namespace

void DistinctCounter::add(const TimedItem& item) {
  for (const std::uint32_t k : keys_of(item, keys_)) ++counts_[k];
}

void DistinctCounter::remove(const TimedItem& item) {
  for (const std::uint32_t k : keys_of(item, keys_)) {
    const auto it = counts_.find(k);
    if (--it->second == 0) counts_.erase(it);
  }
}

void OrderCounter::add(const TimedItem& item) {
  raise(item.slot, 1, {item.time, true});
  for (std::size_t earlier = 0; earlier < item.slot; ++earlier) {
    for (std::size_t k = 1; k <= earlier + 1; ++k) raise(item.slot, k + 1, begins_[earlier * (slots_ + 1) + k]);
  }
}

std::optional<double> OrderCounter::measure(FileTime window_begin) const {
  for (std::size_t k = slots_; k > 0; --k) {
    if (latest_[k].known && latest_[k].time >= window_begin) return static_cast<double>(k);
  }
  return 0;
}

void OrderCounter::raise(std::size_t slot, std::size_t k, Begin begin) {
  if (!begin.known) return;
  for (Begin* b : {&begins_[slot * (slots_ + 1) + k], &latest_[k]}) {
    if (!b->known || b->time < begin.time) *b = begin;
  }
}

void SumCounter::change(double by) {
  const double sum = sum_ + by;
  lost_ += std::abs(sum_) >= std::abs(by) ? sum_ - sum + by : by - sum + sum_;
  sum_ = sum;
}

void SumCounter::add(const TimedItem& item) {
  for (const std::uint32_t k : keys_of(item, keys_)) {
    change(numbers_[k]);
    ++count_;
  }
}

void SumCounter::remove(const TimedItem& item) {
  for (const std::uint32_t k : keys_of(item, keys_)) {
    change(-numbers_[k]);
    --count_;
  }
  if (count_ == 0) sum_ = lost_ = 0;
}

std::optional<double> SumCounter::measure(FileTime) const {
  if (count_ == 0) return std::nullopt;
  const double sum = sum_ + lost_;
  return average_ ? sum / static_cast<double>(count_) : sum;
}

void RankCounter::change(const TimedItem& item, std::int64_t by) {
  for (const std::uint32_t k : keys_of(item, keys_)) {
    count_ += by;
    for (std::size_t i = std::size_t{k} + 1; i < tree_.size(); i += i & (~i + 1)) tree_[i] += by;
  }
}

double RankCounter::at_rank(std::int64_t rank) const {
  std::size_t at = 0;
  for (std::size_t step = std::bit_floor(tree_.size()); step > 0; step /= 2) {
    if (at + step < tree_.size() && tree_[at + step] < rank) {
      at += step;
      rank -= tree_[at];
    }
  }
  return numbers_[at];
}

std::optional<double> RankCounter::measure(FileTime) const {
  if (count_ == 0) return std::nullopt;
  if (!percentile_) return (at_rank((count_ + 1) / 2) + at_rank(count_ / 2 + 1)) / 2;
  const double rank = std::ceil(*percentile_ * static_cast<double>(count_) / 100);  // in this order: 7 of 100 is 7
  return at_rank(std::clamp(static_cast<std::int64_t>(rank), std::int64_t{1}, count_));
}

}  // namespace doctor
