#include "report/html_lists.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include "base/text.h"
#include "report/activity.h"
#include "report/event_sentence.h"
#include "report/firings.h"
#include "report/forecast.h"
#include "report/html_diagnosis.h"
#include "report/html_table.h"
#include "report/words.h"

namespace doctor {

namespace {

/// Entries of a list that are not listed, by kind of event.
struct RestOfList {
  std::uint64_t entries = 0, events = 0;
  std::set<std::string> computers;
  FileTime first, last;
  std::string_view kind, provider;
  std::uint32_t event_id = 0;
};

template <class Entry>
std::map<std::string, RestOfList> rest_of(const std::vector<Entry>& list) {
  std::map<std::string, RestOfList> out;
  for (std::size_t i = kHtmlRows; i < list.size(); ++i) {
    const Entry& e = list[i];
    RestOfList& rest = out[e.signal];
    ++rest.entries;
    rest.events += e.count;
    rest.computers.insert(fold(e.computer));
    if (e.first.ticks != 0 && (rest.first.ticks == 0 || e.first < rest.first)) rest.first = e.first;
    rest.last = std::max(rest.last, e.last);
    rest.provider = e.provider;
    rest.event_id = e.event_id;
  }
  return out;
}

template <class Entry>
std::uint64_t events_of(const std::vector<Entry>& list) {
  std::uint64_t n = 0;
  for (const Entry& e : list) n += e.count;
  return n;
}

void write_event(std::string_view provider, std::uint32_t event_id, std::string_view signal, const HtmlContext& context,
                 HtmlWriter& html) {
  if (!provider.empty()) html.open("b").text(fmt::format("{} {}", provider, event_id)).close().text(" ");
  html.open("span").text(context.title_of(signal)).close().text(" ");
  html.leaf("code", signal, {{"class", "muted"}});
}

void write_when(FileTime first, FileTime last, const Rhythm& rhythm, const HtmlContext& context, HtmlWriter& html) {
  if (first.ticks == 0) return;
  html.span(first, last);
  if (const std::string pattern = pattern_text(rhythm, context.words); !pattern.empty()) {
    html.text("; ").leaf("span", pattern, {{"class", "muted"}});
  }
}

/// The part of a row that the two lists of events have in common.
template <class Entry>
void write_entry(const Entry& e, HtmlTable& table, const HtmlContext& context, HtmlWriter& html) {
  table.row();
  table.number(e.count);
  table.cell();
  write_event(e.provider, e.event_id, e.signal, context, html);
  table.cell().text(e.computer);
}

template <class Entry>
void write_rest(const std::vector<Entry>& list, HtmlTable& table, const HtmlContext& context, HtmlWriter& html) {
  for (const auto& [signal, rest] : rest_of(list)) {
    table.row("rest");
    table.number(rest.events);
    table.cell();
    write_event(rest.provider, rest.event_id, signal, context, html);
    table.cell().text(counted(rest.computers.size(), "computer", "computers"));
    table.cell().text(fmt::format("{} summed up in this row; the JSON report lists them",
                                  counted(rest.entries, "further entry", "further entries")));
    table.cell(std::to_string(rest.first.ticks));
    write_when(rest.first, rest.last, {}, context, html);
  }
}

/// The first of the events as a sentence; empty if it is not among the findings.
std::string first_says(const Unexplained& u, const HtmlContext& context) {
  const ScanResult& scan = context.report.scan;
  for (const std::uint32_t index : context.times.findings(u.signal, u.computer)) {
    const Finding& f = scan.findings[index];
    if (f.time == u.first) return finding_sentence(scan, context.rules, context.report.knowledge, f);
  }
  return {};
}

/// What is missing, and whom it would serve.
struct HtmlGap {
  const NotAssessable* first = nullptr;
  std::set<std::string> ids;
  std::vector<std::string> computers;
  std::uint64_t entries = 0;
};

std::vector<HtmlGap> gaps_of(const std::vector<NotAssessable>& list) {
  std::map<std::tuple<bool, std::string_view, std::string_view, std::string_view>, HtmlGap> gaps;
  for (const NotAssessable& n : list) {
    HtmlGap& gap = gaps[{n.blind, n.needs, n.because, n.enable}];
    if (gap.first == nullptr) gap.first = &n;
    gap.ids.insert(n.id);
    gap.computers.push_back(n.computer);
    ++gap.entries;
  }
  std::vector<HtmlGap> out;
  for (auto& [key, gap] : gaps) out.push_back(std::move(gap));
  // A log that was given and cannot show it comes first: nobody expects that. Then what serves most.
  std::stable_sort(out.begin(), out.end(), [](const HtmlGap& a, const HtmlGap& b) {
    return std::tuple(b.first->blind, b.ids.size(), b.entries) < std::tuple(a.first->blind, a.ids.size(), a.entries);
  });
  return out;
}

void write_date(const EndDate& date, HtmlTable& table, HtmlWriter& html, FileTime now) {
  const bool over = date.days_left < 0;
  const auto days = static_cast<std::uint64_t>(over ? days_between(date.end, now) : date.days_left);
  table.row(over ? "over" : date.days_left <= 7 ? "soon" : date.days_left <= 30 ? "near" : "");
  table.time(date.end);
  table.cell(std::to_string(date.days_left))
      .text(over ? "ended " + counted(days, "day", "days") + " ago" : counted(days, "day", "days") + " left");
  table.cell().text(date.kind == "crl" ? "CRL of " : "certificate ").leaf("b", date.name);
  if (!date.thumbprint.empty()) html.text(" ").leaf("code", date.thumbprint, {{"class", "muted small"}});
  table.cell().text(few_or_count(date.computers, 5, "computers"));
  table.cell().text(date.where);
}

void write_dates(std::span<const EndDate> dates, const HtmlContext& context, HtmlWriter& html) {
  static constexpr std::array<HtmlColumn, 5> kColumns = {
      {{"Ends", SortBy::time}, {"Days", SortBy::number}, {"What"}, {"Met by"}, {"Found in"}}};
  HtmlTable table(html, "What runs out, by date", kColumns);
  const std::size_t listed = std::min(dates.size(), kHtmlRows);
  for (std::size_t i = 0; i < listed; ++i) write_date(dates[i], table, html, context.report.scan.now);
  table.end();
  if (listed < dates.size()) {
    html.leaf("p",
              fmt::format("{} later than these are not listed; the JSON report has them.",
                          counted(dates.size() - listed, "date", "dates")),
              {{"class", "muted"}});
  }
}

}  // namespace

void html_section(HtmlWriter& html, std::string_view id, std::string_view title, std::uint64_t count) {
  html.open("section", {{"id", id}, {"class", "list"}}).open("h2").text(title).text(" ");
  html.leaf("span", grouped(count), {{"class", "count"}}).close();
}

void html_false_alarms(const HtmlContext& context, HtmlWriter& html) {
  const auto& list = context.report.assessment.false_alarms;
  if (list.empty()) return;
  html_section(html, "false-alarms", "False alarms", list.size());
  html.leaf("p", fmt::format("Warnings that mislead: {}. Nothing is to be done about them.",
                             counted(events_of(list), "event", "events")));
  static constexpr std::array<HtmlColumn, 5> kColumns = {
      {{"Count", SortBy::number}, {"Event"}, {"Computer"}, {"Why it is none"}, {"When", SortBy::time}}};
  HtmlTable table(html, "False alarms with their reasons", kColumns);
  std::map<std::string_view, std::size_t> told;  // reasons, which are long, and often the same
  for (std::size_t i = 0; i < std::min(list.size(), kHtmlRows); ++i) {
    const FalseAlarm& f = list[i];
    write_entry(f, table, context, html);
    table.cell().leaf("b", false_alarm_words(f.kind)).text(". ");
    const auto [it, is_new] = told.try_emplace(f.reason, i);
    if (is_new) html.open("span", {{"id", fmt::format("why{}", i)}}).text(f.reason).close();
    if (!is_new) {
      const FalseAlarm& same = list[it->second];
      html.text("For ").leaf("a", fmt::format("the same reason as {} {}", same.provider, same.event_id),
                             {{"href", fmt::format("#why{}", it->second)}});
      html.text(".");
    }
    if (!f.explained_by.empty()) {
      const std::size_t number = context.number_of(f.explained_by, f.computer);
      html.text(" Explained by ");
      if (number != 0) html.leaf("a", f.explained_by, {{"href", fmt::format("#d{}", number)}});
      if (number == 0) html.text(f.explained_by);
      html.text(".");
    }
    table.cell(std::to_string(f.first.ticks));
    write_when(f.first, f.last, f.rhythm, context, html);
  }
  write_rest(list, table, context, html);
  table.end();
  html.close();
}

void html_unexplained(const HtmlContext& context, HtmlWriter& html) {
  const auto& list = context.report.assessment.unexplained;
  if (list.empty()) return;
  html_section(html, "unexplained", "Unexplained events", list.size());
  html.leaf("p", fmt::format("Known events that no diagnosis accounts for: {}.",
                             counted(events_of(list), "event", "events")));
  static constexpr std::array<HtmlColumn, 5> kColumns = {
      {{"Count", SortBy::number}, {"Event"}, {"Computer"}, {"What is known"}, {"When", SortBy::time}}};
  HtmlTable table(html, "Unexplained events", kColumns);
  for (std::size_t i = 0; i < std::min(list.size(), kHtmlRows); ++i) {
    const Unexplained& u = list[i];
    write_entry(u, table, context, html);
    const std::string says = first_says(u, context);
    table.cell().text(u.note.empty() && says.empty() ? u.title : u.note);
    if (!says.empty()) html.open("p", {{"class", "small"}}).text("The first one says: ").leaf("q", says).close();
    table.cell(std::to_string(u.first.ticks));
    write_when(u.first, u.last, u.rhythm, context, html);
  }
  write_rest(list, table, context, html);
  table.end();
  html.close();
}

void html_correlations(const HtmlContext& context, HtmlWriter& html) {
  const std::vector<const Firing*>& list = context.firings;
  if (list.empty()) return;
  html_section(html, "correlations", "Correlations", list.size());
  static constexpr std::array<HtmlColumn, 5> kColumns = {
      {{"Correlation"}, {"Measure"}, {"Computer"}, {"Parts", SortBy::number}, {"When", SortBy::time}}};
  HtmlTable table(html, "Correlations that came true", kColumns);
  for (std::size_t i = 0; i < std::min(list.size(), kHtmlRows); ++i) {
    const Firing& f = *list[i];
    const Correlation& c = context.rules.correlations()[f.correlation];
    table.row();
    table.cell().leaf("b", c.title.empty() ? c.id : c.title).text(" ").leaf("code", c.id, {{"class", "muted"}});
    if (f.undecided) html.text(" undecided: a log ends before what must not happen could have shown");
    const std::string group = firing_group(f, c, context.report.scan);
    table.cell().text(firing_measure(f, c) + (group.empty() ? "" : "; " + group));
    table.cell().text(context.report.scan.strings[f.computer]);
    table.number(f.parts.size());
    table.cell(std::to_string(f.first.ticks));
    html.span(f.first, f.last);
  }
  table.end();
  std::map<std::string_view, std::uint64_t> rest;
  for (std::size_t i = kHtmlRows; i < list.size(); ++i) ++rest[context.rules.correlations()[list[i]->correlation].id];
  if (!rest.empty()) html.open("p").text("Not listed one by one: ");
  bool first = true;
  for (const auto& [id, n] : rest) {
    html.text(fmt::format("{}{} x {}", first ? "" : ", ", grouped(n), id));
    first = false;
  }
  if (!rest.empty()) html.text(".").close();
  html.close();
}

void html_not_assessable(const HtmlContext& context, HtmlWriter& html) {
  const auto& list = context.report.assessment.not_assessable;
  if (list.empty()) return;
  html_section(html, "not-assessable", "Could not be assessed", list.size());
  const std::vector<HtmlGap> gaps = gaps_of(list);
  html.leaf("p",
            fmt::format(
                "{} could not be made, for want of {}. What a log would have to show and cannot is no sign of health.",
                counted(list.size(), "judgement", "judgements"), counted(gaps.size(), "thing", "things")));
  static constexpr std::array<HtmlColumn, 5> kColumns = {{{"What is missing"},
                                                          {"Computer"},
                                                          {"Judgements", SortBy::number},
                                                          {"How to get it", SortBy::nothing},
                                                          {"Would serve"}}};
  HtmlTable table(html, "What was missing, and how to get it", kColumns);
  for (const HtmlGap& gap : gaps) {
    const NotAssessable& n = *gap.first;
    table.row(n.blind ? "blind" : "");
    table.cell();
    if (!n.needs.empty()) html.leaf("b", n.needs).text(": ");
    html.text(n.because);
    if (n.blind) html.text(" (the log was given and cannot show it)");
    table.cell().text(few_or_count(gap.computers, 3, "computers"));
    table.number(gap.entries);
    table.cell().command(n.enable);
    table.cell(std::to_string(gap.ids.size()))
        .open("details")
        .leaf("summary", counted(gap.ids.size(), "diagnosis", "diagnoses"));
    html.leaf("span", few_or_count({gap.ids.begin(), gap.ids.end()}, gap.ids.size(), "diagnoses"), {{"class", "small"}})
        .close();
  }
  table.end();
  html.close();
}

void html_forecast(const HtmlContext& context, HtmlWriter& html) {
  const std::vector<EndDate>& all = context.dates;
  if (all.empty()) return;
  html_section(html, "forecast", "Dates ahead", all.size());
  html.open("p").text("What runs out, seen from ").moment(context.report.scan.now);
  html.text(": every certificate and CRL that was met, in events or in files beside the logs.").close();
  const auto recent =
      std::find_if(all.begin(), all.end(), [](const EndDate& d) { return d.days_left >= -kJustEndedDays; });
  const auto long_over = static_cast<std::size_t>(recent - all.begin());
  if (recent != all.end()) write_dates(std::span(all).subspan(long_over), context, html);
  if (long_over > 0) {
    html.open("details").leaf("summary",
                              fmt::format("{} over for more than {} days", grouped(long_over), kJustEndedDays));
    write_dates(std::span(all).first(long_over), context, html);
    html.close();
  }
  html.close();
}

}  // namespace doctor
