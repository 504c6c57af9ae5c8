#pragma once
#include <string>
#include <vector>

#include "event/source.h"
#include "support/event_builder.h"

namespace doctor::test {

/// A source made of events in slices: reading delivers copies, counts extents, and obeys the prefilter as a reader does. Every
/// event covers 100 bytes; an offset tells slice and place: 1000 * slice + place.
class FakeSource : public EventSource {
 public:
  explicit FakeSource(std::string path) : info_{std::move(path), "fake", 0} {}

  FakeSource& slice(std::vector<EventBuilder> events);
  /// A slice of which nothing could be read.
  FakeSource& damaged_slice(std::uint64_t bytes);
  /// Its events have no time and, but where the builder names one, no computer.
  FakeSource& beside_logs() {
    undated_ = true;
    return *this;
  }
  FakeSource& opening(Diagnostic damage, Coverage coverage);

  const SourceInfo& info() const override { return info_; }
  std::size_t slices() const override { return slices_.size(); }
  void read(std::size_t slice, const Prefilter& wanted, EventBatch& out) const override;
  void render(std::size_t slice, const Prefilter& wanted, const RenderOptions&, EventBatch& out) const override {
    read(slice, wanted, out);  // nobody prints what is not real
  }
  const Diagnostics& opening_damage() const override { return opening_damage_; }
  Coverage opening_coverage() const override { return opening_coverage_; }
  bool undated() const override { return undated_; }

 private:
  struct Slice {
    std::vector<EventBuilder> events;
    std::uint64_t damaged = 0;
  };
  SourceInfo info_;
  std::vector<Slice> slices_;
  Diagnostics opening_damage_;
  Coverage opening_coverage_;
  bool undated_ = false;
};

}  // namespace doctor::test
