#include "diagnose/load_parts.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace doctor {

namespace {

constexpr std::string_view kStrengths[] = {"weak", "moderate", "strong", "decisive"};
constexpr std::string_view kTopologies[] = {"standard", "enterprise", "single"};

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

}  // namespace

std::vector<std::string_view> placeholders(std::string_view text) {
  std::vector<std::string_view> out;
  for (std::size_t open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
    const std::size_t close = text.find('}', open);
    if (close == std::string_view::npos) break;
    const std::string_view name = text.substr(open + 1, close - open - 1);
    if (!name.empty() && std::all_of(name.begin(), name.end(), is_name_character)) out.push_back(name);
  }
  return out;
}

bool PartsReader::known(const std::string& id, bool correlation) const {
  return correlation ? rules_.correlation(id).has_value() : rules_.rule(id).has_value();
}

void PartsReader::unknown_signal(YamlReader& in, const Yaml& at, const std::string& id, bool correlations_too) {
  std::vector<std::string_view> names;
  for (const Rule& rule : rules_.rules()) names.push_back(rule.id);
  if (correlations_too) {
    for (const Correlation& c : rules_.correlations()) names.push_back(c.id);
  }
  in.error(at, "diagnosis-unknown-signal",
           fmt::format("there is no {} '{}'", correlations_too ? "signal or correlation" : "signal", printable(id)),
           did_you_mean(id, names));
}

std::vector<std::string> PartsReader::signals(YamlReader& in, std::string_view key, bool correlations_too,
                                              bool required) {
  std::vector<std::string> ids = in.texts(key, required);
  const Yaml* value = in.node(key);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (known(ids[i], false) || (correlations_too && known(ids[i], true))) continue;
    unknown_signal(in, value->is_list() ? value->items[i] : *value, ids[i], correlations_too);
  }
  if (required && value != nullptr && ids.empty())
    in.error(*value, "diagnosis-empty", fmt::format("'{}' names nothing", key));
  return ids;
}

std::optional<Ticks> PartsReader::span(YamlReader& in, std::string_view key) {
  const std::string text = in.text(key);
  const Yaml* value = in.node(key);
  if (value == nullptr) return std::nullopt;
  const std::optional<Ticks> span = parse_timespan(text);
  if (!span) in.error(*value, "diagnosis-timespan", fmt::format("'{}' must be a span of time", key), "like 30m or 2h");
  return span;
}

std::string PartsReader::choice(YamlReader& in, std::string_view key, std::span<const std::string_view> choices,
                                bool required) {
  const std::string text = in.text(key, required);
  const Yaml* value = in.node(key);
  if (value == nullptr || !value->is_scalar()) return {};
  if (std::find(choices.begin(), choices.end(), text) != choices.end()) return text;
  in.error(*value, "diagnosis-choice", fmt::format("'{}' cannot be '{}'", key, printable(text)),
           fmt::format("one of: {}", fmt::join(choices, ", ")));
  return {};
}

void PartsReader::check_field(YamlReader& in, std::string_view key, const std::string& field,
                              std::span<const std::string> signals) {
  std::vector<std::string_view> kept;
  for (const std::string& id : signals) {
    const auto index = rules_.rule(id);
    if (!index) continue;
    for (const std::string& name : rules_.rules()[*index].keep) kept.push_back(name);
  }
  if (std::find(kept.begin(), kept.end(), field) != kept.end()) return;
  std::string help = did_you_mean(field, kept);
  if (help.empty()) help = "a signal keeps what its 'fields:' list names";
  in.error(*in.node(key), "diagnosis-unknown-field", fmt::format("no signal here keeps a field '{}'", printable(field)),
           help);
}

void PartsReader::check_placeholders(YamlReader& in, std::string_view key, const std::string& text,
                                     std::span<const std::string> signals, std::span<const std::string_view> also) {
  for (const std::string_view name : placeholders(text)) {
    if (std::find(also.begin(), also.end(), name) == also.end()) check_field(in, key, std::string(name), signals);
  }
}

std::vector<const Yaml*> PartsReader::maps(YamlReader& in, std::string_view key) {
  std::vector<const Yaml*> out;
  const Yaml* value = in.node(key);
  if (value == nullptr || value->is_null()) return out;
  if (!value->is_list()) {
    in.error(*value, "yaml-type", fmt::format("'{}' must be a list", key));
    return out;
  }
  for (const Yaml& item : value->items) {
    if (item.is_map()) {
      out.push_back(&item);
    } else {
      in.error(item, "yaml-type", fmt::format("'{}' must be a list of maps", key));
    }
  }
  return out;
}

// What is seen: exactly one of signal, correlation, absent, topology, and what goes with it.
void PartsReader::observation_keys(YamlReader& in, Observation& out, const Yaml& at) {
  constexpr std::pair<std::string_view, Observation::Kind> kKinds[] = {{"signal", Observation::Kind::signal},
                                                                       {"correlation", Observation::Kind::correlation},
                                                                       {"absent", Observation::Kind::absent},
                                                                       {"topology", Observation::Kind::topology}};
  int kinds = 0;
  for (const auto& [key, kind] : kKinds) {
    const Yaml* value = in.node(key);
    if (value == nullptr) continue;
    ++kinds;
    out.kind = kind;
    out.id = kind == Observation::Kind::topology ? choice(in, key, kTopologies, true) : in.text(key, true);
    if (kind == Observation::Kind::topology || out.id.empty()) continue;
    if (!known(out.id, kind == Observation::Kind::correlation)) {
      unknown_signal(in, *value, out.id, kind == Observation::Kind::correlation);
    }
  }
  if (kinds != 1) {
    in.error(at, "diagnosis-observation", "needs exactly one of 'signal', 'correlation', 'absent', 'topology'");
  }
  if (out.kind == Observation::Kind::absent) {
    out.channel = in.text("channel", true);
    out.provider = in.text("provider");
    return;
  }
  if (out.kind == Observation::Kind::topology) return;
  if (const auto n = in.integer("at_least")) {
    if (*n < 1) in.error(*in.node("at_least"), "diagnosis-number", "'at_least' must be 1 or more");
    out.at_least = static_cast<std::uint64_t>(std::max<std::int64_t>(1, *n));
  }
  static constexpr std::string_view kEpisode[] = {"episode"};
  out.during = !choice(in, "during", kEpisode, false).empty();
  if (out.kind != Observation::Kind::signal) return;
  out.lasts = span(in, "lasts").value_or(Ticks{0});
  out.until = signals(in, "until", false);
  out.not_falling = in.text("not_falling");
  if (!out.not_falling.empty()) check_field(in, "not_falling", out.not_falling, {&out.id, 1});
}

Observation PartsReader::observation(const Yaml& item) {
  Observation out;
  Yaml no_keys;
  no_keys.kind = Yaml::Kind::map;
  YamlReader in(item.is_map() ? item : no_keys, source_, problems_);
  if (item.is_scalar()) {
    out.id = item.scalar;
    if (known(out.id, false)) {
      out.kind = Observation::Kind::signal;
    } else if (known(out.id, true)) {
      out.kind = Observation::Kind::correlation;
    } else {
      unknown_signal(in, item, out.id, true);
    }
  } else if (item.is_map()) {
    observation_keys(in, out, item);
    in.finish();
  } else {
    in.error(item, "yaml-type", "expected the name of a signal, or a map");
  }
  take(in);
  return out;
}

EvidenceRule PartsReader::evidence_item(const Yaml& item, bool counted) {
  EvidenceRule out;
  YamlReader in(item, source_, problems_);
  observation_keys(in, out.what, item);
  if (counted) {
    const std::string strength = choice(in, "strength", kStrengths, true);
    for (std::size_t i = 0; i < std::size(kStrengths); ++i) {
      if (strength == kStrengths[i]) out.strength = static_cast<Strength>(i);
    }
    out.group = in.text("group");
    if (out.group.empty()) out.group = out.what.id;
    out.with = signals(in, "with", true);
    out.unless = signals(in, "unless", true);
    out.near = span(in, "near").value_or(out.near);
    if (out.strength == Strength::decisive && out.what.kind == Observation::Kind::absent) {
      in.error(item, "diagnosis-absence", "what is absent cannot be decisive", "use 'strong' or weaker");
    }
  }
  out.says = in.text("says");
  if (out.says.empty() && out.what.kind != Observation::Kind::signal &&
      out.what.kind != Observation::Kind::correlation) {
    in.error(item, "yaml-missing-key", "key 'says' is missing", "what is absent or known otherwise needs words");
  }
  constexpr std::string_view kAlso[] = {"count"};
  check_placeholders(in, "says", out.says, {&out.what.id, 1}, kAlso);
  in.finish();
  take(in);
  return out;
}

std::vector<EvidenceRule> PartsReader::evidence(YamlReader& in, std::string_view key) {
  std::vector<EvidenceRule> out;
  for (const Yaml* item : maps(in, key)) out.push_back(evidence_item(*item, true));
  return out;
}

std::vector<EvidenceRule> PartsReader::not_evidence(YamlReader& in, std::string_view key) {
  std::vector<EvidenceRule> out;
  for (const Yaml* item : maps(in, key)) out.push_back(evidence_item(*item, false));
  return out;
}

std::vector<Requirement> PartsReader::required(YamlReader& in, std::string_view key) {
  std::vector<Requirement> out;
  for (const Yaml* item : maps(in, key)) {
    Requirement one;
    YamlReader reader(*item, source_, problems_);
    const Yaml* any = reader.node("any", true);
    if (any != nullptr && (!any->is_list() || any->items.empty())) {
      reader.error(*any, "yaml-type", "'any' must be a list of at least one");
    } else if (any != nullptr) {
      for (const Yaml& alternative : any->items) one.any.push_back(observation(alternative));
    }
    reader.finish();
    take(reader);
    out.push_back(std::move(one));
  }
  if (out.empty()) {
    const Yaml* value = in.node(key, true);
    if (value != nullptr) in.error(*value, "diagnosis-empty", fmt::format("'{}' names nothing", key));
  }
  return out;
}

}  // namespace doctor
