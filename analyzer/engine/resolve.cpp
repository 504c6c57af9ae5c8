#include "engine/resolve.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>

#include "base/text.h"

namespace doctor {

namespace {

class Resolver {
 public:
  Resolver(std::vector<Correlation> candidates, RuleSet::Compiled& compiled, Diagnostics& problems);
  void run();

 private:
  struct Reference {
    bool is_correlation = false;
    std::uint32_t index = 0;  // into compiled_.rules or candidates_
  };
  enum class State : std::uint8_t { waiting, accepted, refused };

  void refuse(std::uint32_t candidate, std::string_view code, std::string message, std::string help = {});
  std::optional<Reference> find(const std::string& name) const;
  void find_references(std::uint32_t candidate);
  void judge(std::uint32_t candidate);
  bool read_words(std::uint32_t candidate, WordedCondition& out);
  bool complete_input(std::uint32_t candidate, std::size_t slot, CorrelationInput& input);
  std::optional<std::string> field_for(std::uint32_t candidate, std::size_t slot, const std::string& name);
  std::optional<ValueSource> source_of(const Reference& input, const std::string& field) const;
  const std::string& id_of(const Reference& r) const;

  std::vector<Correlation> candidates_;
  RuleSet::Compiled& compiled_;
  Diagnostics& problems_;
  std::map<std::string, Reference, std::less<>> by_id_, by_uuid_;
  std::vector<State> states_;
  std::vector<std::vector<Reference>> references_;
  std::vector<std::uint32_t> accepted_as_;  // index in compiled_.correlations
};

Resolver::Resolver(std::vector<Correlation> candidates, RuleSet::Compiled& compiled, Diagnostics& problems)
    : candidates_(std::move(candidates)),
      compiled_(compiled),
      problems_(problems),
      states_(candidates_.size(), State::waiting),
      references_(candidates_.size()),
      accepted_as_(candidates_.size()) {
  for (std::uint32_t i = 0; i < compiled_.rules.size(); ++i) by_id_[compiled_.rules[i].id] = {false, i};
  for (const auto& [uuid, rule] : compiled_.rules_by_uuid) by_uuid_[uuid] = {false, rule};
  for (std::uint32_t i = 0; i < candidates_.size(); ++i) {
    const Correlation& c = candidates_[i];
    if (by_id_.contains(c.id)) {
      refuse(i, "rule-duplicate-id", "correlation '" + printable(c.id) + "' has the id of a rule");
      continue;
    }
    by_id_[c.id] = {true, i};
    if (!c.uuid.empty()) by_uuid_[to_lower_ascii(c.uuid)] = {true, i};
  }
}

void Resolver::refuse(std::uint32_t candidate, std::string_view code, std::string message, std::string help) {
  states_[candidate] = State::refused;
  problems_.add({code, Severity::error, candidates_[candidate].defined_at, 0, std::move(message), std::move(help)});
}

const std::string& Resolver::id_of(const Reference& r) const {
  return r.is_correlation ? candidates_[r.index].id : compiled_.rules[r.index].id;
}

std::optional<Resolver::Reference> Resolver::find(const std::string& name) const {
  if (const auto it = by_id_.find(name); it != by_id_.end()) return it->second;
  if (const auto it = by_uuid_.find(to_lower_ascii(name)); it != by_uuid_.end()) return it->second;
  return std::nullopt;
}

void Resolver::find_references(std::uint32_t candidate) {
  Correlation& c = candidates_[candidate];
  for (const std::string& name : c.rules) {
    const auto found = find(name);
    if (!found) {
      std::vector<std::string_view> names;
      for (const auto& [id, unused] : by_id_) names.push_back(id);
      return refuse(candidate, "rule-unknown-rule",
                    "correlation '" + printable(c.id) + "' names a rule that is not there: '" + printable(name) + "'",
                    did_you_mean(name, names));
    }
    references_[candidate].push_back(*found);
  }
  for (std::size_t i = 0; i < c.rules.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      if (id_of(references_[candidate][i]) == id_of(references_[candidate][k])) {
        return refuse(candidate, "rule-correlation-rules",
                      "correlation '" + printable(c.id) + "' names a rule twice, by id and by name");
      }
    }
  }
}

// The field that a group-by name means in the findings of input `slot`: the name itself, unless it is an alias.
std::optional<std::string> Resolver::field_for(std::uint32_t candidate, std::size_t slot, const std::string& name) {
  const Correlation& c = candidates_[candidate];
  const auto alias = std::find_if(c.aliases.begin(), c.aliases.end(), [&](const auto& a) { return a.name == name; });
  if (alias == c.aliases.end()) return name;
  const std::string& id = id_of(references_[candidate][slot]);
  for (const auto& [rule, field] : alias->fields) {
    const auto meant = find(rule);
    if (meant && id_of(*meant) == id) return field;
  }
  refuse(candidate, "rule-bad-alias",
         "correlation '" + printable(c.id) + "': alias '" + printable(name) + "' has no field for rule '" +
             printable(id) + "'");
  return std::nullopt;
}

std::optional<ValueSource> Resolver::source_of(const Reference& input, const std::string& field) const {
  const SystemField system = system_field(field);
  if (input.is_correlation) {
    const auto& names = candidates_[input.index].group_by;
    const auto it = std::find(names.begin(), names.end(), field);
    if (it != names.end()) {
      const auto index = static_cast<std::size_t>(it - names.begin());
      const bool ignores_case = compiled_.inputs[accepted_as_[input.index]][0].group_by[index].ignores_case;
      return ValueSource{ValueSource::Kind::grouped, static_cast<std::uint32_t>(index), ignores_case};
    }
    if (system == SystemField::computer) return ValueSource{ValueSource::Kind::computer, 0, true};
    return std::nullopt;
  }
  if (system == SystemField::computer) return ValueSource{ValueSource::Kind::computer, 0, true};
  if (system == SystemField::channel) return ValueSource{ValueSource::Kind::channel, 0, true};
  if (system == SystemField::provider_name) return ValueSource{ValueSource::Kind::provider, 0, true};
  if (system == SystemField::event_id) return ValueSource{ValueSource::Kind::event_id, 0, false};
  const auto& keep = compiled_.rules[input.index].keep;
  const auto it = std::find(keep.begin(), keep.end(), field);
  if (it == keep.end()) return std::nullopt;
  return ValueSource{ValueSource::Kind::kept, static_cast<std::uint32_t>(it - keep.begin()), false};
}

bool Resolver::complete_input(std::uint32_t candidate, std::size_t slot, CorrelationInput& input) {
  const Correlation& c = candidates_[candidate];
  const Reference& reference = references_[candidate][slot];
  std::vector<std::string> names = c.group_by;
  names.insert(names.end(), c.value_fields.begin(), c.value_fields.end());
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto field = field_for(candidate, slot, names[i]);
    if (!field) return false;
    const auto source = source_of(reference, *field);
    if (!source) {
      const bool chained = reference.is_correlation;
      refuse(candidate, "rule-field-not-kept",
             "correlation '" + printable(c.id) + "' needs field '" + printable(*field) + "', which " +
                 (chained ? "correlation '" : "rule '") + printable(id_of(reference)) +
                 (chained ? "' does not group by" : "' does not keep"),
             chained ? "add it to its 'group-by'" : "add it to the 'fields' of that rule");
      return false;
    }
    (i < c.group_by.size() ? input.group_by : input.values).push_back(*source);
  }
  return true;
}

// False if they cannot be honoured.
bool Resolver::read_words(std::uint32_t candidate, WordedCondition& out) {
  const Correlation& c = candidates_[candidate];
  if (c.words.empty()) return true;
  auto words = WordedCondition::make(c.words, c.rules, [&](const std::string& name) -> std::optional<std::uint32_t> {
    const auto meant = find(name);
    for (std::uint32_t slot = 0; meant && slot < c.rules.size(); ++slot) {
      if (id_of(references_[candidate][slot]) == id_of(*meant)) return slot;
    }
    return std::nullopt;
  });
  std::string problem = words ? "" : words.error().what;
  if (words && c.type == CorrelationType::temporal_ordered && !words->is_plain_list()) {
    problem = "an order is only known of rules joined by 'and' and 'and not'";
  }
  if (!problem.empty()) {
    states_[candidate] = State::refused;
    problems_.add({"rule-correlation-condition",
                   Severity::error,
                   c.words_at,
                   0,
                   "correlation '" + printable(c.id) + "', condition '" + printable(c.words) + "': " + problem,
                   {}});
    return false;
  }
  out = std::move(*words);
  return true;
}

// One way to compare for all inputs: without case as soon as one of them is a name.
void align_case(std::vector<CorrelationInput>& inputs, std::vector<ValueSource> CorrelationInput::*values) {
  for (std::size_t i = 0; !inputs.empty() && i < (inputs[0].*values).size(); ++i) {
    const bool any =
        std::any_of(inputs.begin(), inputs.end(), [&](auto& input) { return (input.*values)[i].ignores_case; });
    for (CorrelationInput& input : inputs) (input.*values)[i].ignores_case = any;
  }
}

// Requires that all correlations it refers to have been judged.
void Resolver::judge(std::uint32_t candidate) {
  std::vector<CorrelationInput> inputs;
  for (std::size_t slot = 0; slot < references_[candidate].size(); ++slot) {
    const Reference& r = references_[candidate][slot];
    if (r.is_correlation && states_[r.index] == State::refused) {
      return refuse(candidate, "rule-unknown-rule",
                    "correlation '" + printable(candidates_[candidate].id) + "' builds on '" + printable(id_of(r)) +
                        "', which was refused");
    }
    CorrelationInput input{r.is_correlation, r.is_correlation ? accepted_as_[r.index] : r.index, {}, {}};
    if (!complete_input(candidate, slot, input)) return;
    inputs.push_back(std::move(input));
  }
  align_case(inputs, &CorrelationInput::group_by);
  align_case(inputs, &CorrelationInput::values);
  WordedCondition words;
  if (!read_words(candidate, words)) return;
  Correlation c = candidates_[candidate];  // a copy: later ones still look at this one's group_by
  for (std::size_t slot = 0; slot < c.rules.size(); ++slot) c.rules[slot] = id_of(references_[candidate][slot]);
  states_[candidate] = State::accepted;
  accepted_as_[candidate] = static_cast<std::uint32_t>(compiled_.correlations.size());
  compiled_.correlations.push_back(std::move(c));
  compiled_.inputs.push_back(std::move(inputs));
  compiled_.words.push_back(std::move(words));
}

void Resolver::run() {
  const auto n = static_cast<std::uint32_t>(candidates_.size());
  std::vector<std::uint32_t> open(n, 0);  // correlations it refers to that are not judged yet
  std::vector<std::vector<std::uint32_t>> dependents(n);
  for (std::uint32_t i = 0; i < n; ++i) {
    if (states_[i] == State::waiting) find_references(i);
    for (const Reference& r : references_[i]) {
      if (!r.is_correlation) continue;
      ++open[i];
      dependents[r.index].push_back(i);
    }
  }
  std::vector<std::uint32_t> round;  // all that can be judged now, in order of id as candidates_ is
  for (std::uint32_t i = 0; i < n; ++i) {
    if (open[i] == 0) round.push_back(i);
  }
  std::vector<bool> judged(n, false);
  while (!round.empty()) {
    std::vector<std::uint32_t> next;
    for (const std::uint32_t i : round) {
      if (states_[i] == State::waiting) judge(i);
      judged[i] = true;
      for (const std::uint32_t d : dependents[i]) {
        if (--open[d] == 0) next.push_back(d);
      }
    }
    std::sort(next.begin(), next.end());
    round = std::move(next);
  }
  for (std::uint32_t i = 0; i < n; ++i) {
    if (judged[i] || states_[i] == State::refused) continue;
    refuse(i, "rule-cycle",
           "correlation '" + printable(candidates_[i].id) + "' is part of a circle of correlations, or builds on one");
  }
}

}  // namespace

void resolve_correlations(std::vector<Correlation> candidates, RuleSet::Compiled& compiled, Diagnostics& problems) {
  Resolver(std::move(candidates), compiled, problems).run();
}

}  // namespace doctor
