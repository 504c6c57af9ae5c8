#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "app/extract_choice.h"
#include "base/text_buffer.h"
#include "event/source.h"
#include "event/text_editor.h"
#include "evtx/portable_xml.h"

namespace doctor {

struct ExtractOptions {
  const Choice* choice = nullptr;  ///< which events, by source and slice; null: all that `wanted` wants
  Prefilter wanted;
  bool as_xml = false;  ///< else as records; then all sources are EVTX
  unsigned threads = 1;
  /// Makes what replaces texts, one for each thread; all must answer alike. Empty: everything is copied as it is.
  std::function<std::unique_ptr<TextEditor>()> make_editor;
  /// An event that an earlier source has, too (of the same computer, channel, record id, time, provider and event id), is left out.
  bool once = false;
  std::function<bool(std::uint64_t bytes_done)> go_on;  ///< as of DumpOptions
};

/// The events of a slice that are to be extracted.
struct Extracted {
  std::vector<evtx::PortableRecord> records;  ///< in file order; or, as XML:
  TextBuffer text;                            ///< one event per line, as dump prints it
  std::uint64_t events = 0;
  Diagnostics damage;  ///< what could not be extracted: code "extract-record"
};

struct ExtractOutcome {
  std::vector<Diagnostics>
      damage;  ///< by source: what reading found (without a choice; with one, that did) and what was left out
  std::uint64_t duplicates = 0;  ///< left out because of `once`
  bool whole = false;            ///< false if `take` or `go_on` ended it
};

/// Hands the events on to `take`, slice after slice, in file order. The result does not depend on the number of threads. `take` returns false
/// to end.
ExtractOutcome extract_events(std::span<const std::unique_ptr<EventSource>> sources, const ExtractOptions& options,
                              const std::function<bool(Extracted&&)>& take);

}  // namespace doctor
