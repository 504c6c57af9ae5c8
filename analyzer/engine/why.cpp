#include "engine/why.h"

#include "engine/compile.h"
#include "engine/matcher.h"
#include "facts/facts.h"

namespace doctor {

namespace {

WhyMatch match_of(const Event& event, std::uint32_t source) {
  WhyMatch m;
  m.source = source;
  m.offset = event.origin.offset;
  m.record_id = event.record_id;
  m.time = event.time;
  m.event_id = event.event_id;
  m.provider = event.provider;
  m.channel = event.channel;
  m.computer = event.computer;
  return m;
}

}  // namespace

WhyResult why(std::span<const std::unique_ptr<EventSource>> sources, const RuleSet& rules, std::uint32_t rule,
              const KnowledgeBase& knowledge, const WhyOptions& options) {
  WhyResult result;
  Matcher matcher(rules);
  Prefilter wanted = rules.prefilter();
  const Prefilter at_any_time = wanted;
  wanted.from = options.from;
  wanted.until = options.until;
  EventBatch batch;
  std::uint64_t bytes_done = 0;
  for (std::uint32_t source = 0; source < sources.size(); ++source) {
    const bool undated = sources[source]->undated();
    for (std::size_t slice = 0; slice < sources[source]->slices(); ++slice) {
      sources[source]->read(slice, undated ? at_any_time : wanted, batch);
      for (Event& event : batch.events()) {
        if (undated) event.time = options.now;
        if ((!undated && !wanted.wants_time(event.time)) || !matcher.may_match(event)) continue;
        add_facts(event, batch, knowledge);
        auto selections = matcher.trace(event, rule);
        if (!selections) continue;
        if (result.total++ >= options.most) continue;
        result.matches.push_back(match_of(event, source));
        result.matches.back().selections = std::move(*selections);
      }
      bytes_done += batch.coverage.total();
      if (options.progress && !options.progress(bytes_done)) return result;
    }
  }
  return result;
}

}  // namespace doctor
