#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "app/options.h"
#include "event/source.h"
#include "knowledge/knowledge_base.h"
#include "report/report.h"

namespace doctor {

struct DumpOptions {
  DumpFormat format = DumpFormat::xml;
  Prefilter wanted;
  TextStyle style;          ///< of text
  KnowledgeBase knowledge;  ///< of text
  unsigned threads = 1;
  /// Called on the calling thread after every slice; false ends the dump. May be empty.
  std::function<bool(std::uint64_t bytes_done)> go_on;
};

struct DumpOutcome {
  std::uint64_t events = 0;         ///< printed
  std::vector<Diagnostics> damage;  ///< of each source, as far as it was read
  bool whole = false;               ///< false if `sink` or `go_on` ended it
};

/// Prints the wanted events of all sources, in file order, to `sink`, one piece for a slice; the result is the same for any number of
/// threads and never in memory as a whole. `sink` returns false if it takes no more. What is printed is well-formed, also when no event
/// is wanted: docs/dump.md.
DumpOutcome dump_events(std::span<const std::unique_ptr<EventSource>> sources, const DumpOptions& options,
                        const std::function<bool(std::string_view)>& sink);

}  // namespace doctor
