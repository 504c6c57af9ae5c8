#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <memory_resource>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "base/diagnostic.h"
#include "base/text_buffer.h"
#include "event/event.h"
#include "event/prefilter.h"

namespace doctor {

/// Where every byte of a slice went. The five always add up to the size of the slice; a test insists.
struct Coverage {
  std::uint64_t header = 0, records = 0, slack = 0, damaged = 0;
  std::uint64_t known = 0;  ///< not looked at in this run: an earlier one did, or the next one will

  std::uint64_t total() const { return header + records + slack + damaged + known; }
  Coverage& operator+=(const Coverage& other);
};

/// What a log could have shown: without it, absence proves nothing. One per (computer, channel). Counts every readable
/// record, also those the prefilter dropped.
struct Extent {
  std::string computer;
  std::string channel;
  FileTime first, last;  ///< earliest and latest event time; 0 if none is known
  std::uint64_t events = 0;
  std::array<std::uint64_t, 6> per_level{};  ///< index as Event::level; above 5 counts as 5
  std::map<std::string, std::uint64_t, std::less<>> per_provider;

  void merge(const Extent& other);  ///< requires the same computer and channel
};

/// The extents of one slice (or, merged, of a run), with quick counting. Computers and channels are compared byte for byte.
class Extents {
 public:
  void count(std::string_view computer, std::string_view channel, std::string_view provider, std::uint8_t level,
             FileTime time, std::uint64_t times = 1);
  void merge(const Extents& other);
  /// Takes one as it is, behind all others. False, and nothing is changed, if there is one of that computer and channel.
  bool insert(Extent extent);
  void clear();

  /// In order of first appearance.
  const std::vector<Extent>& list() const { return list_; }
  std::uint64_t events() const;

 private:
  Extent& at(std::string_view computer, std::string_view channel);

  std::vector<Extent> list_;
  std::map<std::pair<std::string, std::string>, std::size_t>
      index_;  ///< of list_: a hostile log names a computer per event
};

/// Where a record stands: for whoever wants to see the order of all of them, wanted or not.
struct RecordMark {
  std::uint64_t record_id = 0;
  FileTime time;
  std::uint64_t offset = 0;  ///< as Event::origin
};

/// What a reader keeps in a batch between slices (compiled templates, buffers): made by the reader, and of no concern to others.
class ReaderState {
 public:
  virtual ~ReaderState() = default;
};

enum class RenderFormat : std::uint8_t { xml, json };

/// How EventSource::render() writes events: each on a line of its own, without a line end in it.
struct RenderOptions {
  RenderFormat format = RenderFormat::xml;
  std::string_view before, after = "\n";  ///< around every event
  /// Of the wanted events only those whose Event::origin.offset is in this list, which is sorted; null: all.
  const std::vector<std::uint64_t>* only = nullptr;

  bool wants(std::uint64_t offset) const { return only == nullptr || std::binary_search(only->begin(), only->end(), offset); }
};

/// The events of one slice and all memory they point into. Reused from slice to slice by one worker.
/// Threads: one at a time.
class EventBatch {
 public:
  EventBatch();
  EventBatch(EventBatch&&) noexcept;
  EventBatch& operator=(EventBatch&&) noexcept;
  ~EventBatch();

  void clear();  ///< forgets the events, keeps the memory
  std::span<const Event> events() const;
  std::span<Event> events();  ///< for add_facts()

  // For readers and for facts/:
  std::pmr::memory_resource& arena();
  std::vector<std::byte>& raw();  ///< the slice's own copy of its input bytes; clear() leaves it as it is
  void add(const Event& event);
  std::string_view keep(std::string_view text);           ///< a copy in the arena
  std::span<const Field> keep(std::span<const Field> f);  ///< a copy in the arena (of the fields, not of their text)

  Diagnostics damage;
  Coverage coverage;
  Extents extents;
  TextBuffer rendered;  ///< what render() wrote
  std::uint64_t events_rendered = 0;
  bool want_marks = false;  ///< set by the caller, stays set: the reader fills `marks`, in file order
  std::vector<RecordMark> marks;
  std::unique_ptr<ReaderState> reader;  ///< stays from slice to slice

 private:
  struct Memory;
  std::unique_ptr<Memory> memory_;
};

struct SourceInfo {
  std::string path;       ///< UTF-8, as given by the user
  std::string_view kind;  ///< "evtx", "xml", "certificates", "registry", "certutil"
  std::uint64_t bytes = 0;
};

/// Something events can be read from: a file, usually.
/// Threads: after opening, all methods may be called from many threads at once.
class EventSource {
 public:
  virtual ~EventSource() = default;

  virtual const SourceInfo& info() const = 0;

  /// How many slices there are. A slice can be read without any other; slices are in file order.
  virtual std::size_t slices() const = 0;

  /// Reads one slice into `out`, which is cleared first. Does not fail: what cannot be read is reported in
  /// out.damage and counted in out.coverage, and whatever is readable is delivered. Location::source is left 0: whoever
  /// reads several sources numbers them.
  virtual void read(std::size_t slice, const Prefilter& wanted, EventBatch& out) const = 0;

  /// The same, but the wanted events are written to out.rendered and not delivered. Every event is whole: what cannot be read of it
  /// is left out and reported. `options.format` xml: what Windows prints for the event; json: the shape documented in docs/dump.md.
  virtual void render(std::size_t slice, const Prefilter& wanted, const RenderOptions& options,
                      EventBatch& out) const = 0;

  /// What was found wrong while opening (a header that lies, say). Stays the same.
  virtual const Diagnostics& opening_damage() const = 0;
  /// Bytes that belong to no slice (the file header).
  virtual Coverage opening_coverage() const = 0;

  /// True if its events have no time and name no computer, because they are no log: what lies beside the logs (artifact/).
  virtual bool undated() const { return false; }
};

}  // namespace doctor
