#include "event/record_order.h"

#include <algorithm>
#include <iterator>
#include <limits>

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
  if (current_ != ranges_.end() && id == current_->second + 1 && id < room_) {  // nearly always
    current_->second = id;
    return;
  }
  auto next = ranges_.upper_bound(id);
  auto range = next == ranges_.begin() ? ranges_.end() : std::prev(next);
  if (range != ranges_.end() && id <= range->second) {
    ++repeats_;
    if (repeated_.size() < kListed) repeated_.push_back(mark);
    return;
  }
  if (range != ranges_.end() && range->second + 1 == id) {
    range->second = id;
  } else {
    range = ranges_.emplace_hint(next, id, id);
  }
  if (next != ranges_.end() && next->first - 1 == id) {
    range->second = next->second;
    next = ranges_.erase(next);
  }
  current_ = range;
  room_ = next == ranges_.end() ? std::numeric_limits<std::uint64_t>::max() : next->first - 1;
  if (ranges_.size() <= kMostRanges) return;
  followed_ = false;
  ranges_.clear();
  current_ = ranges_.end();
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
  for (auto it = ranges_.begin(); it != ranges_.end() && std::next(it) != ranges_.end(); ++it) {
    out.push_back({it->second + 1, std::next(it)->first - 1});
  }
  return out;
}

std::uint64_t RecordOrder::missing() const {
  std::uint64_t sum = 0;
  for (const RecordRange& gap : gaps()) sum += gap.last - gap.first + 1;
  return sum;
}

}  // namespace doctor
