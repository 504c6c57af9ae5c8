#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/rule.h"
#include "event/source.h"
#include "knowledge/knowledge_base.h"

namespace doctor {

/// One event of a slice without which its log would look shorter, or blinder, than it is: the first one there that fits.
struct ExtentNeed {
  enum class Kind : std::uint8_t { time, provider, level };
  Kind kind = Kind::time;
  std::string computer, channel, provider;
  FileTime time;
  std::uint8_t level = 0;

  bool fits(const Event& event) const;
};

/// What is to be extracted of a slice.
struct SliceChoice {
  std::vector<std::uint64_t> offsets;  ///< of events (Event::origin), sorted
  std::vector<ExtentNeed> needs;

  bool empty() const { return offsets.empty() && needs.empty(); }
};

struct ChoiceOptions {
  Prefilter wanted;       ///< narrows: only what it wants is chosen, and only that says what a log can show
  bool narrowed = false;  ///< whether it wants fewer than all
  unsigned threads = 1;
  std::function<bool(std::uint64_t bytes_done)> go_on;  ///< as of DumpOptions
};

/// The events that matter.
struct Choice {
  std::vector<std::vector<SliceChoice>> slices;  ///< by source and slice
  std::vector<Diagnostics> damage;               ///< by source
  std::uint64_t events = 0;                      ///< looked at
  bool whole = false;                            ///< false if `go_on` ended it
};

/// Chooses every event that a rule matches, and of every (computer, channel) of each source what its Extent says but for the counts: the
/// earliest and the latest event, one of each provider and one of each level. With these a scan says the same as with all (docs/extract.md).
Choice choose_events(std::span<const std::unique_ptr<EventSource>> sources, const RuleSet& rules,
                     const KnowledgeBase& knowledge, const ChoiceOptions& options);

}  // namespace doctor
