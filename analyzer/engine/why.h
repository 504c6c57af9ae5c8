#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/condition.h"
#include "engine/rule.h"
#include "event/source.h"
#include "knowledge/knowledge_base.h"

namespace doctor {

/// Why one event matched a rule: what became of each search identifier of its condition.
struct WhyMatch {
  std::uint32_t source = 0;  ///< index into the sources
  std::uint64_t offset = 0;
  std::uint64_t record_id = 0;
  FileTime time;
  std::uint32_t event_id = 0;
  std::string provider, channel, computer;
  std::vector<Condition::Trace> selections;
};

struct WhyResult {
  std::vector<WhyMatch> matches;  ///< the first ones, in the order of the sources and in file order
  std::uint64_t total = 0;        ///< how many events match
};

struct WhyOptions {
  FileTime from{0}, until{std::numeric_limits<std::uint64_t>::max()};
  FileTime now{0};        ///< what sources without times are dated to; their computer stays unknown
  std::size_t most = 20;  ///< matches that are kept
  /// Called after every slice; false ends early. May be empty.
  std::function<bool(std::uint64_t bytes_done)> progress;
};

/// Reads the sources again and asks one rule. Filters are honoured. Unlike scan(), an event that is in two logs counts twice.
WhyResult why(std::span<const std::unique_ptr<EventSource>> sources, const RuleSet& rules, std::uint32_t rule,
              const KnowledgeBase& knowledge, const WhyOptions& options);

}  // namespace doctor
