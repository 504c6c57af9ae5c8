#include "engine/correlate.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "base/text.h"
#include "engine/compile.h"
#include "engine/log_reach.h"
#include "engine/number.h"
#include "engine/unit_values.h"
#include "engine/windows.h"

namespace doctor {

namespace {

// One group of one correlation.
struct Group {
  std::string shown;  // joined_values() as the first unit spells them
  std::vector<Unit> units;
  std::vector<TimedItem> items;
  std::vector<std::uint32_t> keys;
  std::map<std::string, std::uint32_t, std::less<>> value_numbers;  ///< value_count
  std::vector<double> numbers;                                      ///< other value_*: what keys are indices of
};

class Correlator {
 public:
  Correlator(const RuleSet& rules, ScanResult& scan)
      : rules_(rules), compiled_(rules.compiled()), scan_(scan), values_(scan), reach_(rules, scan) {}

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
  void add_distinct_values(const CorrelationInput& input, const Unit& unit, Group& group);
  std::vector<Episode> episodes_of(std::uint32_t number, Group& group);
  FileTime known_until(std::uint32_t number, const Group& group);
  void fire(std::uint32_t number, const Group& group, const Episode& episode);
  void add_parts(const Group& group, const Episode& episode, Firing& firing);
  const std::vector<std::uint32_t>& findings_of(std::uint32_t firing) const;
  bool is_chained(std::uint32_t number) const { return chained_[number]; }

  const RuleSet& rules_;
  const RuleSet::Compiled& compiled_;
  ScanResult& scan_;
  UnitValues values_;
  LogReach reach_;
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
  std::map<std::string, Group> groups;
  gather(number, groups);
  for (auto& [key, group] : groups) {
    // The total order of findings within a slot is that of their indices, and equal times keep the order of `rules`.
    std::stable_sort(group.items.begin(), group.items.end(), [](const TimedItem& a, const TimedItem& b) {
      return a.time != b.time ? a.time < b.time : a.slot < b.slot;
    });
    for (const Episode& e : episodes_of(number, group)) fire(number, group, e);
  }
}

WindowRule::Measure measure_of(CorrelationType type) {
  switch (type) {
    case CorrelationType::event_count:
    case CorrelationType::value_count:
    case CorrelationType::temporal:
      return WindowRule::Measure::distinct;
    case CorrelationType::temporal_ordered:
      return WindowRule::Measure::ordered;
    case CorrelationType::value_sum:
      return WindowRule::Measure::sum;
    case CorrelationType::value_avg:
      return WindowRule::Measure::average;
    case CorrelationType::value_percentile:
      return WindowRule::Measure::percentile;
    case CorrelationType::value_median:
      return WindowRule::Measure::median;
  }
  return WindowRule::Measure::distinct;
}

/// Makes the numbers ascending and distinct, and the keys follow them.
void rank_numbers(std::vector<double>& numbers, std::vector<std::uint32_t>& keys) {
  std::vector<double> ranked = numbers;
  std::sort(ranked.begin(), ranked.end());
  ranked.erase(std::unique(ranked.begin(), ranked.end()), ranked.end());
  for (std::uint32_t& k : keys) {
    k = static_cast<std::uint32_t>(std::lower_bound(ranked.begin(), ranked.end(), numbers[k]) - ranked.begin());
  }
  numbers = std::move(ranked);
}

std::vector<Episode> Correlator::episodes_of(std::uint32_t number, Group& group) {
  const Correlation& c = rules_.correlations()[number];
  if (const WordedCondition& words = compiled_.words[number]; !words.empty()) {
    return find_worded_episodes(group.items, words, c.timespan, c.rules.size(),
                                c.type == CorrelationType::temporal_ordered, known_until(number, group));
  }
  std::vector<Correlation::Bound> bounds = c.condition;
  if (bounds.empty()) bounds.push_back({Correlation::Bound::Op::gte, static_cast<double>(c.rules.size())});
  if (!group.numbers.empty()) rank_numbers(group.numbers, group.keys);
  WindowRule rule;
  rule.measure = measure_of(c.type);
  rule.length = c.timespan;
  rule.slots = c.rules.size();
  rule.bounds = bounds;
  rule.numbers = group.numbers;
  rule.percentile = c.percentile;
  rule.want_moments = is_chained(number);
  return find_episodes(group.items, group.keys, rule);
}

/// Up to when the logs of the group's computers would show what must not have happened.
FileTime Correlator::known_until(std::uint32_t number, const Group& group) {
  std::set<std::uint32_t> computers;
  for (const Unit& unit : group.units) {
    if (!unit.is_firing) {
      computers.insert(scan_.findings[unit.index].computer);
      continue;
    }
    for (const std::uint32_t f : findings_of(unit.index)) computers.insert(scan_.findings[f].computer);
  }
  return reach_.known_until(number, computers);
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
      key.add(source.ignores_case ? fold(value) : std::string(value));
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
    add_distinct_values(input, unit, group);
  } else if (!input.values.empty()) {
    values_.each(unit, input.values[0], [&](std::string_view value) {
      const auto number = parse_number(trim(value));
      if (!number || !std::isfinite(number->real)) return;  // what is no number counts for nothing
      group.keys.push_back(static_cast<std::uint32_t>(group.numbers.size()));
      group.numbers.push_back(number->real);
    });
  }
  item.key_count = static_cast<std::uint32_t>(group.keys.size()) - item.first_key;
}

/// Of one field each of its values; of several fields all their values together, if all have one.
void Correlator::add_distinct_values(const CorrelationInput& input, const Unit& unit, Group& group) {
  const auto add = [&](const std::string& text) {
    const auto number = static_cast<std::uint32_t>(group.value_numbers.size());
    group.keys.push_back(group.value_numbers.try_emplace(text, number).first->second);
  };
  JoinedValues together;
  for (const ValueSource& source : input.values) {
    bool present = false;
    together.next_field();
    values_.each(unit, source, [&](std::string_view value) {
      const std::string text = source.ignores_case ? fold(value) : std::string(value);
      present = present || !text.empty();
      together.add(text);
      if (input.values.size() == 1) add(text);
    });
    if (!present && input.values.size() > 1) return;
  }
  if (input.values.size() > 1) add(together.text());
}

void Correlator::fire(std::uint32_t number, const Group& group, const Episode& episode) {
  Firing firing;
  firing.correlation = number;
  firing.group = scan_.strings.intern(group.shown);
  firing.count = episode.count;
  firing.undecided = episode.undecided;
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
