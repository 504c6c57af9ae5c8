// What is no diagnosis: false alarms, unexplained events, what could not be assessed, and what was assumed.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "report/activity.h"
#include "report/event_sentence.h"
#include "report/text_parts.h"
#include "report/words.h"

namespace doctor {

namespace {

constexpr std::size_t kListed = 20;  // entries of a list on the screen unless all are asked for
constexpr std::size_t kServed = 6;   // diagnoses named for a log that is missing
constexpr std::size_t kNames = 3;    // computers named before they are only counted

/// "LS User Services 32174 lync-placement-wait"
template <class Entry>
Line what_of(const Entry& entry) {
  Line line;
  if (!entry.provider.empty()) line.add(entry.provider).add(fmt::format(" {} ", entry.event_id));
  return line.add(entry.signal, entry.provider.empty() ? Ink::plain : Ink::muted);
}

/// From when to when, and in which rhythm; on demand by which hours, too.
template <class Entry>
Line when_of(const Entry& entry, const TextStyle& style) {
  if (entry.first.ticks == 0) return {};
  std::string text = span_text(entry.first, entry.last, style);
  const std::string pattern = style.all ? pattern_text(entry.rhythm, style) : interval_text(entry.rhythm);
  if (!pattern.empty()) text += "; " + pattern;
  return Line(text);
}

/// What is said of several entries of a table: once, below it, under a number.
class Notes {
 public:
  /// "[1]"; empty for an empty note.
  std::string number_of(const std::string& note) {
    if (note.empty()) return {};
    const auto [it, is_new] = numbers_.try_emplace(note, numbers_.size() + 1);
    if (is_new) notes_.push_back(note);
    return fmt::format("[{}]", it->second);
  }
  void write(Page& page) const {
    for (std::size_t i = 0; i < notes_.size(); ++i) page.item(fmt::format("[{}] ", i + 1), Line(notes_[i]), 1);
  }

 private:
  std::map<std::string, std::size_t> numbers_;
  std::vector<std::string> notes_;
};

constexpr unsigned kEvent = 16, kComputer = 12, kSays = 16, kWhen = 20;  // columns of a table, at least

template <class Entry>
void write_rest(const std::vector<Entry>& list, std::size_t from, Page& page) {
  if (from >= list.size()) return;
  std::uint64_t events = 0;
  for (std::size_t i = from; i < list.size(); ++i) events += list[i].count;
  page.paragraph(Line(fmt::format("... and {} more entries with {}; --all lists them", grouped(list.size() - from),
                                  counted(events, "event", "events")),
                      Ink::muted),
                 1);
}

/// What is missing, and whom it would serve.
struct Gap {
  const NotAssessable* first = nullptr;
  std::vector<std::string> ids, computers;
};

std::vector<Gap> gaps_of(const std::vector<NotAssessable>& list) {
  std::vector<Gap> gaps;
  std::map<std::tuple<bool, std::string_view, std::string_view, std::string_view>, std::size_t> known;
  for (const bool blind : {true, false}) {  // a log that was given and cannot show it comes first: nobody expects that
    for (const NotAssessable& n : list) {
      if (n.blind != blind) continue;
      const auto [it, is_new] = known.try_emplace({blind, n.needs, n.because, n.enable}, gaps.size());
      if (is_new) gaps.push_back({&n, {}, {}});
      gaps[it->second].ids.push_back(n.id);
      gaps[it->second].computers.push_back(n.computer);
    }
  }
  // What serves most comes first; the order of equals is that of the list.
  std::stable_sort(gaps.begin(), gaps.end(), [](const Gap& a, const Gap& b) {
    return std::tuple(b.first->blind, b.ids.size()) < std::tuple(a.first->blind, a.ids.size());
  });
  return gaps;
}

/// All ids, or the first few and how many more there are.
std::string served(const std::vector<std::string>& ids, bool all) {
  std::vector<std::string> different;
  for (const std::string& id : ids) {
    if (std::find(different.begin(), different.end(), id) == different.end()) different.push_back(id);
  }
  if (all || different.size() <= kServed + 2) return few_or_count(different, different.size(), "");
  const std::vector<std::string> some(different.begin(), different.begin() + kServed);
  return few_or_count(some, some.size(), "") + fmt::format(" and {} more; --all lists them", grouped(different.size() - kServed));
}

/// The first of the events as a sentence; what cannot be found is called by its title.
std::string says(const Unexplained& u, const Report& report, const RuleSet& rules, const EventTimes& times) {
  for (const std::uint32_t index : times.findings(u.signal, u.computer)) {
    const Finding& finding = report.scan.findings[index];
    if (finding.time != u.first) continue;
    std::string sentence = finding_sentence(report.scan, rules, report.knowledge, finding);
    if (!sentence.empty()) return sentence;
  }
  return u.title;
}

}  // namespace

void write_false_alarms(const Assessment& assessment, const TextStyle& style, Page& page) {
  const std::vector<FalseAlarm>& list = assessment.false_alarms;
  if (list.empty()) return;
  page.heading("False alarms");
  const std::size_t shown = style.all ? list.size() : std::min(list.size(), kListed);
  Table table({{"events", Table::Align::right, 0},
               {"event", Table::Align::left, kEvent},
               {"computer", Table::Align::left, kComputer},
               {"when", Table::Align::left, kWhen},
               {"why", Table::Align::left, 0}});
  Notes notes;
  for (std::size_t i = 0; i < shown; ++i) {
    const FalseAlarm& f = list[i];
    std::string why(false_alarm_words(f.kind));
    if (!f.reason.empty()) why += (why.empty() ? "" : ": ") + f.reason;
    if (!f.explained_by.empty()) why += (f.reason.empty() ? "; explained by " : " Explained by ") + f.explained_by;
    table.row({Line(grouped(f.count), Ink::bold), what_of(f), Line(f.computer), when_of(f, style),
               Line(notes.number_of(why))});
  }
  page.table(table, 1);
  write_rest(list, shown, page);
  notes.write(page);
}

void write_unexplained(const Report& report, const RuleSet& rules, const EventTimes& times, const TextStyle& style,
                       Page& page) {
  const std::vector<Unexplained>& list = report.assessment.unexplained;
  if (list.empty()) return;
  page.heading("Unexplained events");
  const std::size_t shown = style.all ? list.size() : std::min(list.size(), kListed);
  Table table({{"events", Table::Align::right, 0},
               {"event", Table::Align::left, kEvent},
               {"computer", Table::Align::left, kComputer},
               {"the first says", Table::Align::left, kSays},
               {"when", Table::Align::left, kWhen},
               {"", Table::Align::left, 0}});
  Notes notes;
  for (std::size_t i = 0; i < shown; ++i) {
    const Unexplained& u = list[i];
    table.row({Line(grouped(u.count), Ink::bold), what_of(u), Line(u.computer), Line(says(u, report, rules, times)),
               when_of(u, style), Line(notes.number_of(u.note))});
  }
  page.table(table, 1);
  write_rest(list, shown, page);
  notes.write(page);
}

void write_not_assessable(const Assessment& assessment, const TextStyle& style, Page& page) {
  if (assessment.not_assessable.empty()) return;
  page.heading("Could not be assessed");
  for (const Gap& gap : gaps_of(assessment.not_assessable)) {
    const NotAssessable& n = *gap.first;
    Line line;
    line.add(n.needs, n.blind ? Ink::orange : Ink::plain).add(n.needs.empty() ? "" : ": ").add(n.because);
    const std::string computers = few_or_count(gap.computers, kNames, "computers");
    if (!computers.empty()) line.add(" (").add(computers).add(")");
    page.item("* ", line, 1);
    page.command(n.enable, 7);
    page.paragraph(Line("would serve: " + served(gap.ids, style.all)), 3);
  }
}

void write_assumptions(const Assessment& assessment, const TextStyle& style, Page& page) {
  const auto& list = assessment.topology;
  if (list.empty()) return;
  page.heading("Assumed");
  const std::size_t shown = style.all ? list.size() : std::min(list.size(), kListed);
  for (std::size_t i = 0; i < shown; ++i) {
    Line line(list[i].first);
    page.item("* ", line.add(list[i].first.empty() ? "" : ": ").add(list[i].second), 1);
  }
  if (shown < list.size()) {
    page.paragraph(Line(fmt::format("... and {} more; --all lists them", grouped(list.size() - shown)), Ink::muted), 1);
  }
}

}  // namespace doctor
