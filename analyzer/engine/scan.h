#pragma once
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/finding.h"
#include "engine/rule.h"
#include "event/source.h"
#include "knowledge/knowledge_base.h"

namespace doctor {

struct ScanOptions {
  unsigned threads = 1;  ///< 0 counts as 1
  FileTime from{0};      ///< only events at or after; see Prefilter
  FileTime until{std::numeric_limits<std::uint64_t>::max()};
  /// What sources without times are dated to (engine/placing.h): `now`; if it is 0 the end of the logs; without logs `clock`.
  FileTime now{0}, clock{0};
  /// Called on the calling thread now and then; false ends the scan early (ScanResult::interrupted). May be empty.
  std::function<bool(std::uint64_t bytes_done)> progress;
};

/// What became of one input.
struct InputResult {
  std::string path;
  std::string kind;  ///< as SourceInfo; empty if it could not be opened
  bool undated = false;  ///< no log: its events were given their time and computer by the scan
  std::uint64_t bytes = 0;
  std::uint64_t relevant = 0;    ///< events that at least one rule matched (duplicates of other inputs included)
  std::uint64_t duplicates = 0;  ///< of those: also in an input named before, and counted there
  Extents extents;
  Coverage coverage;
  Diagnostics damage;  ///< of this input: Location::source stays 0
  std::string error;   ///< why it could not be read at all; empty if it could
};

/// Everything the scan found.
/// Order of findings: time, computer (without case), channel, record id, then source, offset, rule. One event met in several inputs
/// (same computer, channel, record id, time, provider and event id) counts once: in the first of them.
/// Computers that differ only in case are one, spelled as in the earliest log (of two that begin at once: the spelling that sorts
/// first).
struct ScanResult {
  StringPool strings;
  std::vector<Finding> findings;
  std::vector<Firing> firings;      ///< by correlation order, then group, then time
  std::uint64_t ungrouped = 0;      ///< findings that a correlation left out because a group-by value was missing
  std::vector<InputResult> inputs;  ///< as the sources were given
  Extents extents;                  ///< over all inputs; computers that differ only in case are one
  FileTime from{0};                                           ///< events before then were not looked at
  FileTime until{std::numeric_limits<std::uint64_t>::max()};  ///< nor were those from then on

  /// False: a log was given, and none of its events is of the time that was asked for. One without times is of every time.
  bool looked_into(const Extent& log) const {
    return log.last.ticks == 0 || (log.last >= from && (log.first < until || until == ScanOptions().until));
  }

  FileTime now;  ///< what "in 30 days" refers to: ScanOptions::now, else the end of the logs, else ScanOptions::clock
  bool interrupted = false;
};

/// Reads every slice of every source once (those without times after the others), adds facts, applies the rules and the correlations. `from`
/// and `until` are about logs: what has no time of its own always counts. The result does not depend on
/// `threads`; it depends on the order of `sources` only in InputResult order and source numbers (callers sort their inputs).
///
/// `earlier` is what runs before this one found (its strings, findings and inputs count, the rest is made anew): the result is that of one
/// scan that read both, if the sources hold only what was not read before. A source adds to the earlier input of its path; earlier inputs
/// without a source stay. With it, the inputs of the result are sorted by path. Requires findings of the same rules.
ScanResult scan(std::span<const std::unique_ptr<EventSource>> sources, const RuleSet& rules,
                const KnowledgeBase& knowledge, const ScanOptions& options, ScanResult earlier = {});

}  // namespace doctor
