// The report for people: the verdict first, the reasons next, the rest behind it.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.h"
#include "report/firings.h"
#include "report/forecast.h"
#include "report/layout.h"
#include "report/markdown_page.h"
#include "report/page.h"
#include "report/run.h"
#include "report/text_parts.h"
#include "report/timeline.h"
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
                  counted(assessment.false_alarms.size(), "kind of false alarm", "kinds of false alarm"));
  if (t.unreadable > 0) line += fmt::format("; {} could not be read", counted(t.unreadable, "file", "files"));
  page.paragraph(Line(line), 0);
  if (t.findings == 0 && t.explained + t.false_positives + t.unexplained == 0) return;
  page.paragraph(
      Line(fmt::format("{}: {} explained, {} false alarms, {} unexplained", counted(t.findings, "finding", "findings"),
                       grouped(t.explained), grouped(t.false_positives), grouped(t.unexplained)),
           Ink::muted),
      0);
}

// Of what could not be judged, the first for want of the log that most others want, too.
const NotAssessable& most_wanted(const std::vector<NotAssessable>& list) {
  std::map<std::string_view, std::size_t> wanted;
  for (const NotAssessable& n : list) ++wanted[n.needs];
  return *std::max_element(list.begin(), list.end(), [&](const NotAssessable& a, const NotAssessable& b) {
    return wanted[a.needs] < wanted[b.needs];
  });
}

/// A command worth typing next, and why.
struct NextStep {
  std::string why;
  std::string command;  ///< empty: there is nothing to type
};

/// Several commands do not fit into the last line.
bool is_one_line(std::string_view command) {
  return !trim(command).empty() && trim(command).find('\n') == std::string_view::npos;
}

/// Names that come from logs are only used if a shell takes them as they are.
std::string look_up(const Unexplained& u) {
  std::string words = u.provider;
  std::erase(words, ' ');
  if (!is_plain_word(words)) return {};
  const std::string what = fmt::format("{}/{}", u.provider, u.event_id);
  return "schannel-doctor explain " + (what.find(' ') == std::string::npos ? what : "\"" + what + "\"");
}

/// The check that tells the worst diagnosis from its rivals; else what would show more of it; else what is known of it.
NextStep next_for(const Diagnosis& worst) {
  if (worst.next_check && is_one_line(worst.next_check->run)) {
    const Check& check = *worst.next_check;
    std::string why = worst.rivals.empty() ? "to make sure of 1" : "to tell 1 from its rivals";
    if (!check.where.empty()) why += "; " + check.where;
    return {why, std::string(trim(check.run))};
  }
  for (const MissingEvidence& m : worst.missing) {
    if (is_one_line(m.enable)) return {m.exports ? "a log that shows more of 1" : "to record what shows more of 1", m.enable};
  }
  if (!is_plain_word(worst.id)) return {"what is said under 1", {}};
  return {"what is known of 1", "schannel-doctor explain " + worst.id};
}

NextStep next_step(const Assessment& assessment, const Layout& layout, const Totals& totals) {
  if (!layout.sections.empty()) return next_for(*layout.sections.front().main);
  for (const NotAssessable& n : assessment.not_assessable) {
    if (n.blind && is_one_line(n.enable)) return {"the log given cannot show what is wrong", n.enable};
  }
  if (!assessment.unexplained.empty()) {
    if (std::string command = look_up(assessment.unexplained.front()); !command.empty()) {
      return {"what is known of the first unexplained event", std::move(command)};
    }
    return {"look at the unexplained events", {}};
  }
  if (totals.events == 0) {
    if (assessment.not_assessable.empty()) return {"scan logs that hold events", {}};
    const NotAssessable& n = most_wanted(assessment.not_assessable);
    return n.enable.empty() ? NextStep{"scan " + n.needs, {}} : NextStep{"the log that most is seen in", n.enable};
  }
  return {"nothing to do; scan again when something fails", {}};
}

/// The one line at the end. Never wrapped: the command is there to be copied.
void write_next(const NextStep& next, Page& page) {
  Line line("Next", Ink::bold);
  if (next.command.empty()) {
    page.paragraph(line.add(": ").add(next.why), 0);
  } else {
    page.row(line.add(" (").add(next.why).add("): ").add(next.command, Ink::blue), 0);
  }
}

void write_verdict(const Report& report, const Layout& layout, const Totals& totals, const TextStyle& style, Page& page) {
  page.title(layout.sections.empty() ? nothing_line(report.assessment, totals) : found_line(report.assessment, layout));
  if (report.run) write_run_line(*report.run, style, page);
  if (report.scan.interrupted) {
    page.paragraph(Line("The scan was interrupted: what follows is not the whole story.", Ink::orange), 0);
  }
}

void write_report(const Report& report, const RuleSet& rules, const TextStyle& style, Page& page) {
  const Assessment& assessment = report.assessment;
  const Layout layout = lay_out(assessment, style.all);
  const Totals totals = totals_of(report, rules);
  const EventTimes times(report, rules);

  write_verdict(report, layout, totals, style, page);
  write_timeline(report, times, layout, style, page);
  write_diagnoses(report, rules, layout, style, page);
  write_also_possible(layout, page);
  if (report.run) write_run_section(*report.run, style, page);
  if (style.all) write_ruled_out(layout, page);
  write_forecast(report, rules, style, page);
  write_false_alarms(assessment, style, page);
  write_unexplained(report, rules, times, style, page);
  write_firings(report, rules, style, page);
  write_not_assessable(assessment, style, page);
  write_assumptions(assessment, style, page);
  write_inputs(report.scan, style, page);
  write_damaged_inputs(report.scan, style, page);
  write_rule_problems(report, style, page);
  write_totals(totals, assessment, layout, page);
  write_next(next_step(assessment, layout, totals), page);
}

}  // namespace

std::string to_verdict(const Report& report, const RuleSet& rules, const TextStyle& style) {
  Page page(style.width, style.colours);
  write_verdict(report, lay_out(report.assessment, style.all), totals_of(report, rules), style, page);
  return page.take();
}

std::string to_text(const Report& report, const RuleSet& rules, const TextStyle& style) {
  Page page(style.width, style.colours);
  write_report(report, rules, style, page);
  return page.take();
}

std::string to_markdown(const Report& report, const RuleSet& rules, const TextStyle& style) {
  MarkdownPage page;
  write_report(report, rules, style, page);
  return page.take();
}

}  // namespace doctor
