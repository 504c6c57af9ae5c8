#include "engine/compile.h"

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "engine/condition.h"
#include "engine/resolve.h"

namespace doctor {

std::string_view weight_name(Weight weight) {
  switch (weight) {
    case Weight::info:
      return "info";
    case Weight::low:
      return "low";
    case Weight::medium:
      return "medium";
    case Weight::high:
      return "high";
    case Weight::critical:
      return "critical";
  }
  return {};
}

std::string_view correlation_type_name(CorrelationType type) {
  switch (type) {
    case CorrelationType::event_count:
      return "event_count";
    case CorrelationType::value_count:
      return "value_count";
    case CorrelationType::value_sum:
      return "value_sum";
    case CorrelationType::value_avg:
      return "value_avg";
    case CorrelationType::value_percentile:
      return "value_percentile";
    case CorrelationType::value_median:
      return "value_median";
    case CorrelationType::temporal:
      return "temporal";
    case CorrelationType::temporal_ordered:
      return "temporal_ordered";
  }
  return {};
}

std::uint32_t NameTable::add(std::string_view folded) {
  return numbers_.try_emplace(std::string(folded), static_cast<std::uint32_t>(numbers_.size() + 1)).first->second;
}

std::uint32_t NameTable::find(std::string_view folded) const {
  const auto it = numbers_.find(std::string(folded));
  return it == numbers_.end() ? 0 : it->second;
}

namespace {

// Sorts by id; of several with one id only the last remains, with a note: a user's document replaces a built-in one.
template <class T>
std::vector<T> distinct_by_id(std::vector<T> list, const char* what, Diagnostics& problems) {
  std::stable_sort(list.begin(), list.end(), [](const T& a, const T& b) { return a.id < b.id; });
  std::vector<T> out;
  for (T& item : list) {
    if (out.empty() || out.back().id != item.id) {
      out.push_back(std::move(item));
      continue;
    }
    const bool overrides = out.back().built_in && !item.built_in;
    problems.add({"rule-replaced",
                  overrides ? Severity::note : Severity::warning,
                  item.defined_at,
                  0,
                  std::string(what) + " '" + printable(item.id) + "' replaces " +
                      (overrides ? "the built-in one" : "an earlier one") + " of the same id",
                  {}});
    out.back() = std::move(item);
  }
  return out;
}

// Two rules of one `id` are kept if their names differ, but whoever refers to the id means only the first of them.
void number_rules(RuleSet::Compiled& out, Diagnostics& problems) {
  for (std::uint32_t i = 0; i < out.rules.size(); ++i) {
    const Rule& rule = out.rules[i];
    out.rule_numbers[rule.id] = i;
    if (rule.uuid.empty()) continue;
    const auto [it, is_new] = out.rules_by_uuid.try_emplace(to_lower_ascii(rule.uuid), i);
    if (is_new) continue;
    const std::string first = printable(out.rules[it->second].id);
    problems.add({"rule-duplicate-id",
                  Severity::warning,
                  rule.defined_at,
                  0,
                  "'" + printable(rule.id) + "' and '" + first + "' have the same id " + printable(rule.uuid) +
                      "; what refers to it means '" + first + "'",
                  {}});
  }
}

// What an event must be for the rule: its scope and what its condition cannot do without.
Necessary necessary_of(const Rule& rule) {
  Necessary out = rule.when->necessary();
  const auto narrow = [](auto& known, auto allowed) {
    if (allowed.empty()) return;
    std::sort(allowed.begin(), allowed.end());
    if (known) {
      std::erase_if(*known, [&](const auto& x) { return !std::binary_search(allowed.begin(), allowed.end(), x); });
    } else {
      known = std::move(allowed);
    }
  };
  narrow(out.event_ids, rule.scope.event_ids);
  narrow(out.providers, rule.scope.providers);
  return out;
}

// A reader compares the names of an id one by one: past this, knowing the provider gains nothing.
constexpr std::size_t kMostProviders = 16;

// In so many values of an event a keyword is looked for.
constexpr std::uint64_t kSearchedValues = 20;

class Compiler {
 public:
  Compiler(RuleSet::Compiled& out, Diagnostics& problems) : out_(out), problems_(problems) {}

  void compile_rules() {
    for (std::uint32_t i = 0; i < out_.rules.size(); ++i) compile_rule(i);
    out_.literals.finish();
    if (wants_all_) return;
    out_.prefilter.only_listed();
    for (const std::string& name : providers_) out_.prefilter.allow_provider(name);
    for (const std::string& name : channels_) out_.prefilter.allow_channel(name);
    for (const auto& [id, provider] : wanted_) {
      if (provider) {
        out_.prefilter.allow(id, *provider);
      } else {
        out_.prefilter.allow(id);
      }
    }
  }

 private:
  void compile_rule(std::uint32_t number) {
    const Rule& rule = out_.rules[number];
    const Necessary necessary = necessary_of(rule);
    if ((necessary.event_ids && necessary.event_ids->empty()) ||
        (necessary.providers && necessary.providers->empty())) {
      problems_.add({"rule-never-matches",
                     Severity::warning,
                     rule.defined_at,
                     0,
                     "rule '" + printable(rule.id) +
                         "' can never match: no event has its event id and provider in its log source",
                     {}});
      out_.plans.emplace_back();
      return;
    }
    RuleSet::Compiled::Plan plan;
    for (const std::string& name : rule.scope.channels) plan.channels.push_back(out_.channels.add(fold(name)));
    std::sort(plan.channels.begin(), plan.channels.end());
    plan.channels.erase(std::unique(plan.channels.begin(), plan.channels.end()), plan.channels.end());
    if (necessary.providers) {
      for (const std::string& name : *necessary.providers) plan.providers.push_back(out_.providers.add(name));
    }
    for (const std::string& field : rule.when->fields()) plan.condition_fields.push_back(out_.fields.add(field));
    for (const std::string& field : rule.keep) plan.keep_fields.push_back(out_.fields.add(field));
    out_.literals.add(number, rule.when->necessary_literals());
    if (out_.literals.needs_text(number)) {
      plan.looks_everywhere = rule.when->has_keywords();
      plan.questions = rule.when->work() * (plan.looks_everywhere ? kSearchedValues : 1);
    }
    index(number, necessary, plan);
    out_.plans.push_back(std::move(plan));
  }

  void index(std::uint32_t number, const Necessary& necessary, const RuleSet::Compiled::Plan& plan) {
    if (necessary.event_ids) {
      for (const std::uint32_t id : *necessary.event_ids) {
        out_.by_event_id[id].push_back(number);
        if (!necessary.providers || necessary.providers->size() > kMostProviders) {
          wanted_.emplace_back(id, std::nullopt);
          continue;
        }
        for (const std::string& provider : *necessary.providers) wanted_.emplace_back(id, provider);
      }
      return;
    }
    if (necessary.providers && necessary.providers->size() <= kMostProviders) {
      providers_.insert(providers_.end(), necessary.providers->begin(), necessary.providers->end());
    } else if (const auto& channels = out_.rules[number].scope.channels; !channels.empty()) {
      channels_.insert(channels_.end(), channels.begin(), channels.end());
    } else {
      wants_all_ = true;
    }
    if (plan.channels.empty()) out_.of_any_event.push_back(number);
    for (const std::uint32_t channel : plan.channels) out_.by_channel[channel].push_back(number);
  }

  RuleSet::Compiled& out_;
  Diagnostics& problems_;
  bool wants_all_ = false;
  std::vector<std::string> providers_, channels_;  ///< of which any event id is wanted
  std::vector<std::pair<std::uint32_t, std::optional<std::string>>> wanted_;
};

// Adds filters to the plans of the rules they are meant for.
class FilterPlacer {
 public:
  FilterPlacer(RuleSet::Compiled& out, Diagnostics& problems) : out_(out), problems_(problems) {}

  void place(std::vector<Filter> filters) {
    for (Filter& filter : filters) {
      const std::vector<std::uint32_t> rules = rules_of(filter);
      if (rules.empty()) continue;
      if (placed_ += rules.size(); placed_ > kMostPlaced) {
        say(filter, Severity::error, "rule-too-large",
            "filter '" + printable(filter.id) + "': too many filters for too many rules");
        continue;
      }
      if (out_.rule_numbers.contains(filter.id)) {
        say(filter, Severity::warning, "rule-duplicate-id",
            "filter '" + printable(filter.id) + "' has the name of a rule");
      }
      const auto number = static_cast<std::uint32_t>(out_.filters.size());
      for (const std::uint32_t rule : rules) {
        auto& placed = out_.plans[rule].filters.emplace_back();
        placed.filter = number;
        for (const std::string& field : filter.when->fields()) placed.fields.push_back(out_.fields.add(field));
      }
      out_.filters.push_back(std::move(filter));
    }
  }

 private:
  // Every key that the filter's log source names, the rule's names with the same value.
  static bool covers(const Filter& filter, const Rule& rule) {
    return std::all_of(filter.logsource.begin(), filter.logsource.end(), [&](const auto& part) {
      if (part.first != "product" && part.first != "category" && part.first != "service") return true;
      return std::any_of(rule.logsource.begin(), rule.logsource.end(), [&](const auto& other) {
        return other.first == part.first && equals_ignore_case(other.second, part.second);
      });
    });
  }

  std::vector<std::uint32_t> rules_of(const Filter& filter) {
    std::vector<std::uint32_t> rules;
    const std::string name = "filter '" + printable(filter.id) + "'";
    if (filter.rules.empty()) {
      for (std::uint32_t i = 0; i < out_.rules.size(); ++i) {
        if (covers(filter, out_.rules[i])) rules.push_back(i);
      }
      if (rules.empty())
        say(filter, Severity::error, "rule-filter-rules", name + " is for no rule: none has its log source");
      return rules;
    }
    for (const std::string& wanted : filter.rules) {
      const auto found = out_.find_rule(wanted);
      if (!found) {
        say(filter, Severity::warning, "rule-unknown-rule",
            name + " names a rule that is not there: '" + printable(wanted) + "'");
      } else if (!covers(filter, out_.rules[*found])) {
        say(filter, Severity::warning, "rule-filter-rules",
            name + " is not applied to '" + printable(wanted) + "', which has another log source");
      } else if (std::find(rules.begin(), rules.end(), *found) == rules.end()) {
        rules.push_back(*found);
      }
    }
    if (rules.empty()) say(filter, Severity::error, "rule-filter-rules", name + " is left without a rule");
    return rules;
  }
  void say(const Filter& filter, Severity severity, std::string_view code, std::string message) {
    problems_.add({code, severity, filter.rules_at, 0, std::move(message), {}});
  }

  static constexpr std::size_t kMostPlaced = 100'000;  // pairs of filter and rule

  RuleSet::Compiled& out_;
  Diagnostics& problems_;
  std::size_t placed_ = 0;
};

}  // namespace

std::optional<std::uint32_t> RuleSet::Compiled::find_rule(const std::string& name) const {
  if (const auto it = rule_numbers.find(name); it != rule_numbers.end()) return it->second;
  if (const auto it = rules_by_uuid.find(to_lower_ascii(name)); it != rules_by_uuid.end()) return it->second;
  return std::nullopt;
}

RuleSet::RuleSet() {
  static const std::shared_ptr<const Compiled> empty = [] {
    auto compiled = std::make_shared<Compiled>();
    compiled->prefilter.only_listed();
    return compiled;
  }();
  compiled_ = empty;
}

RuleSet RuleSet::compile(std::vector<Rule> rules, std::vector<Correlation> correlations, std::vector<Filter> filters,
                         Diagnostics& problems) {
  auto compiled = std::make_shared<Compiled>();
  compiled->rules = distinct_by_id(std::move(rules), "rule", problems);
  number_rules(*compiled, problems);
  Compiler(*compiled, problems).compile_rules();
  FilterPlacer(*compiled, problems).place(distinct_by_id(std::move(filters), "filter", problems));
  resolve_correlations(distinct_by_id(std::move(correlations), "correlation", problems), *compiled, problems);
  for (std::uint32_t i = 0; i < compiled->correlations.size(); ++i) {
    compiled->correlation_numbers[compiled->correlations[i].id] = i;
  }
  RuleSet out;
  out.compiled_ = std::move(compiled);
  return out;
}

std::span<const Rule> RuleSet::rules() const {
  return compiled_->rules;
}
std::span<const Correlation> RuleSet::correlations() const {
  return compiled_->correlations;
}
std::span<const Filter> RuleSet::filters() const {
  return compiled_->filters;
}
std::vector<std::uint32_t> RuleSet::filters_of(std::uint32_t rule) const {
  std::vector<std::uint32_t> out;
  for (const auto& f : compiled_->plans[rule].filters) out.push_back(f.filter);
  return out;
}
Prefilter RuleSet::prefilter() const {
  return compiled_->prefilter;
}

std::optional<std::uint32_t> RuleSet::rule(std::string_view id) const {
  const auto it = compiled_->rule_numbers.find(id);
  if (it == compiled_->rule_numbers.end()) return std::nullopt;
  return it->second;
}
std::optional<std::uint32_t> RuleSet::correlation(std::string_view id) const {
  const auto it = compiled_->correlation_numbers.find(id);
  if (it == compiled_->correlation_numbers.end()) return std::nullopt;
  return it->second;
}

bool has_tag(const Rule& rule, std::string_view tag) {
  return std::find(rule.tags.begin(), rule.tags.end(), tag) != rule.tags.end();
}

}  // namespace doctor
