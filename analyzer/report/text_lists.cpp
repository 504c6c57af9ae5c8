// What is no diagnosis: false alarms, unexplained events, what could not be assessed, and what was assumed.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "report/activity.h"
#include "report/text_parts.h"
#include "report/words.h"

namespace doctor {

namespace {

constexpr std::size_t kListed = 20;  // entries of a list on the screen unless all are asked for
constexpr std::size_t kServed = 6;   // diagnoses named for a log that is missing
constexpr std::size_t kNames = 3;    // computers named before they are only counted

/// "9 x LS User Services 32174 (lync-placement-wait) on FE01.contoso.local"
template <class Entry>
Line what_and_where(const Entry& entry) {
  Line line(grouped(entry.count), Ink::bold);
  line.add(" x ");
  if (!entry.provider.empty()) line.add(entry.provider).add(fmt::format(" {} (", entry.event_id));
  line.add(entry.signal);
  if (!entry.provider.empty()) line.add(")");
  if (!entry.computer.empty()) line.add(" on ").add(entry.computer);
  return line;
}

template <class Entry>
void write_when(const Entry& entry, const TextStyle& style, Page& page) {
  if (entry.first.ticks == 0) return;
  std::string text = span_text(entry.first, entry.last, style);
  const std::string pattern = pattern_text(entry.rhythm, style);
  if (!pattern.empty()) text += "; " + pattern;
  page.paragraph(Line(text, Ink::muted), 3);
}

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

}  // namespace

void write_false_alarms(const Assessment& assessment, const TextStyle& style, Page& page) {
  const std::vector<FalseAlarm>& list = assessment.false_alarms;
  if (list.empty()) return;
  page.heading("False alarms");
  const std::size_t shown = style.all ? list.size() : std::min(list.size(), kListed);
  std::set<std::string_view> told;
  for (std::size_t i = 0; i < shown; ++i) {
    const FalseAlarm& f = list[i];
    page.item("* ", what_and_where(f).add(": ").add(false_alarm_words(f.kind)), 1);
    const bool is_new = f.reason.empty() || told.insert(f.reason).second;
    Line why(is_new ? std::string_view(f.reason) : std::string_view("The same reason as above."));
    if (!f.explained_by.empty()) why.add(why.marked().empty() ? "" : " ").add("Explained by: ").add(f.explained_by);
    page.paragraph(why, 3);
    write_when(f, style, page);
  }
  write_rest(list, shown, page);
}

void write_unexplained(const Assessment& assessment, const TextStyle& style, Page& page) {
  const std::vector<Unexplained>& list = assessment.unexplained;
  if (list.empty()) return;
  page.heading("Unexplained events");
  const std::size_t shown = style.all ? list.size() : std::min(list.size(), kListed);
  for (std::size_t i = 0; i < shown; ++i) {
    const Unexplained& u = list[i];
    Line line = what_and_where(u);
    if (!u.title.empty()) line.add(": ").add(u.title);
    page.item("* ", line, 1);
    page.paragraph(Line(u.note), 3);
    write_when(u, style, page);
  }
  write_rest(list, shown, page);
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
