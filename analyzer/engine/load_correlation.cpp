#include "engine/load_correlation.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <set>

#include "base/text.h"
#include "engine/expression.h"
#include "engine/number.h"

namespace doctor {

namespace {

// Far above any public correlation; the order of n rules costs n * n steps an event.
constexpr std::size_t kMostRules = 64;

constexpr std::array kTypes = {CorrelationType::event_count,      CorrelationType::value_count,
                               CorrelationType::value_sum,        CorrelationType::value_avg,
                               CorrelationType::value_percentile, CorrelationType::value_median,
                               CorrelationType::temporal,         CorrelationType::temporal_ordered};

void read_type(YamlReader& reader, Correlation& out) {
  const Yaml* node = reader.node("type", true);
  if (node == nullptr) return;
  std::string known;
  for (const CorrelationType type : kTypes) {
    if (node->is_scalar() && node->scalar == correlation_type_name(type)) {
      out.type = type;
      return;
    }
    known.append(known.empty() ? "known are " : ", ").append(correlation_type_name(type));
  }
  reader.error(*node, "rule-correlation-type", "correlation type '" + printable(node->scalar) + "' cannot be honoured",
               known);
}

void read_timespan(YamlReader& reader, Correlation& out) {
  const Yaml* node = reader.node("timespan", true);
  if (node == nullptr) return;
  const auto span = node->is_scalar() ? parse_timespan(node->scalar) : std::nullopt;
  if (!span || span->count == 0) {
    reader.error(*node, "rule-bad-timespan", "'" + printable(node->scalar) + "' is no time span",
                 "a whole number and s, m, h, d, w, M or y: 30m");
    return;
  }
  out.timespan = *span;
}

void read_aliases(YamlReader& reader, Correlation& out) {
  const Yaml* node = reader.node("aliases");
  if (node == nullptr) return;
  if (!node->is_map()) return reader.error(*node, "rule-bad-alias", "'aliases' must be a map");
  for (const auto& [name, fields] : node->members) {
    Correlation::Alias alias{name, {}};
    if (!fields.is_map()) return reader.error(fields, "rule-bad-alias", "an alias must be a map of rule and field");
    for (const auto& [rule, field] : fields.members) {
      if (!field.is_scalar()) return reader.error(field, "rule-bad-alias", "expected the name of a field");
      alias.fields.emplace_back(rule, field.scalar);
    }
    out.aliases.push_back(std::move(alias));
  }
}

std::optional<double> read_number(YamlReader& reader, std::string_view name) {
  const Yaml* node = reader.node(name);
  if (node == nullptr) return std::nullopt;
  const auto number = node->is_scalar() ? parse_number(node->scalar) : std::nullopt;
  if (number && std::isfinite(number->real)) return number->real;
  reader.error(*node, "rule-correlation-condition",
               "'" + std::string(name) + "' must be a number, not '" + printable(node->scalar) + "'");
  return std::nullopt;
}

void read_bounds(YamlReader& reader, const Yaml& node, Correlation& out) {
  using Op = Correlation::Bound::Op;
  constexpr std::array<std::pair<std::string_view, Op>, 6> ops{
      {{"lt", Op::lt}, {"lte", Op::lte}, {"gt", Op::gt}, {"gte", Op::gte}, {"eq", Op::eq}, {"neq", Op::neq}}};
  const bool counts =
      out.type == CorrelationType::event_count || out.type == CorrelationType::value_count || is_temporal(out.type);
  for (const auto& [name, op] : ops) {
    const auto value = read_number(reader, name);
    if (!value) continue;
    if (counts && *value < 0) reader.error(node, "rule-correlation-condition", "a count cannot be negative");
    if (counts && *value != std::floor(*value)) {
      reader.error(node, "rule-correlation-condition", "a count is a whole number");
    }
    out.condition.push_back({op, *value});
  }
}

void read_value_fields(YamlReader& reader, const Yaml& node, Correlation& out) {
  out.value_fields = reader.texts("field", true);
  if (reader.ok() && out.value_fields.empty()) {
    reader.error(node, "rule-correlation-condition", "'field' names no field");
  }
  const std::set<std::string> distinct(out.value_fields.begin(), out.value_fields.end());
  if (distinct.size() != out.value_fields.size()) {
    reader.error(node, "rule-correlation-condition", "'field' names a field twice");
  }
  if (out.type != CorrelationType::value_count && out.value_fields.size() > 1) {
    reader.error(node, "rule-correlation-condition",
                 "a " + std::string(correlation_type_name(out.type)) + " is of one field");
  }
  if (out.type != CorrelationType::value_percentile) return;
  const auto percentile = read_number(reader, "percentile");
  if (percentile && *percentile >= 0 && *percentile <= 100) {
    out.percentile = *percentile;
  } else if (reader.ok()) {
    reader.error(node, "rule-correlation-condition", "a value_percentile needs 'percentile', a number from 0 to 100");
  }
}

/// False if something is wrong with it, which was reported.
bool read_condition(YamlReader& reader, Correlation& out) {
  const Yaml* node = reader.node("condition", !is_temporal(out.type));
  if (node == nullptr) return true;
  if (node->is_scalar() && is_temporal(out.type)) {
    out.words = node->scalar;
    out.words_at = {reader.source(), 0, node->line, node->column};
    if (!trim(out.words).empty()) return true;
    reader.error(*node, "rule-correlation-condition", "the condition is empty");
    return false;
  }
  if (node->is_scalar()) {
    reader.error(*node, "rule-correlation-condition", "only a temporal correlation can have a condition in words",
                 "write a map such as {gte: 10}");
    return false;
  }
  YamlReader condition(*node, reader.source(), reader.problems());
  read_bounds(condition, *node, out);
  if (!is_temporal(out.type) && out.type != CorrelationType::event_count) read_value_fields(condition, *node, out);
  condition.finish();
  if (condition.ok() && out.condition.empty()) {
    condition.error(*node, "rule-correlation-condition", "the condition compares with nothing",
                    "one or more of lt, lte, gt, gte, eq, neq");
  }
  return condition.ok();
}

/// A condition in words may stand for the list of rules: then in the order in which it names them.
void rules_of_words(YamlReader& reader, Correlation& out) {
  const auto expression = parse_expression(out.words);
  const Yaml* node = reader.node("condition");
  if (!expression) {
    reader.error(*node, "rule-correlation-condition", "condition: " + expression.error().what);
    return;
  }
  std::vector<const Expression*> open{&*expression};
  while (!open.empty()) {
    const Expression* e = open.back();
    open.pop_back();
    for (auto item = e->items.rbegin(); item != e->items.rend(); ++item) open.push_back(&*item);
    if (e->kind == Expression::Kind::any_of || e->kind == Expression::Kind::all_of) {
      reader.error(*node, "rule-correlation-rules", "a pattern in the condition needs 'rules' to choose from");
      return;
    }
    const bool is_new = std::find(out.rules.begin(), out.rules.end(), e->name) == out.rules.end();
    if (e->kind == Expression::Kind::identifier && is_new) out.rules.push_back(e->name);
  }
}

/// Requires the condition.
void read_rules(YamlReader& reader, Correlation& out) {
  const Yaml* node = reader.node("rules", out.words.empty());
  if (node == nullptr) {
    if (out.words.empty()) return;
    rules_of_words(reader, out);
    if (!reader.ok()) return;
    node = reader.node("condition");
  } else {
    out.rules = reader.texts("rules");
  }
  if (out.rules.empty()) reader.error(*node, "rule-correlation-rules", "'rules' names no rule");
  if (out.rules.size() > kMostRules) {
    reader.error(*node, "rule-too-large", "more than " + std::to_string(kMostRules) + " rules in one correlation");
  }
  const std::set<std::string> distinct(out.rules.begin(), out.rules.end());
  if (distinct.size() != out.rules.size()) {
    reader.error(*node, "rule-correlation-rules", "'rules' names a rule twice");
  }
}

}  // namespace

bool load_correlation(const Yaml& section, Correlation& out, DocumentProblems& problems) {
  YamlReader reader(section, problems.source(), problems.diagnostics());
  read_type(reader, out);
  const bool condition_ok = read_condition(reader, out);
  if (condition_ok) read_rules(reader, out);
  reader.node("rules");
  out.group_by = reader.texts("group-by");
  read_timespan(reader, out);
  read_aliases(reader, out);
  out.generate = reader.boolean("generate").value_or(false);
  reader.finish();
  const bool ok = reader.ok() && condition_ok;
  if (!ok) problems.refuse();
  return ok;
}

}  // namespace doctor
