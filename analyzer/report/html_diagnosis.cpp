// One diagnosis: what it rests on, what else it could be, what tells them apart, and what to do.
#include "report/html_diagnosis.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "report/activity.h"
#include "report/event_sentence.h"
#include "report/run.h"
#include "report/words.h"

namespace doctor {

namespace {

constexpr std::size_t kRefs = 20;       // event references of a reason, as in the JSON report
constexpr std::size_t kWrittenOut = 5;  // how often the same steps are written out before they are only pointed to

std::string link_to(std::size_t number) {
  return fmt::format("#d{}", number);
}

std::string key_of(const Evidence& e) {
  std::string key = e.signal;
  for (const std::uint32_t index : e.findings) key += fmt::format(" {}", index);
  return key;
}

std::string key_of(const std::vector<RemediationStep>& steps) {
  std::string key;
  for (const RemediationStep& s : steps) {
    for (const std::string* part : {&s.where, &s.action, &s.run, &s.risk, &s.undo, &s.note}) key += *part + '\x1f';
  }
  return key;
}

/// Where the events of a reason are, if they are not in logs; else nothing.
std::string file_beside(const Evidence& e, const ScanResult& scan) {
  std::string path;
  for (const std::uint32_t index : e.findings) {
    if (index >= scan.findings.size()) return {};
    const std::uint32_t source = scan.findings[index].source;
    if (source >= scan.inputs.size() || !scan.inputs[source].undated) return {};
    if (path.empty()) path = scan.inputs[source].path;
    if (path != scan.inputs[source].path) return "files beside the logs";
  }
  return path;
}

}  // namespace

bool is_web_address(std::string_view reference) {
  if (!reference.starts_with("https://") && !reference.starts_with("http://")) return false;
  return std::all_of(reference.begin(), reference.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-._~:/?#[]@!$&()*+,;=%").find(c) != std::string_view::npos;
  });
}

void html_chip(HtmlWriter& html, std::string_view kind, std::string_view word) {
  // Only words of ours become a class: a severity may come from somebody's rules.
  const std::string_view known[] = {"critical", "high",     "medium",    "low",  "info",      "confirmed",
                                    "likely",   "possible", "ruled_out", "open", "recovered", "weak",
                                    "moderate", "strong",   "decisive",  "new"};
  const bool is_known = std::find(std::begin(known), std::end(known), word) != std::end(known);
  html.leaf("span", word, {{"class", fmt::format("chip {} {}", kind, is_known ? word : "other")}});
}

void HtmlDiagnoses::main(const Diagnosis& d) {
  const std::size_t number = context_.number_of(d);
  html_.open("article",
             {{"class", "diagnosis"}, {"id", fmt::format("d{}", number)}, {"data-verdict", verdict_name(d.verdict)}});
  html_.open("h3").text(fmt::format("{}. {}", number, d.title)).close();
  standing(d);
  body(d, "h4");
  html_.close();
}

void HtmlDiagnoses::also_possible(const Diagnosis& d) {
  html_.open("details", {{"class", "diagnosis also"},
                         {"id", fmt::format("d{}", context_.number_of(d))},
                         {"data-verdict", verdict_name(d.verdict)}});
  html_.open("summary").open("h4").text(d.title).close();
  html_.text(" ");
  html_chip(html_, "verdict", verdict_name(d.verdict));
  html_.text(" ");
  html_chip(html_, "severity", d.severity);
  html_.close();
  standing(d);
  body(d, "h5");
  html_.close();
}

void HtmlDiagnoses::ruled_out(const Diagnosis& d) {
  html_.open("li").text(d.title);
  const auto strongest = std::max_element(d.evidence_against.begin(), d.evidence_against.end(),
                                          [](const Evidence& a, const Evidence& b) { return a.strength < b.strength; });
  if (strongest != d.evidence_against.end()) html_.text(": " + strongest->text);
  html_.close();
}

void HtmlDiagnoses::standing(const Diagnosis& d) {
  html_.open("p", {{"class", "standing"}});
  html_chip(html_, "verdict", verdict_name(d.verdict));
  html_.text(" ");
  html_chip(html_, "severity", d.severity);
  html_.text(" ");
  html_chip(html_, "state", d.state == EpisodeState::recovered ? "recovered" : "open");
  if (context_.report.run) {
    const auto place = static_cast<std::size_t>(&d - context_.report.assessment.diagnoses.data());
    const Change change = context_.report.run->changes[place];
    if (const std::string_view words = change_words(change); !words.empty()) {
      html_.text(" ");
      html_chip(html_, "change", words);
    }
  }
  if (!d.computer.empty()) html_.text(" on ").leaf("b", d.computer);
  html_.close();
}

void HtmlDiagnoses::body(const Diagnosis& d, std::string_view heading) {
  facts(d);
  if (!d.cause.empty()) html_.leaf("p", trim(d.cause), {{"class", "cause"}});
  evidence("Evidence for", "for", heading, d.evidence_for, d);
  evidence("Evidence against", "against", heading, d.evidence_against, d);
  evidence("No evidence, whatever it looks like", "none", heading, d.not_evidence, d);
  rivals(d, heading);
  check(d, heading);
  remediation(d, heading);
  missing(d, heading);
  references(d, heading);
  html_.open("p", {{"class", "muted small"}}).text("Known as ").leaf("code", d.id);
  html_.text(fmt::format("; fingerprint {:016x}", d.fingerprint));
  std::uint64_t explained = 0;
  for (const auto& [signal, n] : d.explains) explained += n;
  html_.text(fmt::format("; it accounts for {}.", counted(explained, "finding", "findings"))).close();
}

void HtmlDiagnoses::facts(const Diagnosis& d) {
  html_.open("dl", {{"class", "facts"}});
  html_.leaf("dt", "When").open("dd").span(d.first, d.last).close();
  const auto fact = [&](std::string_view name, const std::string& text) {
    if (!text.empty()) html_.leaf("dt", name).leaf("dd", text);
  };
  fact("Activity", rhythm_text(d.activity.rhythm, context_.words));
  fact("Began", changes_text(d.activity, d.first));
  fact("Impact", impact_text(d.activity, d.first));
  html_.close();
}

void HtmlDiagnoses::evidence(std::string_view title, std::string_view kind, std::string_view heading,
                             const std::vector<Evidence>& list, const Diagnosis& d) {
  if (list.empty()) return;
  html_.leaf(heading, title).open("ul", {{"class", fmt::format("evidence {}", kind)}});
  for (const Evidence& e : list) {
    html_.open("li").open("span").text(e.text).close();
    if (kind != "none") {
      html_.text(" ");
      html_chip(html_, "strength", strength_name(e.strength));
    }
    events_of(e, d);
    html_.close();
  }
  html_.close();
}

void HtmlDiagnoses::events_of(const Evidence& e, const Diagnosis& d) {
  const ScanResult& scan = context_.report.scan;
  if (e.count == 0) return;
  if (const std::string file = file_beside(e, scan); !file.empty()) {
    html_.text(" ").leaf("span", file, {{"class", "muted"}});
    return;
  }
  const std::string events = counted(e.count, "event", "events");
  std::vector<const Finding*> list;
  for (const std::uint32_t index : e.findings) {
    if (list.size() < kRefs && index < scan.findings.size()) list.push_back(&scan.findings[index]);
  }
  if (list.empty()) {
    html_.text(" ").leaf("span", events, {{"class", "muted"}});
    return;
  }
  const auto [told, is_new] = events_told_.try_emplace(key_of(e), context_.number_of(d));
  if (!is_new) {
    html_.text(" ").open("span", {{"class", "muted"}}).text(events + ", as listed ");
    html_.leaf("a", fmt::format("under {}", told->second), {{"href", link_to(told->second)}}).close();
    return;
  }
  html_.open("details", {{"class", "events"}}).open("summary").text(events);
  html_.text(list.size() < e.count ? fmt::format(", the first {} of them from ", list.size()) : std::string(", from "));
  html_.moment(list.front()->time).close();
  html_.open("div", {{"class", "tablebox"}}).open("table", {{"class", "events"}}).open("thead").open("tr");
  for (const char* column : {"Time", "Event", "What it says", "Log", "Record", "File"})
    html_.leaf("th", column, {{"scope", "col"}});
  html_.close().close().open("tbody");
  for (const Finding* f : list) {
    html_.open("tr").open("td").moment(f->time).close();
    html_.leaf("td", fmt::format("{} {}", scan.strings[f->provider], f->event_id));
    html_.leaf("td", finding_sentence(scan, context_.rules, context_.report.knowledge, *f))
        .leaf("td", scan.strings[f->channel]);
    html_.leaf("td", std::to_string(f->record_id));
    html_.leaf("td",
               f->source < scan.inputs.size() ? std::string_view(scan.inputs[f->source].path) : std::string_view());
    html_.close();
  }
  html_.close().close().close().close();
}

void HtmlDiagnoses::rivals(const Diagnosis& d, std::string_view heading) {
  if (d.rivals.empty()) return;
  html_.leaf(heading, "What else it could be").open("ul", {{"class", "rivals"}});
  for (const Rival& rival : d.rivals) {
    const std::size_t number = context_.number_of(rival.id, d.computer);
    html_.open("li");
    const std::string& title = rival.title.empty() ? rival.id : rival.title;
    if (number != 0) {
      html_.leaf("a", title, {{"href", link_to(number)}});
    } else {
      html_.text(title);
    }
    html_.text(" ");
    html_chip(html_, "verdict", verdict_name(rival.verdict));
    html_.close();
  }
  html_.close();
}

void HtmlDiagnoses::check(const Diagnosis& d, std::string_view heading) {
  if (!d.next_check) return;
  const Check& c = *d.next_check;
  html_.open("div", {{"class", "check"}})
      .leaf(heading, d.rivals.empty() ? "How to make sure" : "The check that decides");
  if (!c.where.empty()) html_.open("p").text("On: ").leaf("b", c.where).close();
  html_.command(c.run);
  if (!c.read.empty()) html_.leaf("p", c.read);
  html_.close();
}

void HtmlDiagnoses::remediation(const Diagnosis& d, std::string_view heading) {
  if (d.remediation.empty()) return;
  html_.leaf(heading, kWhatToDo);
  Told& told = steps_told_[key_of(d.remediation)];
  if (told.number == 0) told.number = context_.number_of(d);
  if (++told.times > kWrittenOut) {
    html_.open("p").text(fmt::format("The same {} as ", counted(d.remediation.size(), "step", "steps")));
    html_.leaf("a", fmt::format("under {}", told.number), {{"href", link_to(told.number)}}).text(".").close();
    return;
  }
  html_.open("ol", {{"class", "steps"}, {"data-steps", fmt::format("{:016x}", d.fingerprint)}});
  for (const RemediationStep& one : d.remediation) step(one);
  html_.close();
}

void HtmlDiagnoses::step(const RemediationStep& step) {
  html_.open("li").open("label").empty("input", {{"type", "checkbox"}}).text(" ").open("span");
  if (!step.where.empty()) html_.leaf("b", step.where).text(": ");
  html_.text(step.action).close().close();
  html_.command(step.run);
  const auto line = [&](std::string_view name, const std::string& text) {
    if (!text.empty()) html_.leaf("dt", name).leaf("dd", text);
  };
  if (!step.risk.empty() || !step.undo.empty() || !step.note.empty()) {
    html_.open("dl", {{"class", "costs"}});
    line("Risk", step.risk);
    line("Undo", step.undo);
    line("Note", step.note);
    html_.close();
  }
  html_.close();
}

void HtmlDiagnoses::missing(const Diagnosis& d, std::string_view heading) {
  if (d.missing.empty()) return;
  html_.leaf(heading, "What was not given and would settle it").open("ul", {{"class", "missing"}});
  for (const MissingEvidence& m : d.missing) {
    html_.open("li").text(m.text);
    if (!m.enable.empty()) html_.text(m.exports ? "; to export it:" : "; to switch it on:").command(m.enable);
    html_.close();
  }
  html_.close();
}

void HtmlDiagnoses::references(const Diagnosis& d, std::string_view heading) {
  if (d.references.empty()) return;
  html_.leaf(heading, "References").open("ul", {{"class", "references"}});
  for (const std::string& reference : d.references) {
    html_.open("li");
    if (is_web_address(reference)) {
      html_.leaf("a", reference, {{"href", reference}, {"rel", "noreferrer noopener"}});
    } else {
      html_.text(reference);
    }
    html_.close();
  }
  html_.close();
}

}  // namespace doctor
