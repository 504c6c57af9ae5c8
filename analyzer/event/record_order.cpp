#include "event/record_order.h"

#include <algorithm>
#include <iterator>

namespace doctor {

void RecordOrder::add(std::span<const RecordMark> marks) {
  for (const RecordMark& mark : marks) {
    ++records_;
    if (mark.record_id == 0) {
      ++without_id_;
    } else {
      add_id(mark);
    }
    if (mark.time.ticks == 0) continue;  // unknown: compared with nothing
    if (before_.time.ticks != 0) add_time(mark);
    before_ = mark;
  }
}

void RecordOrder::add_id(const RecordMark& mark) {
  const std::uint64_t id = mark.record_id;
  lowest_ = lowest_ == 0 ? id : std::min(lowest_, id);
  highest_ = std::max(highest_, id);
  if (!followed_) return;
  if (current_ < ranges_.size() && id == ranges_[current_].last + 1 &&
      (current_ + 1 == ranges_.size() || id + 1 < ranges_[current_ + 1].first)) {  // nearly always
    ranges_[current_].last = id;
    return;
  }
  const auto next = std::upper_bound(ranges_.begin(), ranges_.end(), id,
                                     [](std::uint64_t n, const RecordRange& r) { return n < r.first; });
  const auto before = next == ranges_.begin() ? ranges_.end() : std::prev(next);
  if (before != ranges_.end() && id <= before->last) {
    ++repeats_;
    if (repeated_.size() < kListed) repeated_.push_back(mark);
    return;
  }
  const bool follows = before != ranges_.end() && before->last + 1 == id;
  const bool leads = next != ranges_.end() && next->first - 1 == id;
  current_ = static_cast<std::size_t>(next - ranges_.begin()) - (follows ? 1 : 0);
  if (follows && leads) {
    before->last = next->last;
    ranges_.erase(next);
  } else if (follows) {
    before->last = id;
  } else if (leads) {
    next->first = id;
  } else {
    ranges_.insert(next, {id, id});
  }
  if (ranges_.size() > kMostRanges) give_up_ids();
}

void RecordOrder::give_up_ids() {
  followed_ = false;
  ranges_ = {};
  current_ = 0;
  repeats_ = 0;
  repeated_.clear();
}

void RecordOrder::add_time(const RecordMark& mark) {
  if (mark.time >= before_.time) return;
  const RecordStep step{mark.offset, mark.record_id, before_.record_id, mark.time, before_.time};
  const std::uint64_t back = before_.time.ticks - mark.time.ticks;
  if (mark.record_id < before_.record_id) {
    if (wraps_++ == 0) first_wrap_ = step;
  } else if (back <= kTiny.count) {
    ++tiny_;
  } else {
    const std::uint64_t most = largest_.time_before.ticks - largest_.time.ticks;
    if (steps_back_++ == 0 || back > most) largest_ = step;
    if (listed_.size() < kListed) listed_.push_back(step);
  }
}

RecordRange RecordOrder::ids() const {
  return {lowest_, highest_};
}

std::vector<RecordRange> RecordOrder::gaps() const {
  std::vector<RecordRange> out;
  for (std::size_t i = 1; i < ranges_.size(); ++i) out.push_back({ranges_[i - 1].last + 1, ranges_[i].first - 1});
  return out;
}

std::uint64_t RecordOrder::missing() const {
  std::uint64_t sum = 0;
  for (const RecordRange& gap : gaps()) sum += gap.last - gap.first + 1;
  return sum;
}

}  // namespace doctor
