#pragma once
#include <memory>

#include "event/source.h"
#include "redact/name_book.h"

namespace doctor::redact {

/// A source with pseudonyms in place of names: in events, printed or not, in what it says of the computers, in its messages and in its path.
/// Which events are wanted is asked of the original: `wanted` counts, and the filter that callers pass does not (it would look for names that
/// are no longer there).
/// Lifetime: refers to the book, which must be closed. Threads: as EventSource.
class RedactedSource : public EventSource {
 public:
  RedactedSource(std::unique_ptr<const EventSource> inner, const NameBook& book, Prefilter wanted);

  const SourceInfo& info() const override { return info_; }
  std::size_t slices() const override { return inner_->slices(); }
  void read(std::size_t slice, const Prefilter&, EventBatch& out) const override;
  void render(std::size_t slice, const Prefilter&, const RenderOptions& options, EventBatch& out) const override;
  const Diagnostics& opening_damage() const override { return opening_damage_; }
  Coverage opening_coverage() const override { return inner_->opening_coverage(); }
  bool undated() const override { return inner_->undated(); }

 private:
  struct State;
  State& begin(EventBatch& out) const;
  void take_rest(State& state, EventBatch& out) const;

  std::unique_ptr<const EventSource> inner_;
  const NameBook& book_;
  Prefilter wanted_;
  SourceInfo info_;
  Diagnostics opening_damage_;
};

/// The same messages, with pseudonyms.
Diagnostics redacted(const Diagnostics& messages, const NameBook& book);
/// The same extents, with pseudonyms.
Extents redacted(const Extents& extents, const NameBook& book);

}  // namespace doctor::redact
