#include "app/dump_events.h"

#include <mutex>
#include <utility>

#include "app/each_slice.h"
#include "facts/facts.h"
#include "report/event_csv.h"
#include "report/event_text.h"

namespace doctor {

namespace {

/// Buffers that come back from the calling thread to the workers: memory is asked for a few times in a run, not for every slice.
class FreeBuffers {
 public:
  TextBuffer take() {
    const std::lock_guard lock(mutex_);
    if (free_.empty()) return {};
    TextBuffer buffer = std::move(free_.back());
    free_.pop_back();
    return buffer;
  }
  void give(TextBuffer&& buffer) {
    constexpr std::size_t kUsual = 16 << 20;  // a hostile slice must not keep its memory
    if (buffer.size() > kUsual) return;
    buffer.clear();
    const std::lock_guard lock(mutex_);
    free_.push_back(std::move(buffer));
  }

 private:
  std::mutex mutex_;
  std::vector<TextBuffer> free_;
};

/// What became of a slice.
struct Piece {
  TextBuffer text;
  std::uint64_t events = 0, bytes = 0;
  Diagnostics damage;
};

/// What stands around events and between them. Every event is printed with `before`; of the first one `skip` bytes are left out.
struct Frame {
  std::string_view begin, end;
  RenderOptions event;
  std::size_t skip = 0;
};

Frame frame_of(DumpFormat format) {
  switch (format) {
    case DumpFormat::xml:
      return {"<?xml version='1.0' encoding='utf-8'?>\n<Events>\n", "</Events>\n", {RenderFormat::xml, {}, "\n"}};
    case DumpFormat::json:
      return {"[", "\n]\n", {RenderFormat::json, ",\n", {}}, 1};
    case DumpFormat::jsonl:
      return {{}, {}, {RenderFormat::json, {}, "\n"}};
    case DumpFormat::text:
      return {};
    case DumpFormat::csv:
      break;
  }
  return {event_csv_header(), {}, {}};
}

/// Prints slices; one per thread.
class Printer {
 public:
  Printer(std::span<const std::unique_ptr<EventSource>> sources, const DumpOptions& options, const Frame& frame,
          FreeBuffers& free)
      : sources_(sources), options_(options), frame_(frame), free_(free), text_(options.style, options.knowledge) {}

  Piece operator()(SlicePlace place) {
    const EventSource& source = *sources_[place.source];
    Piece piece;
    piece.text = free_.take();
    if (options_.format == DumpFormat::csv || options_.format == DumpFormat::text) {
      source.read(place.slice, options_.wanted, batch_);
      print_events(source, piece);
    } else {
      source.render(place.slice, options_.wanted, frame_.event, batch_);
      piece.text.swap(batch_.rendered);
      piece.events = batch_.events_rendered;
    }
    piece.bytes = batch_.coverage.total();
    piece.damage = std::move(batch_.damage);
    return piece;
  }

 private:
  void print_events(const EventSource& source, Piece& piece) {
    for (Event& event : batch_.events()) {
      if (!options_.wanted.wants(event)) continue;  // a reader may deliver more than was asked for
      if (options_.format == DumpFormat::csv) {
        csv_.add(event, source.info().path, piece.text);
      } else {
        add_facts(event, batch_, options_.knowledge);
        text_.add(event, piece.text);
      }
      ++piece.events;
    }
  }

  std::span<const std::unique_ptr<EventSource>> sources_;
  const DumpOptions& options_;
  const Frame& frame_;
  FreeBuffers& free_;
  EventBatch batch_;
  EventCsv csv_;
  EventText text_;
};

/// Says which input the events are from, before the first of it; only in a text of several inputs.
class Headings {
 public:
  Headings(std::span<const std::unique_ptr<EventSource>> sources, const DumpOptions& options)
      : sources_(sources), options_(options), wanted_(options.format == DumpFormat::text && sources.size() > 1) {}

  /// The heading that is due before events of that source; empty if there is none.
  std::string before(std::size_t source) {
    if (!wanted_ || source == last_) return {};
    const bool is_first = last_ == SIZE_MAX;
    last_ = source;
    return (is_first ? "" : "\n") + event_text_heading(sources_[source]->info().path, options_.style);
  }

 private:
  std::span<const std::unique_ptr<EventSource>> sources_;
  const DumpOptions& options_;
  bool wanted_;
  std::size_t last_ = SIZE_MAX;
};

}  // namespace

DumpOutcome dump_events(std::span<const std::unique_ptr<EventSource>> sources, const DumpOptions& options,
                        const std::function<bool(std::string_view)>& sink) {
  DumpOutcome outcome;
  std::uint64_t bytes_done = 0;
  for (const auto& source : sources) {
    outcome.damage.push_back(source->opening_damage());
    bytes_done += source->opening_coverage().total();
  }
  const Frame frame = frame_of(options.format);
  FreeBuffers free;
  Headings headings(sources, options);
  const auto take = [&](SlicePlace place, Piece&& piece) {
    outcome.damage[place.source].merge(std::move(piece.damage));
    std::string_view text = piece.text;
    if (outcome.events == 0 && piece.events > 0) text.remove_prefix(frame.skip);
    outcome.events += piece.events;
    bytes_done += piece.bytes;
    const std::string heading = piece.events > 0 ? headings.before(place.source) : std::string();
    const bool taken = (heading.empty() || sink(heading)) && (text.empty() || sink(text));
    free.give(std::move(piece.text));
    return taken && (!options.go_on || options.go_on(bytes_done));
  };
  if (!frame.begin.empty() && !sink(frame.begin)) return outcome;
  if (!for_each_slice<Piece>(
          sources, options.threads, [&] { return Printer(sources, options, frame, free); }, take)) {
    return outcome;
  }
  outcome.whole = frame.end.empty() || sink(frame.end);
  return outcome;
}

}  // namespace doctor
