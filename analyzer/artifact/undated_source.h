#pragma once
#include <cstddef>
#include <utility>

#include "event/source.h"

namespace doctor {

/// What all sources have in common that are no logs: one slice, or none if there is nothing in them, and events without times.
class UndatedSource : public EventSource {
 public:
  explicit UndatedSource(SourceInfo info) : info_(std::move(info)) {}

  const SourceInfo& info() const final { return info_; }
  std::size_t slices() const final { return info_.bytes > 0 ? 1 : 0; }
  /// Delivers nothing: `dump` prints logs, and these are none.
  void render(std::size_t slice, const Prefilter&, const RenderOptions&, EventBatch& out) const final {
    Prefilter nothing;
    nothing.only_listed();
    read(slice, nothing, out);
  }
  const Diagnostics& opening_damage() const final { return opening_damage_; }
  Coverage opening_coverage() const final { return {}; }
  bool undated() const final { return true; }

 protected:
  SourceInfo info_;
  Diagnostics opening_damage_;
};

}  // namespace doctor
