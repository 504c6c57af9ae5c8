#include "engine/correlate.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>

#include "base/text.h"
#include "engine/compile.h"
#include "engine/windows.h"

namespace doctor {

namespace {

// A finding or a firing, as a correlation sees it.
struct Unit {
  bool is_firing = false;
  std::uint32_t index = 0;
};

// The values of findings and firings that correlations group by or count.
class UnitValues {
 public:
  explicit UnitValues(const ScanResult& scan) : scan_(scan) {}

  /// Calls take(text) for each value of that source.
  template <class Take>
  void each(const Unit& unit, const ValueSource& source, Take take) const {
    const Finding* finding = unit.is_firing ? nullptr : &scan_.findings[unit.index];
    const Firing* firing = unit.is_firing ? &scan_.firings[unit.index] : nullptr;
    switch (source.kind) {
      case ValueSource::Kind::computer:
        return take_if(scan_.strings[finding != nullptr ? finding->computer : firing->computer], take);
      case ValueSource::Kind::channel:
        return take_if(scan_.strings[finding->channel], take);
      case ValueSource::Kind::provider:
        return take_if(scan_.strings[finding->provider], take);
      case ValueSource::Kind::event_id:
        return take(std::string_view(std::to_string(finding->event_id)));
      case ValueSource::Kind::kept:
      case ValueSource::Kind::grouped:
        for (const std::string_view v :
             values_of(scan_.strings[finding != nullptr ? finding->values : firing->group], source.index)) {
          take(v);
        }
    }
  }

  /// What decides the values of a source: equal numbers, equal values. Saves building texts for a million equal findings.
  std::uint64_t cause(const Unit& unit, const ValueSource& source) const {
    if (unit.is_firing) return unit.index;
    const Finding& f = scan_.findings[unit.index];
    switch (source.kind) {
      case ValueSource::Kind::computer:
        return f.computer;
      case ValueSource::Kind::channel:
        return f.channel;
      case ValueSource::Kind::provider:
        return f.provider;
      case ValueSource::Kind::event_id:
        return f.event_id;
      case ValueSource::Kind::kept:
      case ValueSource::Kind::grouped:
        return f.values;
    }
    return 0;
  }

  static bool ignores_case(const ValueSource& source) {
    return source.kind == ValueSource::Kind::computer || source.kind == ValueSource::Kind::channel ||
           source.kind == ValueSource::Kind::provider;
  }

 private:
  template <class Take>
  static void take_if(std::string_view text, Take& take) {
    if (!text.empty()) take(text);
  }

  const ScanResult& scan_;
};

// One group of one correlation.
struct Group {
  std::string shown;  // joined_values() as the first unit spells them
  std::vector<Unit> units;
  std::vector<TimedItem> items;
  std::vector<std::uint32_t> keys;
  std::map<std::string, std::uint32_t, std::less<>> value_numbers;
};

class Correlator {
 public:
  Correlator(const RuleSet& rules, ScanResult& scan)
      : rules_(rules), compiled_(rules.compiled()), scan_(scan), values_(scan) {}

  void run();

 private:
  void list_findings();
  void run_one(std::uint32_t number);
  void gather(std::uint32_t number, std::map<std::string, Group>& groups);
  void place(const Correlation& c, std::uint32_t slot, const CorrelationInput& input, const Unit& unit,
             std::map<std::string, Group>& groups);
  Group* group_of(const CorrelationInput& input, std::uint32_t slot, const Unit& unit,
                  std::map<std::string, Group>& groups);
  void add_keys(const Correlation& c, const CorrelationInput& input, std::uint32_t slot, const Unit& unit, Group& group,
                TimedItem& item);
  void fire(std::uint32_t number, const Group& group, const Episode& episode);
  void add_parts(const Group& group, const Episode& episode, Firing& firing);
  const std::vector<std::uint32_t>& findings_of(std::uint32_t firing) const;
  bool is_chained(std::uint32_t number) const { return chained_[number]; }

  const RuleSet& rules_;
  const RuleSet::Compiled& compiled_;
  ScanResult& scan_;
  UnitValues values_;
  std::vector<std::vector<std::uint32_t>> findings_by_rule_;  // only of rules that a correlation names
  std::vector<std::vector<std::uint32_t>> firings_by_correlation_;
  std::vector<bool> chained_;                                  // correlations that others build on
  std::vector<std::vector<FileTime>> moments_;                 // per firing; empty if nothing builds on it
  std::vector<std::vector<std::uint32_t>> firing_findings_;    // per firing: all findings below it, if it is of firings
  std::vector<bool> left_out_;                                 // findings without a group
  std::map<std::vector<std::uint64_t>, Group*> known_groups_;  // of the correlation at hand, by what decides the group
};

void Correlator::run() {
  scan_.firings.clear();
  list_findings();
  for (std::uint32_t i = 0; i < rules_.correlations().size(); ++i) run_one(i);
  scan_.ungrouped = static_cast<std::uint64_t>(std::count(left_out_.begin(), left_out_.end(), true));
}

void Correlator::list_findings() {
  const std::size_t correlations = rules_.correlations().size();
  findings_by_rule_.resize(rules_.rules().size());
  firings_by_correlation_.resize(correlations);
  chained_.resize(correlations);
  left_out_.resize(scan_.findings.size());
  std::vector<bool> wanted(rules_.rules().size());
  for (const auto& inputs : compiled_.inputs) {
    for (const CorrelationInput& input : inputs) (input.is_correlation ? chained_ : wanted)[input.index] = true;
  }
  for (std::uint32_t i = 0; i < scan_.findings.size(); ++i) {
    const std::uint32_t rule = scan_.findings[i].rule;
    if (wanted[rule]) findings_by_rule_[rule].push_back(i);
  }
}

void Correlator::run_one(std::uint32_t number) {
  const Correlation& c = rules_.correlations()[number];
  std::map<std::string, Group> groups;
  gather(number, groups);
  std::vector<Correlation::Bound> bounds = c.condition;
  if (bounds.empty()) bounds.push_back({Correlation::Bound::Op::gte, c.rules.size()});
  const WindowRule rule{c.type == CorrelationType::temporal_ordered, c.timespan, c.rules.size(), bounds,
                        is_chained(number)};
  for (auto& [key, group] : groups) {
    // The total order of findings within a slot is that of their indices, and equal times keep the order of `rules`.
    std::stable_sort(group.items.begin(), group.items.end(), [](const TimedItem& a, const TimedItem& b) {
      return a.time != b.time ? a.time < b.time : a.slot < b.slot;
    });
    for (const Episode& e : find_episodes(group.items, group.keys, rule)) fire(number, group, e);
  }
}

void Correlator::gather(std::uint32_t number, std::map<std::string, Group>& groups) {
  const Correlation& c = rules_.correlations()[number];
  known_groups_.clear();
  for (std::uint32_t slot = 0; slot < c.rules.size(); ++slot) {
    const CorrelationInput& input = compiled_.inputs[number][slot];
    const auto& list = input.is_correlation ? firings_by_correlation_[input.index] : findings_by_rule_[input.index];
    for (const std::uint32_t i : list) place(c, slot, input, {input.is_correlation, i}, groups);
  }
}

void Correlator::place(const Correlation& c, std::uint32_t slot, const CorrelationInput& input, const Unit& unit,
                       std::map<std::string, Group>& groups) {
  Group* group = group_of(input, slot, unit, groups);
  if (group == nullptr) {
    if (!unit.is_firing) left_out_[unit.index] = true;
    return;
  }
  TimedItem item;
  item.slot = slot;
  item.unit = static_cast<std::uint32_t>(group->units.size());
  group->units.push_back(unit);
  add_keys(c, input, slot, unit, *group, item);
  if (!unit.is_firing) {
    item.time = scan_.findings[unit.index].time;
    group->items.push_back(item);
    return;
  }
  for (const FileTime moment : moments_[unit.index]) {
    item.time = moment;
    group->items.push_back(item);
  }
}

Group* Correlator::group_of(const CorrelationInput& input, std::uint32_t slot, const Unit& unit,
                            std::map<std::string, Group>& groups) {
  std::vector<std::uint64_t> causes{slot};
  for (const ValueSource& source : input.group_by) causes.push_back(values_.cause(unit, source));
  const auto [known, is_new] = known_groups_.try_emplace(std::move(causes), nullptr);
  if (!is_new) return known->second;
  JoinedValues shown, key;
  for (const ValueSource& source : input.group_by) {
    bool present = false;
    shown.next_field();
    key.next_field();
    values_.each(unit, source, [&](std::string_view value) {
      present = present || !value.empty();
      shown.add(value);
      key.add(UnitValues::ignores_case(source) ? fold(value) : std::string(value));
    });
    if (!present) return nullptr;
  }
  Group& group = groups[key.text()];
  if (group.units.empty()) group.shown = shown.text();
  known->second = &group;
  return &group;
}

void Correlator::add_keys(const Correlation& c, const CorrelationInput& input, std::uint32_t slot, const Unit& unit,
                          Group& group, TimedItem& item) {
  item.first_key = static_cast<std::uint32_t>(group.keys.size());
  if (c.type == CorrelationType::event_count) {
    group.keys.push_back(item.unit);
  } else if (c.type == CorrelationType::temporal) {
    group.keys.push_back(slot);
  } else if (c.type == CorrelationType::value_count) {
    values_.each(unit, input.value, [&](std::string_view value) {
      const std::string text = UnitValues::ignores_case(input.value) ? fold(value) : std::string(value);
      const auto number = static_cast<std::uint32_t>(group.value_numbers.size());
      group.keys.push_back(group.value_numbers.try_emplace(text, number).first->second);
    });
  }
  item.key_count = static_cast<std::uint32_t>(group.keys.size()) - item.first_key;
}

void Correlator::fire(std::uint32_t number, const Group& group, const Episode& episode) {
  Firing firing;
  firing.correlation = number;
  firing.group = scan_.strings.intern(group.shown);
  firing.count = episode.count;
  add_parts(group, episode, firing);
  firings_by_correlation_[number].push_back(static_cast<std::uint32_t>(scan_.firings.size()));
  scan_.firings.push_back(std::move(firing));
  moments_.push_back(episode.moments);
}

const std::vector<std::uint32_t>& Correlator::findings_of(std::uint32_t firing) const {
  return scan_.firings[firing].from_firings ? firing_findings_[firing] : scan_.firings[firing].parts;
}

void Correlator::add_parts(const Group& group, const Episode& episode, Firing& firing) {
  const auto items = std::span(group.items).subspan(episode.begin, episode.end - episode.begin);
  const auto& inputs = compiled_.inputs[firing.correlation];
  firing.from_firings =
      std::all_of(inputs.begin(), inputs.end(), [](const CorrelationInput& i) { return i.is_correlation; });
  std::vector<std::uint32_t> findings;
  for (const TimedItem& item : items) {
    const Unit& unit = group.units[item.unit];
    if (firing.from_firings) firing.parts.push_back(unit.index);
    if (!unit.is_firing) findings.push_back(unit.index);
  }
  const auto make_set = [](std::vector<std::uint32_t>& list) {
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
  };
  std::vector<std::uint32_t> firings;
  for (const TimedItem& item : items) {
    if (group.units[item.unit].is_firing) firings.push_back(group.units[item.unit].index);
  }
  make_set(firings);
  for (const std::uint32_t f : firings) {
    const auto& below = findings_of(f);
    findings.insert(findings.end(), below.begin(), below.end());
  }
  make_set(findings);
  make_set(firing.parts);
  // Findings are sorted by time: the first and the last of them are the span.
  firing.first = scan_.findings[findings.front()].time;
  firing.last = scan_.findings[findings.back()].time;
  firing.computer = scan_.findings[findings.front()].computer;
  for (const std::uint32_t f : findings) {
    if (scan_.findings[f].computer != firing.computer) firing.computer = 0;
  }
  firing_findings_.emplace_back();
  if (firing.from_firings) {
    firing_findings_.back() = std::move(findings);
  } else {
    firing.parts = std::move(findings);
  }
}

}  // namespace

void correlate(const RuleSet& rules, ScanResult& scan) {
  Correlator(rules, scan).run();
}

}  // namespace doctor
