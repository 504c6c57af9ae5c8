#include "report/explain_diagnosis.h"

#include <fmt/format.h>

#include "report/page.h"
#include "report/words.h"

namespace doctor {

namespace {

constexpr unsigned kIndent = 2, kInner = 4, kCommand = 7;

void title(Page& page, std::string_view text) {
  page.paragraph(Line(text, Ink::bold), kIndent);
}

void needs(Page& page, const DiagnosisRule& rule) {
  if (rule.needs.empty()) return;
  title(page, "Logs it needs");
  for (const Need& n : rule.needs) {
    const std::string_view purpose = n.purpose == Need::Purpose::required       ? "without it nothing can be said"
                                     : n.purpose == Need::Purpose::confirmation ? "to confirm or rule out"
                                                                                : "shows the impact";
    page.item("- ", Line(n.provider.empty() ? n.channel : n.channel + " (" + n.provider + ")").add(": ").add(purpose),
              kInner);
    if (!n.enable.empty()) page.command(n.enable, kCommand);
  }
}

// A line of evidence without the placeholders that only a log can fill.
void evidence(Page& page, std::string_view heading, const std::vector<EvidenceRule>& rules) {
  if (rules.empty()) return;
  title(page, heading);
  for (const EvidenceRule& e : rules) {
    const std::string_view no = e.what.kind == Observation::Kind::absent ? "no " : "";
    page.item("- ", Line(no).add(e.what.id, Ink::bold).add(fmt::format(" ({}): ", strength_name(e.strength))).add(e.says),
              kInner);
  }
}

void checks(Page& page, const DiagnosisRule& rule) {
  if (rule.checks.empty()) return;
  title(page, "What tells it from its rivals");
  for (const Check& c : rule.checks) {
    std::string against;
    for (const std::string& id : c.against) against += (against.empty() ? "" : ", ") + id;
    page.item("- ", Line("from " + against).add(c.where.empty() ? "" : " (" + c.where + ")"), kInner);
    if (!c.run.empty()) page.command(c.run, kCommand);
    page.paragraph(Line(c.read), kCommand - 1);
  }
}

void remediation(Page& page, const DiagnosisRule& rule) {
  if (rule.remediation.empty()) return;
  title(page, kWhatToDo);
  for (std::size_t i = 0; i < rule.remediation.size(); ++i) {
    const RemediationStep& s = rule.remediation[i];
    page.item(fmt::format("{}. ", i + 1), Line(s.where.empty() ? "" : s.where + ": ", Ink::muted).add(s.action),
              kInner);
    if (!s.run.empty()) page.command(s.run, kCommand);
    if (!s.risk.empty()) page.paragraph(Line("Risk: " + s.risk, Ink::muted), kCommand);
    if (!s.undo.empty()) page.paragraph(Line("Undo: " + s.undo, Ink::muted), kCommand);
    if (!s.note.empty()) page.paragraph(Line(s.note), kCommand);
  }
}

}  // namespace

std::string explain_diagnosis_text(const DiagnosisRule& rule, const ExplainStyle& style) {
  Page page(style.width, style.colours);
  page.heading(fmt::format("Diagnosis {}: {}", rule.id, rule.title));
  page.paragraph(Line("Severity: ").add(rule.severity, ink_of_severity(rule.severity)), kIndent);
  title(page, "Cause");
  page.paragraph(Line(rule.cause), kInner);
  needs(page, rule);
  evidence(page, "What speaks for it", rule.evidence_for);
  evidence(page, "What speaks against it", rule.evidence_against);
  evidence(page, "What looks like evidence and is none", rule.not_evidence);
  checks(page, rule);
  remediation(page, rule);
  if (!rule.references.empty()) {
    title(page, "References");
    for (const std::string& r : rule.references) page.item("- ", Line(r), kInner);
  }
  return page.take();
}

std::string diagnosis_list_text(const std::vector<const DiagnosisRule*>& rules, const ExplainStyle& style) {
  if (rules.empty()) return {};
  Page page(style.width, style.colours);
  page.heading(rules.size() == 1 ? "A diagnosis that may fit" : "Diagnoses that may fit");
  for (const DiagnosisRule* r : rules) {
    page.item("- ", Line(r->title).add(fmt::format("  (explain {})", r->id), Ink::muted), kIndent);
  }
  return page.take();
}

void explain_diagnosis_json(const DiagnosisRule& rule, JsonWriter& w) {
  w.begin_object().field("id", rule.id).field("title", rule.title).field("severity", rule.severity);
  w.field("cause", rule.cause).key("needs").begin_array();
  for (const Need& n : rule.needs) {
    w.begin_object().field("channel", n.channel).field("provider", n.provider).field("enable", n.enable).end_object();
  }
  w.end_array().key("rivals").begin_array();
  for (const std::string& id : rule.rivals) w.string(id);
  w.end_array().key("remediation").begin_array();
  for (const RemediationStep& s : rule.remediation) {
    w.begin_object().field("where", s.where).field("do", s.action).field("run", s.run);
    w.field("risk", s.risk).field("undo", s.undo).end_object();
  }
  w.end_array().key("references").begin_array();
  for (const std::string& r : rule.references) w.string(r);
  w.end_array().end_object();
}

}  // namespace doctor
