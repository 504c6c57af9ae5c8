// A diagnosis for programs: in the report, and in what a notice hands to a command. docs/report.md describes it once.
#include "report/diagnosis_json.h"

#include <fmt/format.h>

#include <map>

#include "report/event_sentence.h"
#include "report/json_parts.h"

namespace doctor {

namespace {

constexpr std::size_t kRefs = 20;  // event references per piece of evidence; `count` says how many there are

void write_event(JsonWriter& j, const Finding& f, const ScanResult& scan, const EventWords* words) {
  j.begin_object();
  j.field("path", f.source < scan.inputs.size() ? std::string_view(scan.inputs[f.source].path) : std::string_view());
  j.field("channel", scan.strings[f.channel]).field("record_id", f.record_id);
  time_or_null(j, "time", f.time);
  j.field("event_id", std::uint64_t{f.event_id}).field("provider", scan.strings[f.provider]);
  j.field("computer", scan.strings[f.computer]);
  if (words != nullptr) text_or_null(j, "text", finding_sentence(scan, words->rules, words->knowledge, f));
  j.end_object();
}

void write_evidence(JsonWriter& j, std::string_view key, const std::vector<Evidence>& list, const ScanResult& scan,
                    const EventWords* words) {
  j.key(key).begin_array();
  for (const Evidence& e : list) {
    j.begin_object().field("text", e.text).field("strength", strength_name(e.strength));
    text_or_null(j, "signal", e.signal);
    j.field("count", e.count).key("events").begin_array();
    std::size_t written = 0;
    for (const std::uint32_t index : e.findings) {
      if (written == kRefs) break;
      if (index >= scan.findings.size()) continue;
      write_event(j, scan.findings[index], scan, words);
      ++written;
    }
    j.end_array().end_object();
  }
  j.end_array();
}

void write_advice(JsonWriter& j, const Diagnosis& d) {
  j.key("missing").begin_array();
  for (const MissingEvidence& m : d.missing) {
    j.begin_object().field("text", m.text);
    text_or_null(j, "enable", m.enable);
    j.end_object();
  }
  j.end_array().key("rivals").begin_array();
  for (const Rival& r : d.rivals) {
    j.begin_object().field("id", r.id).field("verdict", verdict_name(r.verdict)).field("title", r.title).end_object();
  }
  j.end_array().key("next_check");
  if (d.next_check) {
    j.begin_object().field("where", d.next_check->where).field("run", d.next_check->run);
    j.field("read", d.next_check->read);
    strings(j, "against", d.next_check->against);
    j.end_object();
  } else {
    j.null();
  }
  j.key("remediation").begin_array();
  std::uint64_t step = 0;
  for (const RemediationStep& r : d.remediation) {
    j.begin_object().field("step", ++step).field("where", r.where).field("do", r.action);
    text_or_null(j, "run", r.run);
    text_or_null(j, "risk", r.risk);
    text_or_null(j, "undo", r.undo);
    text_or_null(j, "note", r.note);
    j.end_object();
  }
  j.end_array();
}

void write_nearby(JsonWriter& j, std::string_view key, const std::vector<Nearby>& list) {
  j.key(key).begin_array();
  for (const Nearby& one : list) {
    j.begin_object().field("signal", one.signal).field("title", one.title).field("values", one.values);
    time_or_null(j, "time", one.time);
    j.field("count", one.count).end_object();
  }
  j.end_array();
}

}  // namespace

void computers(JsonWriter& j, const std::string& computer) {
  strings(j, "computers", computer.empty() ? std::vector<std::string>{} : std::vector<std::string>{computer});
}

std::string hex16(std::uint64_t value) {
  return fmt::format("{:016x}", value);
}

void write_diagnosis(JsonWriter& j, const Diagnosis& d, const ScanResult& scan, const Change* change,
                     const EventWords* words) {
  j.begin_object().field("id", d.id).field("title", d.title);
  j.field("verdict", verdict_name(d.verdict)).field("severity", d.severity);
  j.field("state", d.state == EpisodeState::recovered ? "recovered" : "open");
  if (change != nullptr) text_or_null(j, "change", change_name(*change));
  j.field("fingerprint", hex16(d.fingerprint));
  computers(j, d.computer);
  time_or_null(j, "first", d.first);
  time_or_null(j, "last", d.last);
  write_rhythm(j, d.activity.rhythm);
  write_nearby(j, "changes", d.activity.changes);
  write_nearby(j, "impact", d.activity.impact);
  j.field("cause", d.cause);
  write_evidence(j, "evidence_for", d.evidence_for, scan, words);
  write_evidence(j, "evidence_against", d.evidence_against, scan, words);
  write_evidence(j, "not_evidence", d.not_evidence, scan, words);
  write_advice(j, d);
  std::map<std::string_view, std::uint64_t> explains;  // an object: a key must not come twice
  for (const auto& [signal, n] : d.explains) explains[signal] += n;
  j.key("explains").begin_object();
  for (const auto& [signal, n] : explains) j.field(signal, n);
  j.end_object();
  strings(j, "references", d.references);
  j.end_object();
}

}  // namespace doctor
