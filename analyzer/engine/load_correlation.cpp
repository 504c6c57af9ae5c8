#include "engine/load_correlation.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/text.h"

namespace doctor {

namespace {

// Far above any public correlation; the order of n rules costs n * n steps an event.
constexpr std::size_t kMostRules = 64;

void read_type(YamlReader& reader, Correlation& out) {
  const Yaml* node = reader.node("type", true);
  if (node == nullptr) return;
  constexpr std::array<std::pair<std::string_view, CorrelationType>, 4> types{{
      {"event_count", CorrelationType::event_count},
      {"value_count", CorrelationType::value_count},
      {"temporal", CorrelationType::temporal},
      {"temporal_ordered", CorrelationType::temporal_ordered},
  }};
  for (const auto& [name, type] : types) {
    if (node->is_scalar() && node->scalar == name) {
      out.type = type;
      return;
    }
  }
  reader.error(*node, "rule-correlation-type", "correlation type '" + printable(node->scalar) + "' cannot be honoured",
               "known are event_count, value_count, temporal and temporal_ordered");
}

void read_rules(YamlReader& reader, Correlation& out) {
  out.rules = reader.texts("rules", true);
  const Yaml* node = reader.node("rules");
  if (node == nullptr) return;
  if (out.rules.empty()) reader.error(*node, "rule-correlation-rules", "'rules' names no rule");
  if (out.rules.size() > kMostRules) {
    reader.error(*node, "rule-too-large", "more than " + std::to_string(kMostRules) + " rules in one correlation");
  }
  const std::set<std::string> distinct(out.rules.begin(), out.rules.end());
  if (distinct.size() != out.rules.size()) {
    reader.error(*node, "rule-correlation-rules", "'rules' names a rule twice");
  }
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

void read_bounds(const Yaml& node, std::uint32_t source, Correlation& out, Diagnostics& problems, bool& ok) {
  using Op = Correlation::Bound::Op;
  constexpr std::array<std::pair<std::string_view, Op>, 6> ops{
      {{"lt", Op::lt}, {"lte", Op::lte}, {"gt", Op::gt}, {"gte", Op::gte}, {"eq", Op::eq}, {"neq", Op::neq}}};
  YamlReader reader(node, source, problems);
  for (const auto& [name, op] : ops) {
    const auto value = reader.integer(name);
    if (!value) continue;
    if (*value < 0) reader.error(node, "rule-correlation-condition", "a count cannot be negative");
    out.condition.push_back({op, static_cast<std::uint64_t>(*value)});
  }
  if (out.type == CorrelationType::value_count) out.value_field = reader.text("field", true);
  reader.finish();
  if (reader.ok() && out.condition.empty()) {
    reader.error(node, "rule-correlation-condition", "the condition compares with nothing",
                 "one or more of lt, lte, gt, gte, eq, neq");
  }
  ok = ok && reader.ok();
}

bool read_condition(YamlReader& reader, Correlation& out) {
  const bool counts = out.type == CorrelationType::event_count || out.type == CorrelationType::value_count;
  const Yaml* node = reader.node("condition", counts);
  if (node == nullptr) return true;
  if (node->is_scalar()) {
    reader.error(*node, "rule-correlation-condition", "a condition in words is not part of Sigma 2.1",
                 "write a map such as {gte: 10}");
    return false;
  }
  bool ok = true;
  read_bounds(*node, reader.source(), out, reader.problems(), ok);
  return ok;
}

}  // namespace

bool load_correlation(const Yaml& section, Correlation& out, DocumentProblems& problems) {
  YamlReader reader(section, problems.source(), problems.diagnostics());
  read_type(reader, out);
  read_rules(reader, out);
  out.group_by = reader.texts("group-by");
  read_timespan(reader, out);
  read_aliases(reader, out);
  const bool condition_ok = read_condition(reader, out);
  out.generate = reader.boolean("generate").value_or(false);
  reader.finish();
  const bool ok = reader.ok() && condition_ok;
  if (!ok) problems.refuse();
  return ok;
}

}  // namespace doctor
