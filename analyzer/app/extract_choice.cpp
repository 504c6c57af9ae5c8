#include "app/extract_choice.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

#include "app/each_slice.h"
#include "engine/matcher.h"
#include "facts/facts.h"

namespace doctor {

bool ExtentNeed::fits(const Event& event) const {
  if (event.computer != computer || event.channel != channel) return false;
  switch (kind) {
    case Kind::time:
      return event.time == time;
    case Kind::provider:
      return event.provider == provider;
    case Kind::level:
      return std::min<std::uint8_t>(event.level, 5) == level;
  }
  return false;
}

namespace {

/// What a slice holds that matters.
struct Looked {
  std::vector<std::uint64_t> matched;  ///< offsets
  Extents extents;
  Diagnostics damage;
  std::uint64_t bytes = 0;
};

/// Looks at slices as a scan does; one per thread.
class Looker {
 public:
  Looker(std::span<const std::unique_ptr<EventSource>> sources, const RuleSet& rules, const KnowledgeBase& knowledge,
         const ChoiceOptions& options)
      : sources_(sources), knowledge_(knowledge), options_(options), matcher_(rules), wanted_(rules.prefilter()) {
    // What a part of a log can show, its own events have to say: all of them must be looked at.
    if (options.narrowed) wanted_ = options.wanted;
  }

  Looked operator()(SlicePlace place) {
    sources_[place.source]->read(place.slice, wanted_, batch_);
    Looked out;
    if (options_.narrowed) batch_.extents.clear();
    for (Event& event : batch_.events()) {
      if (options_.narrowed) {
        if (!options_.wanted.wants(event)) continue;
        batch_.extents.count(event.computer, event.channel, event.provider, event.level, event.time);
      }
      if (!matcher_.may_match(event)) continue;
      add_facts(event, batch_, knowledge_);
      found_.clear();
      matcher_.match(event, strings_, found_);
      if (!found_.empty()) out.matched.push_back(event.origin.offset);
    }
    strings_ = {};
    std::sort(out.matched.begin(), out.matched.end());
    out.extents = std::move(batch_.extents);
    out.damage = std::move(batch_.damage);
    out.bytes = batch_.coverage.total();
    return out;
  }

 private:
  std::span<const std::unique_ptr<EventSource>> sources_;
  const KnowledgeBase& knowledge_;
  const ChoiceOptions& options_;
  Matcher matcher_;
  Prefilter wanted_;
  EventBatch batch_;
  StringPool strings_;
  std::vector<Finding> found_;
};

/// Which slice showed something of one (computer, channel) first.
struct Shown {
  struct At {
    FileTime time;
    std::size_t slice = 0;
  };
  std::optional<At> first, last;
  std::map<std::string, std::size_t> providers;
  std::array<std::optional<std::size_t>, 6> levels;
};

/// Those of one source.
class ShownBySource {
 public:
  void add(const Extents& extents, std::size_t slice) {
    for (const Extent& e : extents.list()) {
      Shown& shown = shown_[{e.computer, e.channel}];
      if (e.first.ticks != 0 && (!shown.first || e.first < shown.first->time)) shown.first = {e.first, slice};
      if (e.last.ticks != 0 && (!shown.last || e.last > shown.last->time)) shown.last = {e.last, slice};
      for (const auto& [provider, count] : e.per_provider) {
        if (count > 0) shown.providers.try_emplace(provider, slice);
      }
      for (std::size_t level = 0; level < e.per_level.size(); ++level) {
        if (e.per_level[level] > 0 && !shown.levels[level]) shown.levels[level] = slice;
      }
    }
  }

  void say_needs(std::vector<SliceChoice>& slices) const {
    using Kind = ExtentNeed::Kind;
    for (const auto& [whose, shown] : shown_) {
      ExtentNeed need;
      std::tie(need.computer, need.channel) = whose;
      const auto add = [&](Kind kind, std::size_t slice) {
        need.kind = kind;
        slices[slice].needs.push_back(need);
      };
      for (const auto& at : {shown.first, shown.last}) {
        if (!at) continue;
        need.time = at->time;
        add(Kind::time, at->slice);
      }
      for (const auto& [provider, slice] : shown.providers) {
        need.provider = provider;
        add(Kind::provider, slice);
      }
      for (std::size_t level = 0; level < shown.levels.size(); ++level) {
        need.level = static_cast<std::uint8_t>(level);
        if (shown.levels[level]) add(Kind::level, *shown.levels[level]);
      }
    }
  }

 private:
  std::map<std::pair<std::string, std::string>, Shown> shown_;
};

}  // namespace

Choice choose_events(std::span<const std::unique_ptr<EventSource>> sources, const RuleSet& rules,
                     const KnowledgeBase& knowledge, const ChoiceOptions& options) {
  Choice choice;
  std::vector<ShownBySource> shown(sources.size());
  std::uint64_t bytes_done = 0;
  for (const auto& source : sources) {
    choice.slices.emplace_back(source->slices());
    choice.damage.push_back(source->opening_damage());
    bytes_done += source->opening_coverage().total();
  }
  choice.whole = for_each_slice<Looked>(
      sources, options.threads, [&] { return Looker(sources, rules, knowledge, options); },
      [&](SlicePlace place, Looked&& looked) {
        choice.slices[place.source][place.slice].offsets = std::move(looked.matched);
        choice.damage[place.source].merge(std::move(looked.damage));
        choice.events += looked.extents.events();
        shown[place.source].add(looked.extents, place.slice);
        bytes_done += looked.bytes;
        return !options.go_on || options.go_on(bytes_done);
      });
  for (std::size_t i = 0; i < sources.size(); ++i) shown[i].say_needs(choice.slices[i]);
  return choice;
}

}  // namespace doctor
