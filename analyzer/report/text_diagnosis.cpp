// The diagnoses: a full section each, a line for what is also possible and for what is ruled out.
#include <fmt/format.h>

#include <algorithm>

#include "report/activity.h"
#include "report/event_sentence.h"
#include "report/run.h"
#include "report/text_parts.h"
#include "report/words.h"

namespace doctor {

namespace {

constexpr unsigned kBody = 3;      // columns a section is indented by: "1. "
constexpr unsigned kInner = 5;     // its lists
constexpr unsigned kCommand = 9;   // commands stand out from the text around them
constexpr std::size_t kRefs = 5;   // event references per piece of evidence on the screen; the JSON has 20
constexpr std::size_t kSame = 20;  // other computers listed before they are only counted

Ink ink_of_verdict(Verdict verdict) {
  return verdict == Verdict::possible ? Ink::blue : Ink::bold;
}

/// "likely, critical, open on FE01.contoso.local"; with a state "open (new)".
Line standing(const Diagnosis& d, const Report& report) {
  Line line;
  line.add(verdict_name(d.verdict), ink_of_verdict(d.verdict)).add(", ");
  line.add(d.severity, ink_of_severity(d.severity)).add(", ");
  line.add(d.state == EpisodeState::recovered ? "recovered" : "open");
  if (report.run) {
    const auto place = static_cast<std::size_t>(&d - report.assessment.diagnoses.data());
    const Change change = report.run->changes[place];
    if (const std::string_view words = change_words(change); !words.empty()) {
      line.add(" (").add(words, change == Change::fresh ? Ink::orange : Ink::plain).add(")");
    }
  }
  if (!d.computer.empty()) line.add(" on ").add(d.computer);
  return line;
}

/// The input that all of it is from, if that lies beside the logs and its events have no time; else nothing.
std::string file_beside(const Evidence& e, const ScanResult& scan) {
  std::string path;
  for (const std::uint32_t index : e.findings) {
    const std::uint32_t source = index < scan.findings.size() ? scan.findings[index].source : UINT32_MAX;
    if (source >= scan.inputs.size() || !scan.inputs[source].undated) return {};
    if (!path.empty() && path != scan.inputs[source].path) return {};
    path = scan.inputs[source].path;
  }
  return path;
}

/// "212 events, 2015-06-01 07:00:00Z to ..."; empty for an absence. The time of the last event is known only if all references were kept.
std::string where_text(const Evidence& e, const ScanResult& scan, const TextStyle& style) {
  if (e.count == 0) return {};
  if (std::string file = file_beside(e, scan); !file.empty()) return file;
  const std::string text = counted(e.count, "event", "events");
  std::vector<FileTime> times;
  for (const std::uint32_t index : e.findings) {
    if (index < scan.findings.size()) times.push_back(scan.findings[index].time);
  }
  if (times.empty()) return text;
  if (times.size() < e.count) return text + ", the first " + moment_text(times.front(), style);
  const std::string first = text + ", " + moment_text(times.front(), style);
  return times.back() > times.front() ? first + " to " + moment_text(times.back(), style) : first;
}

enum class Weighed { yes, no };

/// "strong; 212 events, ..."; without the strength for what weighs nothing.
std::string weight_text(const Evidence& e, Weighed weighed, const ScanResult& scan, const TextStyle& style) {
  std::string where = where_text(e, scan, style);
  if (weighed == Weighed::no) return where;
  const std::string strength(strength_name(e.strength));
  return where.empty() ? strength : strength + "; " + where;
}

void write_references(const Evidence& e, const Report& report, const RuleSet& rules, const TextStyle& style,
                      Page& page) {
  const ScanResult& scan = report.scan;
  std::size_t shown = 0;
  for (const std::uint32_t index : e.findings) {
    if (shown == kRefs) break;
    if (index >= scan.findings.size()) continue;
    const Finding& f = scan.findings[index];
    Line line;
    line.add(moment_text(f.time, style)).add(" ").add(scan.strings[f.provider]).add(fmt::format(" {}", f.event_id));
    const std::string sentence = finding_sentence(scan, rules, report.knowledge, f);
    if (!sentence.empty()) line.add(": ").add(sentence);
    line.add(fmt::format(" ({} record {}", scan.strings[f.channel], f.record_id));
    if (f.source < scan.inputs.size()) line.add(" in ").add(scan.inputs[f.source].path);
    line.add(")");
    page.item("- ", line, kInner + 2);
    ++shown;
  }
  if (shown > 0 && e.count > shown) {
    page.paragraph(Line("... and " + counted(e.count - shown, "event", "events") + " more", Ink::muted), kInner + 2);
  }
}

void write_evidence(std::string_view title, std::string_view bullet, const std::vector<Evidence>& list,
                    const Report& report, const RuleSet& rules, const TextStyle& style, Page& page,
                    Weighed weighed = Weighed::yes) {
  if (list.empty()) return;
  page.blank();
  page.paragraph(Line(title, Ink::bold), kBody);
  for (const Evidence& e : list) {
    Line line(e.text);
    const std::string weight = weight_text(e, weighed, report.scan, style);
    if (!weight.empty()) line.add(" (" + weight + ")");
    page.item(bullet, line, kInner - 2);
    if (style.all) write_references(e, report, rules, style, page);
  }
}

void write_missing(const Diagnosis& d, Page& page) {
  if (d.missing.empty()) return;
  page.blank();
  page.paragraph(Line("Not given", Ink::bold), kBody);
  for (const MissingEvidence& m : d.missing) {
    Line line(m.text);
    if (!m.enable.empty()) line.add(m.exports ? "; to export it:" : "; to switch it on:");
    page.item("? ", line, kInner - 2);
    page.command(m.enable, kCommand);
  }
}

void write_check(std::string_view lead, const Check& check, unsigned indent, Page& page) {
  Line line(lead);
  if (!check.where.empty()) line.add(" (").add(check.where).add(")");
  line.add(":");
  page.paragraph(line, indent);
  page.command(check.run, kCommand);
  if (!check.read.empty()) page.paragraph(Line(check.read), indent + 2);
}

void write_rivals(const Diagnosis& d, Page& page) {
  if (d.rivals.empty() && !d.next_check) return;
  page.blank();
  page.paragraph(Line(d.rivals.empty() ? "How to make sure" : "Rivals", Ink::bold), kBody);
  for (const Rival& rival : d.rivals) {
    Line line(rival.title.empty() ? rival.id : rival.title);
    line.add(": ").add(verdict_name(rival.verdict), ink_of_verdict(rival.verdict));
    page.item("* ", line, kInner - 2);
  }
  if (d.next_check) write_check(d.rivals.empty() ? "Check" : "To tell them apart", *d.next_check, kBody, page);
}

void write_remediation(const Diagnosis& d, Page& page) {
  if (d.remediation.empty()) return;
  page.blank();
  page.paragraph(Line(std::string(kWhatToDo), Ink::bold), kBody);
  unsigned number = 0;
  for (const RemediationStep& step : d.remediation) {
    Line what;
    if (!step.where.empty()) what.add(step.where, Ink::bold).add(": ");
    what.add(step.action);
    const std::string bullet = fmt::format("{}. ", ++number);
    page.item(bullet, what, kBody);
    page.command(step.run, kCommand);
    Line costs;
    if (!step.risk.empty()) costs.add("Risk: ").add(step.risk);
    if (!step.undo.empty()) costs.add(step.risk.empty() ? "Undo: " : "; undo: ").add(step.undo);
    page.paragraph(costs, kBody + static_cast<unsigned>(bullet.size()));
    page.paragraph(Line(step.note), kBody + static_cast<unsigned>(bullet.size()));
  }
}

void write_same(const Layout::Section& section, const Report& report, const TextStyle& style, Page& page) {
  if (section.same.empty()) return;
  page.blank();
  page.paragraph(
      Line(fmt::format("The same on {}", counted(section.same.size(), "more computer", "more computers")), Ink::bold),
      kBody);
  for (std::size_t i = 0; i < section.same.size() && i < kSame; ++i) {
    const Diagnosis& d = *section.same[i];
    page.item("* ", standing(d, report).add(", ").add(span_text(d.first, d.last, style)), kInner - 2);
  }
  if (section.same.size() > kSame) {
    page.paragraph(Line(fmt::format("... and {} more; --all shows each in full", grouped(section.same.size() - kSame)),
                        Ink::muted),
                   kInner);
  }
}

void write_activity(const Diagnosis& d, const TextStyle& style, Page& page) {
  const auto line = [&page](std::string_view lead, const std::string& text) {
    if (!text.empty()) page.paragraph(Line(lead).add(text), kBody);
  };
  line("Activity: ", rhythm_text(d.activity.rhythm, style));
  line("Began ", changes_text(d.activity, d.first));
  line("Impact: ", impact_text(d.activity, d.first));
}

void write_section(std::size_t number, const Layout::Section& section, const Report& report, const RuleSet& rules,
                   const TextStyle& style, Page& page) {
  const Diagnosis& d = *section.main;
  page.heading(fmt::format("{}. {}", number, d.title));
  page.paragraph(standing(d, report), kBody);
  page.paragraph(Line(span_text(d.first, d.last, style)), kBody);
  write_activity(d, style, page);
  if (!d.cause.empty()) page.blank();
  page.paragraph(Line(d.cause), kBody);
  write_evidence("Evidence for", "+ ", d.evidence_for, report, rules, style, page);
  write_evidence("Evidence against", "- ", d.evidence_against, report, rules, style, page);
  write_evidence("No evidence, whatever it looks like", "o ", d.not_evidence, report, rules, style, page, Weighed::no);
  write_missing(d, page);
  write_rivals(d, page);
  write_remediation(d, page);
  write_same(section, report, style, page);
  if (d.references.empty()) return;
  page.blank();
  page.paragraph(Line("References", Ink::bold), kBody);
  for (const std::string& reference : d.references) page.item("- ", Line(reference), kInner - 2);
}

bool covers(const Diagnosis& better, const Diagnosis& d) {
  if (!better.next_check) return false;
  if (d.next_check && !d.next_check->run.empty() && d.next_check->run == better.next_check->run) return true;
  const std::vector<std::string>& against = better.next_check->against;
  return std::find(against.begin(), against.end(), d.id) != against.end();
}

}  // namespace

void write_diagnoses(const Report& report, const RuleSet& rules, const Layout& layout, const TextStyle& style,
                     Page& page) {
  for (std::size_t i = 0; i < layout.sections.size(); ++i) {
    write_section(i + 1, layout.sections[i], report, rules, style, page);
  }
}

void write_also_possible(const Layout& layout, Page& page) {
  if (layout.also_possible.empty()) return;
  page.heading("Also possible");
  for (const Layout::AlsoPossible& also : layout.also_possible) {
    const Diagnosis& d = *also.diagnosis;
    Line line(d.title);
    line.add(" (").add(verdict_name(d.verdict)).add(", ").add(d.severity, ink_of_severity(d.severity)).add(")");
    const std::string computers = few_or_count(also.computers, 3, "computers");
    if (!computers.empty()) line.add(" on ").add(computers);
    const Diagnosis& better = *layout.sections[also.better].main;
    const bool above = covers(better, d);
    if (above) line.add(fmt::format("; the check under {} tells them apart", also.better + 1));
    page.item("* ", line, 1);
    if (!above && d.next_check) write_check("To tell", *d.next_check, kBody, page);
  }
}

void write_ruled_out(const Layout& layout, Page& page) {
  if (layout.ruled_out.empty()) return;
  page.heading("Ruled out");
  for (const Diagnosis* d : layout.ruled_out) {
    Line line(d->title);
    if (!d->computer.empty()) line.add(" on ").add(d->computer);
    const auto strongest =
        std::max_element(d->evidence_against.begin(), d->evidence_against.end(),
                         [](const Evidence& a, const Evidence& b) { return a.strength < b.strength; });
    if (strongest != d->evidence_against.end()) line.add(": ").add(strongest->text);
    page.item("* ", line, 1);
  }
}

}  // namespace doctor
