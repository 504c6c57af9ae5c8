#include "evtx/extent_counter.h"

namespace doctor::evtx {

const ExtentCounter::Names* ExtentCounter::find(const Key& key) {
  if (current_ < met_.size() && met_[current_].key == key) return &met_[current_].names;
  for (std::size_t i = 0; i < met_.size(); ++i) {
    if (!(met_[i].key == key)) continue;
    current_ = i;
    return &met_[i].names;
  }
  return nullptr;
}

const ExtentCounter::Names& ExtentCounter::add(const Key& key, const Names& names) {
  current_ = met_.size();
  met_.push_back({key, names, 0, {}, {}});
  return met_.back().names;
}

void ExtentCounter::count(FileTime time) {
  Combination& c = met_[current_];
  ++c.events;
  if (time.ticks == 0) return;  // unknown
  if (c.first.ticks == 0 || time < c.first) c.first = time;
  if (time > c.last) c.last = time;
}

void ExtentCounter::flush(Extents& out) {
  for (const Combination& c : met_) {
    if (c.events == 0) continue;
    out.count(c.names.computer, c.names.channel, c.names.provider, c.key.level, c.first);
    if (c.events > 1) {
      out.count(c.names.computer, c.names.channel, c.names.provider, c.key.level, c.last, c.events - 1);
    }
  }
  met_.clear();
  current_ = 0;
}

}  // namespace doctor::evtx
