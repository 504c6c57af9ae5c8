#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "diagnose/load_documents.h"

namespace doctor {

namespace {

constexpr std::string_view kClasses[] = {"symptom", "transient", "by_design", "scanner", "benign"};
constexpr std::string_view kTopologies[] = {"standard", "enterprise", "single"};
constexpr std::string_view kShapes[] = {"burst", "periodic"};
constexpr std::string_view kVerdicts[] = {"confirmed", "likely", "possible"};

void read_healthy(const Yaml& map, FalseAlarmRule& out, PartsReader& parts) {
  YamlReader in(map, parts.source(), parts.problems());
  out.healthy_seen = parts.signals(in, "seen", false);
  out.healthy_quiet = in.text("quiet");
  if (out.healthy_seen.empty() && out.healthy_quiet.empty()) {
    in.error(map, "diagnosis-empty", "'healthy' needs 'seen' or 'quiet'");
  }
  in.finish();
  parts.take(in);
}

void read_explained_by(YamlReader& in, FalseAlarmRule& out, PartsReader& parts) {
  out.explained_by = in.texts("explained_by");
  const std::string verdict = parts.choice(in, "verdict", kVerdicts, false);
  for (std::size_t i = 0; i < std::size(kVerdicts); ++i) {
    if (verdict == kVerdicts[i]) out.verdict = static_cast<Verdict>(i);
  }
}

void read_when(const Yaml& map, FalseAlarmRule& out, PartsReader& parts) {
  YamlReader in(map, parts.source(), parts.problems());
  out.topology = parts.choice(in, "topology", kTopologies, false);
  read_explained_by(in, out, parts);
  out.falling = in.text("falling");
  if (!out.falling.empty()) parts.check_field(in, "falling", out.falling, out.signals);
  const std::string shape = parts.choice(in, "shape", kShapes, false);
  if (shape == "burst") out.shape = FalseAlarmRule::Shape::burst;
  if (shape == "periodic") out.shape = FalseAlarmRule::Shape::periodic;
  out.without = parts.signals(in, "without", false);
  out.near = parts.span(in, "near").value_or(out.near);
  if (const auto most = in.integer("at_most")) {
    if (*most < 1) in.error(*in.node("at_most"), "diagnosis-empty", "'at_most' must be 1 or more");
    out.at_most = static_cast<std::uint64_t>(std::max<std::int64_t>(*most, 0));
  }
  out.followed_by = parts.signals(in, "followed_by", false);
  out.within = parts.span(in, "within").value_or(out.within);
  if (const Yaml* healthy = in.node("healthy")) read_healthy(*healthy, out, parts);
  if (out.shape == FalseAlarmRule::Shape::periodic && in.node("healthy") == nullptr) {
    in.error(map, "diagnosis-periodic", "a periodic shape needs 'healthy'",
             "a server that retries its own failing start is periodic too");
  }
  in.finish();
  parts.take(in);
}

void read_body(YamlReader& in, FalseAlarmRule& out, PartsReader& parts) {
  out.id = in.text("id", true);
  out.version = in.integer("version", true).value_or(1);
  out.signals = parts.signals(in, "signals", false, true);
  out.kind = parts.choice(in, "class", kClasses, true);
  out.reason = trim(in.text("reason", true));
  out.otherwise = trim(in.text("otherwise"));
  out.before_diagnoses = in.boolean("before_diagnoses").value_or(false) || out.kind == "scanner";
  if (const Yaml* when = in.node("when")) read_when(*when, out, parts);
  constexpr std::string_view kAlso[] = {"count", "topology", "diagnosis"};
  parts.check_placeholders(in, "reason", out.reason, out.signals, kAlso);
  if (out.kind == "symptom" && out.explained_by.empty()) {
    in.error(*in.node("class"), "diagnosis-symptom", "a symptom needs 'explained_by' below 'when'");
  }
  if (out.before_diagnoses && !out.explained_by.empty()) {
    in.error(*in.node("class"), "diagnosis-scanner", "what is taken out before the diagnoses cannot be 'explained_by' one",
             "noise is taken out before diagnoses are weighed");
  }
  in.finish();
}

}  // namespace

std::optional<FalseAlarmRule> read_false_alarm(const Yaml& document, PartsReader& parts) {
  return read_document<FalseAlarmRule>(document, "false_alarm", parts, read_body);
}

}  // namespace doctor
