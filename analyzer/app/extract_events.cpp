#include "app/extract_events.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "app/each_slice.h"
#include "base/checksum.h"
#include "base/text.h"
#include "evtx/chunk_writer.h"
#include "evtx/read_chunk.h"
#include "evtx/record_place.h"
#include "evtx/record_transcoder.h"
#include "redact/markup.h"

namespace doctor {

namespace {

/// What makes two events of different files one, in 128 bits.
struct EventKey {
  std::uint64_t a = 0, b = 0;
  bool operator==(const EventKey&) const = default;
};
struct KeyHash {
  std::size_t operator()(const EventKey& key) const { return static_cast<std::size_t>(key.a); }
};

EventKey key_of(const Event& e) {
  std::string text;
  for (const std::string_view name : {e.computer, e.channel, e.provider}) text += fold(name) + '\0';
  text += fmt::format("{} {} {}", e.record_id, e.time.ticks, e.event_id);
  const std::uint64_t a = hash64(as_bytes(text.data(), text.size()));
  text += '\1';
  return {a, hash64(as_bytes(text.data(), text.size()))};
}

/// An event on its way out.
struct Item {
  EventKey key;
  evtx::PortableRecord record;  ///< or:
  std::string text;
};
struct SliceItems {
  std::vector<Item> items;
  Diagnostics damage;
  std::uint64_t bytes = 0;
};

/// Prints records as dump prints them: through a chunk of their own.
class RecordPrinter {
 public:
  /// False if the record fits into no chunk.
  bool print(const evtx::PortableRecord& record, std::string& out) {
    chunk_.clear();
    if (!chunk_.add(record, 1)) return false;
    const std::string_view bytes = chunk_.finish();
    batch_.clear();
    evtx::render_chunk(as_bytes(bytes.data(), bytes.size()), 0, {}, {RenderFormat::xml, {}, "\n"}, batch_);
    out = batch_.rendered.view();
    return !out.empty();
  }

 private:
  evtx::ChunkWriter chunk_;
  EventBatch batch_;
};

/// Takes events out of slices; one per thread.
class Taker {
 public:
  Taker(std::span<const std::unique_ptr<EventSource>> sources, const ExtractOptions& options)
      : sources_(sources),
        options_(options),
        editor_(options.make_editor ? options.make_editor() : nullptr),
        transcoder_(std::make_unique<evtx::RecordTranscoder>(editor_.get())) {}

  SliceItems operator()(SlicePlace place) {
    const EventSource& source = *sources_[place.source];
    const SliceChoice* choice =
        options_.choice == nullptr ? nullptr : &options_.choice->slices[place.source][place.slice];
    SliceItems out;
    if (choice != nullptr && choice->empty()) return out;
    source.read(place.slice, options_.wanted, batch_);
    const std::vector<std::size_t> chosen = choose(choice);
    if (source.info().kind == "evtx") {
      take_records(chosen, out);
    } else {
      take_lines(source, place.slice, chosen, out);
    }
    out.bytes = batch_.coverage.total();
    if (options_.choice == nullptr) {
      Diagnostics reading = std::move(batch_.damage);
      reading.merge(std::move(out.damage));
      out.damage = std::move(reading);
    }
    return out;
  }

 private:
  std::vector<std::size_t> choose(const SliceChoice* choice) const;
  void take_records(const std::vector<std::size_t>& chosen, SliceItems& out);
  void take_lines(const EventSource& source, std::size_t slice, const std::vector<std::size_t>& chosen,
                  SliceItems& out);

  std::span<const std::unique_ptr<EventSource>> sources_;
  const ExtractOptions& options_;
  std::unique_ptr<TextEditor> editor_;
  std::unique_ptr<evtx::RecordTranscoder> transcoder_;
  EventBatch batch_, printed_;
  RecordPrinter printer_;
  TextBuffer edited_;
};

/// The numbers of the events that are to be taken, rising.
std::vector<std::size_t> Taker::choose(const SliceChoice* choice) const {
  const std::span<const Event> events = batch_.events();
  std::vector<bool> chosen(events.size());
  for (std::size_t i = 0; i < events.size(); ++i) {
    const auto listed = [&] {
      return std::binary_search(choice->offsets.begin(), choice->offsets.end(), events[i].origin.offset);
    };
    chosen[i] = options_.wanted.wants(events[i]) && (choice == nullptr || listed());
  }
  for (const ExtentNeed& need : choice == nullptr ? std::vector<ExtentNeed>{} : choice->needs) {
    std::optional<std::size_t> first;
    bool met = false;
    for (std::size_t i = 0; i < events.size() && !met; ++i) {
      if (!options_.wanted.wants(events[i]) || !need.fits(events[i])) continue;
      met = chosen[i];
      if (!first) first = i;
    }
    if (!met && first) chosen[*first] = true;
  }
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    if (chosen[i]) out.push_back(i);
  }
  return out;
}

void Taker::take_records(const std::vector<std::size_t>& chosen, SliceItems& out) {
  const auto places = evtx::record_places(batch_);
  const std::byte* chunk = nullptr;
  for (const std::size_t i : chosen) {
    const Event& event = batch_.events()[i];
    if (places[i].chunk.data() != chunk) {
      chunk = places[i].chunk.data();
      transcoder_->begin(places[i].chunk);
    }
    Item item;
    std::string_view problem = transcoder_->record(places[i], item.record);
    if (problem.empty() && options_.as_xml) {
      if (!printer_.print(item.record, item.text)) problem = "is left out: it fits into no chunk";
      item.record = {};
    }
    if (problem.empty()) {
      item.key = key_of(event);
      out.items.push_back(std::move(item));
    } else {
      out.damage.add({"extract-record",
                      Severity::warning,
                      {0, event.origin.offset, 0, 0},
                      0,
                      fmt::format("record {} {}", event.record_id, problem),
                      {}});
    }
  }
}

void Taker::take_lines(const EventSource& source, std::size_t slice, const std::vector<std::size_t>& chosen,
                       SliceItems& out) {
  std::vector<std::uint64_t> offsets;
  for (const std::size_t i : chosen) {
    out.items.push_back({key_of(batch_.events()[i]), {}, {}});
    offsets.push_back(batch_.events()[i].origin.offset);
  }
  std::sort(offsets.begin(), offsets.end());
  source.render(slice, options_.wanted, {RenderFormat::xml, {}, "\n", &offsets}, printed_);
  std::string_view rest = printed_.rendered;
  for (Item& item : out.items) {                                         // an event is a line
    const std::size_t end = std::min(rest.size(), rest.find('\n') + 1);  // there is one behind every event
    item.text = rest.substr(0, end);
    if (editor_) {
      edited_.clear();
      redact::edit_xml_line(item.text, *editor_, edited_);
      item.text = edited_.view();
    }
    rest.remove_prefix(end);
  }
}

}  // namespace

ExtractOutcome extract_events(std::span<const std::unique_ptr<EventSource>> sources, const ExtractOptions& options,
                              const std::function<bool(Extracted&&)>& take) {
  ExtractOutcome outcome;
  std::uint64_t bytes_done = 0;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    const Diagnostics& before = options.choice == nullptr ? sources[i]->opening_damage() : options.choice->damage[i];
    outcome.damage.push_back(before);
    bytes_done += sources[i]->opening_coverage().total();
  }
  std::unordered_map<EventKey, std::size_t, KeyHash> met;  // the source that had it first
  outcome.whole = for_each_slice<SliceItems>(
      sources, options.threads, [&] { return Taker(sources, options); },
      [&](SlicePlace place, SliceItems&& slice) {
        Extracted out;
        for (Item& item : slice.items) {
          if (options.once && met.try_emplace(item.key, place.source).first->second != place.source) {
            ++outcome.duplicates;
            continue;
          }
          ++out.events;
          if (options.as_xml) {
            out.text += item.text;
          } else {
            out.records.push_back(std::move(item.record));
          }
        }
        outcome.damage[place.source].merge(std::move(slice.damage));
        bytes_done += slice.bytes;
        return (out.events == 0 || take(std::move(out))) && (!options.go_on || options.go_on(bytes_done));
      });
  return outcome;
}

}  // namespace doctor
