#include "fake_source.h"

namespace doctor::test {

FakeSource& FakeSource::slice(std::vector<EventBuilder> events) {
  info_.bytes += 100 * events.size();
  slices_.push_back({std::move(events), 0});
  return *this;
}

FakeSource& FakeSource::damaged_slice(std::uint64_t bytes) {
  info_.bytes += bytes;
  slices_.push_back({{}, bytes});
  return *this;
}

FakeSource& FakeSource::opening(Diagnostic damage, Coverage coverage) {
  opening_damage_.add(std::move(damage));
  opening_coverage_ = coverage;
  info_.bytes += coverage.total();
  return *this;
}

void FakeSource::read(std::size_t slice, const Prefilter& wanted, EventBatch& out) const {
  out.clear();
  const Slice& s = slices_[slice];
  EventBatch all;
  for (std::size_t i = 0; i < s.events.size(); ++i) {
    const Event& event = s.events[i].add_to(all);
    out.extents.count(event.computer, event.channel, event.provider, event.level, event.time);
    if (!wanted.wants(event.event_id, event.time, event.provider, event.channel)) continue;
    s.events[i].add_to(out).origin.offset = 1000 * slice + i;
  }
  out.coverage.records = 100 * s.events.size();
  out.coverage.damaged = s.damaged;
  if (s.damaged > 0) out.damage.add({"fake-damage", Severity::warning, {}, s.damaged, "nothing to read", {}});
}

}  // namespace doctor::test
