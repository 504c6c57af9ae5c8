#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "diagnose/load_documents.h"

namespace doctor {

namespace {

constexpr std::string_view kSeverities[] = {"critical", "high", "medium", "low", "info"};
constexpr std::string_view kPurposes[] = {"required", "confirmation", "impact"};
constexpr std::string_view kRisks[] = {"none", "low", "medium", "high", "outage"};

Need::Purpose purpose_of(std::string_view word) {
  const auto it = std::find(std::begin(kPurposes), std::end(kPurposes), word);
  return it == std::end(kPurposes) ? Need::Purpose::required : static_cast<Need::Purpose>(it - std::begin(kPurposes));
}

Need read_need(const Yaml& item, PartsReader& parts) {
  Need out;
  YamlReader in(item, parts.source(), parts.problems());
  out.channel = in.text("channel", true);
  out.provider = in.text("provider");
  out.purpose = purpose_of(parts.choice(in, "for", kPurposes, true));
  out.shown_by = parts.signals(in, "shown_by", false);
  out.otherwise = in.text("otherwise", !out.shown_by.empty());
  out.says = in.text("says");
  out.enable = in.text("enable");
  out.collect = in.text("collect");
  in.finish();
  parts.take(in);
  return out;
}

Check read_check(const Yaml& item, PartsReader& parts) {
  Check out;
  YamlReader in(item, parts.source(), parts.problems());
  out.against = in.texts("against");
  out.where = in.text("where", true);
  out.run = in.text("run", true);
  out.read = in.text("read", true);
  in.finish();
  parts.take(in);
  return out;
}

RemediationStep read_step(const Yaml& item, PartsReader& parts) {
  RemediationStep out;
  YamlReader in(item, parts.source(), parts.problems());
  out.where = in.text("where", true);
  out.action = in.text("do", true);
  out.run = in.text("run");
  out.risk = parts.choice(in, "risk", kRisks, true);
  out.undo = in.text("undo");
  out.note = in.text("note");
  in.finish();
  parts.take(in);
  return out;
}

void read_evidence(const Yaml& map, DiagnosisRule& out, PartsReader& parts) {
  YamlReader in(map, parts.source(), parts.problems());
  out.required = parts.required(in, "required");
  out.evidence_for = parts.evidence(in, "for");
  out.evidence_against = parts.evidence(in, "against");
  in.finish();
  parts.take(in);
}

void read_recovery(const Yaml& map, DiagnosisRule& out, PartsReader& parts) {
  YamlReader in(map, parts.source(), parts.problems());
  out.recovery = parts.signals(in, "any", false, true);
  out.recovery_quiet = parts.span(in, "quiet").value_or(out.recovery_quiet);
  in.finish();
  parts.take(in);
}

void read_body(YamlReader& in, DiagnosisRule& out, PartsReader& parts) {
  out.id = in.text("id", true);
  out.version = in.integer("version", true).value_or(1);
  out.title = in.text("title", true);
  out.severity = parts.choice(in, "severity", kSeverities, true);
  out.cause = trim(in.text("cause", true));
  for (const Yaml* item : parts.maps(in, "needs")) out.needs.push_back(read_need(*item, parts));
  out.only_on = parts.signals(in, "only_on", true);
  if (const Yaml* evidence = in.node("evidence", true)) read_evidence(*evidence, out, parts);
  out.not_evidence = parts.not_evidence(in, "not_evidence");
  out.yields_to = in.texts("yields_to");
  out.rivals = in.texts("rivals");
  for (const Yaml* item : parts.maps(in, "checks")) out.checks.push_back(read_check(*item, parts));
  out.explains = parts.signals(in, "explains", false);
  if (const Yaml* recovery = in.node("recovery")) read_recovery(*recovery, out, parts);
  for (const Yaml* item : parts.maps(in, "remediation")) out.remediation.push_back(read_step(*item, parts));
  out.references = in.texts("references");
  in.finish();
}

}  // namespace

DiagnosisRule read_heading(const Yaml& body) {
  const auto text = [](const Yaml& map, std::string_view key) {
    const Yaml* value = map.find(key);
    return value == nullptr ? std::string() : std::string(trim(value->scalar));
  };
  DiagnosisRule out;
  out.id = text(body, "id");
  out.title = text(body, "title");
  out.severity = text(body, "severity");
  out.cause = text(body, "cause");
  const Yaml* needs = body.find("needs");
  if (needs == nullptr) return out;
  for (const Yaml& item : needs->items) {
    Need& need = out.needs.emplace_back();
    need.channel = text(item, "channel");
    need.provider = text(item, "provider");
    need.purpose = purpose_of(text(item, "for"));
    need.says = text(item, "says");
    need.enable = text(item, "enable");
    need.collect = text(item, "collect");
  }
  return out;
}

std::optional<DiagnosisRule> read_diagnosis(const Yaml& document, PartsReader& parts) {
  return read_document<DiagnosisRule>(document, "diagnosis", parts, read_body);
}

}  // namespace doctor
