// The report for people: the verdict first, the reasons next, the rest behind it.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.h"
#include "report/firings.h"
#include "report/forecast.h"
#include "report/layout.h"
#include "report/page.h"
#include "report/run.h"
#include "report/text_parts.h"
#include "report/totals.h"
#include "report/words.h"

namespace doctor {

namespace {

constexpr std::size_t kNames = 3;  // computers named in the first line before they are only counted

/// The computers that have the worst diagnosis with the worst verdict.
std::vector<std::string> worst_computers(const Assessment& assessment, const Diagnosis& worst) {
  std::vector<std::string> names;
  for (const Diagnosis& d : assessment.diagnoses) {
    if (d.id == worst.id && d.verdict == worst.verdict) names.push_back(d.computer);
  }
  return names;
}

Line found_line(const Assessment& assessment, const Layout& layout) {
  const Diagnosis& worst = *layout.sections.front().main;
  const std::size_t n = distinct_diagnoses(layout);
  Line line(counted(n, "diagnosis", "diagnoses"), Ink::bold);
  line.add(n == 1 ? ": " : ", the worst: ").add(worst.title, Ink::bold).add(" (");
  line.add(verdict_name(worst.verdict)).add(", ").add(worst.severity, ink_of_severity(worst.severity)).add(")");
  const std::string computers = few_or_count(worst_computers(assessment, worst), kNames, "computers");
  if (!computers.empty()) line.add(" on ").add(computers);
  return line;
}

/// Never a plain "nothing found" when nothing could have been found.
Line nothing_line(const Assessment& assessment, const Totals& totals) {
  if (totals.files == 0 && totals.unreadable > 0) return Line("Nothing found: no input could be read", Ink::orange);
  if (totals.events == 0) return Line("Nothing found, but there was no event to judge by: not assessable", Ink::orange);
  std::vector<std::string> ids, blind_ids;
  for (const NotAssessable& n : assessment.not_assessable) {
    ids.push_back(n.id);
    if (n.blind) blind_ids.push_back(n.id);
  }
  if (!blind_ids.empty()) {
    const std::string some = few_or_count(blind_ids, kNames, "diagnoses");
    return Line("Nothing found, but the logs given cannot show " + some + ": not assessable", Ink::orange);
  }
  if (ids.empty()) return Line("Nothing found", Ink::bold);
  Line line("Nothing found", Ink::bold);
  return line.add(" in the logs given; not assessable without others: ").add(few_or_count(ids, kNames, "diagnoses"));
}

void write_totals(const Totals& t, const Assessment& assessment, const Layout& layout, Page& page) {
  page.blank();
  const std::size_t diagnoses = distinct_diagnoses(layout);
  std::string line =
      fmt::format("{} read in {}, {} relevant, {}, {}", counted(t.events, "event", "events"),
                  counted(t.files, "file", "files"), grouped(t.relevant), counted(diagnoses, "diagnosis", "diagnoses"),
                  counted(assessment.false_alarms.size(), "false alarm", "false alarms"));
  line += fmt::format("; {} could not be read", counted(t.unreadable, "file", "files"));
  page.paragraph(Line(line), 0);
  if (t.findings == 0 && t.explained + t.false_positives + t.unexplained == 0) return;
  page.paragraph(
      Line(fmt::format("{}: {} explained, {} false alarms, {} unexplained", counted(t.findings, "finding", "findings"),
                       grouped(t.explained), grouped(t.false_positives), grouped(t.unexplained)),
           Ink::muted),
      0);
}

/// One command worth typing next; empty if there is none. Names that come from logs are only used if a shell takes them as they are.
// Of what could not be judged, the first for want of the log that most others want, too.
const NotAssessable& most_wanted(const std::vector<NotAssessable>& list) {
  std::map<std::string_view, std::size_t> wanted;
  for (const NotAssessable& n : list) ++wanted[n.needs];
  return *std::max_element(list.begin(), list.end(), [&](const NotAssessable& a, const NotAssessable& b) {
    return wanted[a.needs] < wanted[b.needs];
  });
}

std::string next_command(const Assessment& assessment, const Layout& layout) {
  std::string what;
  if (!layout.sections.empty()) {
    what = layout.sections.front().main->id;
  } else if (!assessment.unexplained.empty()) {
    const Unexplained& u = assessment.unexplained.front();
    std::string words = u.provider;
    std::erase(words, ' ');
    if (!is_plain_word(words)) return "";
    what = fmt::format("{}/{}", u.provider, u.event_id);
    if (what.find(' ') != std::string::npos) return "schannel-doctor explain \"" + what + "\"";
  } else if (!assessment.not_assessable.empty()) {
    what = most_wanted(assessment.not_assessable).id;
  }
  return is_plain_word(what) ? "schannel-doctor explain " + what : "";
}

}  // namespace

std::string to_text(const Report& report, const RuleSet& rules, const TextStyle& style) {
  const Assessment& assessment = report.assessment;
  const Layout layout = lay_out(assessment, style.all);
  const Totals totals = totals_of(report, rules);
  Page page(style.width, style.colours);

  page.item("", layout.sections.empty() ? nothing_line(assessment, totals) : found_line(assessment, layout), 0);
  if (report.run) write_run_line(*report.run, style, page);
  if (report.scan.interrupted) {
    page.paragraph(Line("The scan was interrupted: what follows is not the whole story.", Ink::orange), 0);
  }
  write_diagnoses(report, layout, style, page);
  write_also_possible(layout, page);
  if (report.run) write_run_section(*report.run, style, page);
  if (style.all) write_ruled_out(layout, page);
  write_forecast(report, rules, style, page);
  write_false_alarms(assessment, style, page);
  write_unexplained(assessment, style, page);
  write_firings(report, rules, style, page);
  write_not_assessable(assessment, style, page);
  write_assumptions(assessment, style, page);
  write_damaged_inputs(report.scan, style, page);
  write_rule_problems(report, style, page);
  write_totals(totals, assessment, layout, page);

  const std::string next = next_command(assessment, layout);
  if (!next.empty()) page.command("Next: " + next, 0);
  return page.take();
}

}  // namespace doctor
