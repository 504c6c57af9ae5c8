// The report for programs. Contract: docs/report.schema.json; keys may be added, never renamed.
#include "base/json.h"

#include "base/text.h"
#include "report/diagnosis_json.h"
#include "report/firings.h"
#include "report/forecast.h"
#include "report/json_parts.h"
#include "report/report.h"
#include "report/run.h"
#include "report/totals.h"

namespace doctor {

namespace {

void write_input(JsonWriter& j, const InputResult& input) {
  const Reach reach = reach_of(input.extents);
  j.begin_object().field("path", input.path);
  text_or_null(j, "kind", input.kind);
  j.field("bytes", input.bytes).field("events", input.extents.events());
  j.field("relevant", input.relevant).field("duplicates", input.duplicates);
  strings(j, "channels", reach.channels);
  strings(j, "computers", reach.computers);
  time_or_null(j, "first", reach.first);
  time_or_null(j, "last", reach.last);
  write_coverage(j, input.coverage);
  write_damage(j, input.damage);
  text_or_null(j, "error", input.error);
  j.end_object();
}

void write_false_alarm(JsonWriter& j, const FalseAlarm& f) {
  j.begin_object().field("signal", f.signal).field("provider", f.provider);
  j.field("event_id", std::uint64_t{f.event_id}).field("class", f.kind).field("reason", f.reason);
  text_or_null(j, "explained_by", f.explained_by);
  j.field("count", f.count);
  computers(j, f.computer);
  time_or_null(j, "first", f.first);
  time_or_null(j, "last", f.last);
  write_rhythm(j, f.rhythm);
  j.end_object();
}

void write_not_assessable(JsonWriter& j, const NotAssessable& n) {
  j.begin_object().field("id", n.id).field("title", n.title).field("needs", n.needs).field("because", n.because);
  text_or_null(j, "enable", n.enable);
  text_or_null(j, "computer", n.computer);
  j.flag("blind", n.blind).end_object();
}

void write_unexplained(JsonWriter& j, const Unexplained& u) {
  j.begin_object().field("signal", u.signal).field("title", u.title).field("provider", u.provider);
  j.field("event_id", std::uint64_t{u.event_id}).field("count", u.count);
  computers(j, u.computer);
  time_or_null(j, "first", u.first);
  time_or_null(j, "last", u.last);
  write_rhythm(j, u.rhythm);
  text_or_null(j, "note", u.note);
  j.end_object();
}

void write_end_date(JsonWriter& j, const EndDate& d) {
  j.begin_object().field("what", d.kind == "crl" ? "CRL" : "certificate").field("name", d.name);
  text_or_null(j, "thumbprint", d.thumbprint);
  time_or_null(j, "runs_out", d.end);
  j.key("days_left").number(d.days_left);
  strings(j, "computers", d.computers);
  j.field("source", d.where).end_object();
}

void write_totals(JsonWriter& j, const Totals& t) {
  j.begin_object().field("events", t.events).field("relevant", t.relevant).field("files", t.files);
  j.field("unreadable", t.unreadable).field("findings", t.findings).field("explained", t.explained);
  j.field("false_positives", t.false_positives).field("unexplained", t.unexplained).end_object();
}

void write_rules(JsonWriter& j, const Report& report) {
  j.key("rules").begin_object().field("refused", report.rules_refused).key("problems").begin_array();
  for (const Diagnostic& d : report.rule_problems.kept()) {
    j.begin_object().field("code", d.code).field("severity", severity_text(d.severity));
    text_or_null(j, "document",
                 d.where.source < report.documents.size() ? std::string_view(report.documents[d.where.source])
                                                          : std::string_view());
    j.field("line", std::uint64_t{d.where.line}).field("column", std::uint64_t{d.where.column});
    j.field("message", d.message);
    text_or_null(j, "help", d.help);
    j.end_object();
  }
  j.end_array().key("problem_counts").begin_object();
  for (const auto& [code, n] : report.rule_problems.totals()) j.field(code, n);
  j.end_object().end_object();
}

std::size_t place_of(const Diagnosis& d, const Assessment& assessment) {
  return static_cast<std::size_t>(&d - assessment.diagnoses.data());
}

template <class List, class Write>
void array(JsonWriter& j, std::string_view key, const List& list, Write write) {
  j.key(key).begin_array();
  for (const auto& entry : list) write(entry);
  j.end_array();
}

}  // namespace

std::string to_json(const Report& report, const RuleSet& rules, bool all) {
  const Assessment& a = report.assessment;
  const EventWords words{rules, report.knowledge};
  std::string out;
  JsonWriter j(out);
  j.begin_object().field("schema", "schannel-doctor/report/1");
  j.key("tool").begin_object().field("version", report.tool_version);
  j.field("rules_fingerprint", hex16(report.rules_fingerprint)).end_object();
  j.flag("interrupted", report.scan.interrupted);
  array(j, "inputs", report.scan.inputs, [&](const InputResult& i) { write_input(j, i); });
  if (report.run) write_run(j, *report.run);
  array(j, "diagnoses", a.diagnoses, [&](const Diagnosis& d) {
    if (!all && d.verdict == Verdict::ruled_out) return;
    write_diagnosis(j, d, report.scan, report.run ? &report.run->changes[place_of(d, a)] : nullptr, &words);
  });
  array(j, "false_positives", a.false_alarms, [&](const FalseAlarm& f) { write_false_alarm(j, f); });
  array(j, "not_assessable", a.not_assessable, [&](const NotAssessable& n) { write_not_assessable(j, n); });
  array(j, "unexplained", a.unexplained, [&](const Unexplained& u) { write_unexplained(j, u); });
  write_firings(j, report.scan, rules, all);
  array(j, "forecast", end_dates(report.scan, rules), [&](const EndDate& d) { write_end_date(j, d); });
  write_totals(j.key("totals"), totals_of(report, rules));
  write_rules(j, report);
  array(j, "topology", a.topology, [&](const auto& entry) {
    j.begin_object().field("computer", entry.first).field("assumed", entry.second).end_object();
  });
  j.end_object();
  out += '\n';
  return out;
}

std::string to_json_lines(const Report& report, const RuleSet& rules, bool all) {
  const Assessment& a = report.assessment;
  const EventWords words{rules, report.knowledge};
  std::string out;
  const auto line = [&out](std::string_view type, auto write) {
    JsonWriter j(out, false);
    j.begin_object().field("type", type).key("value");
    write(j);
    j.end_object();
    out += '\n';
  };
  line("tool", [&](JsonWriter& j) {
    j.begin_object().field("schema", "schannel-doctor/lines/1").field("version", report.tool_version);
    j.field("rules_fingerprint", hex16(report.rules_fingerprint)).flag("interrupted", report.scan.interrupted).end_object();
  });
  for (const InputResult& i : report.scan.inputs) line("input", [&](JsonWriter& j) { write_input(j, i); });
  for (const Diagnosis& d : a.diagnoses) {
    if (!all && d.verdict == Verdict::ruled_out) continue;
    const Change* change = report.run ? &report.run->changes[place_of(d, a)] : nullptr;
    line("diagnosis", [&](JsonWriter& j) { write_diagnosis(j, d, report.scan, change, &words); });
  }
  for (const FalseAlarm& f : a.false_alarms) line("false_positive", [&](JsonWriter& j) { write_false_alarm(j, f); });
  for (const NotAssessable& n : a.not_assessable) line("not_assessable", [&](JsonWriter& j) { write_not_assessable(j, n); });
  for (const Unexplained& u : a.unexplained) line("unexplained", [&](JsonWriter& j) { write_unexplained(j, u); });
  for (const EndDate& d : end_dates(report.scan, rules)) line("forecast", [&](JsonWriter& j) { write_end_date(j, d); });
  line("totals", [&](JsonWriter& j) { write_totals(j, totals_of(report, rules)); });
  return out;
}

}  // namespace doctor
