#include "report/firings.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/json_parts.h"
#include "report/text_parts.h"
#include "report/words.h"

namespace doctor {

namespace {

constexpr std::size_t kListed = 20;  // on the screen unless all are asked for

std::string many(double count, const char* one, const char* more) {
  return counted(static_cast<std::uint64_t>(count), one, more);
}

}  // namespace

std::string measure_text(double number) {
  const bool whole = std::abs(number) < 1e15 && number == std::floor(number);
  return whole ? fmt::format("{}", static_cast<std::int64_t>(number)) : fmt::format("{}", number);
}

std::string firing_measure(const Firing& firing, const Correlation& correlation) {
  switch (correlation.type) {
    case CorrelationType::event_count:
      return many(firing.count, "event", "events");
    case CorrelationType::value_count:
      return many(firing.count, "value", "different values");
    case CorrelationType::value_sum:
      return "sum " + measure_text(firing.count);
    case CorrelationType::value_avg:
      return "average " + measure_text(firing.count);
    case CorrelationType::value_percentile:
      return "percentile " + measure_text(correlation.percentile) + ": " + measure_text(firing.count);
    case CorrelationType::value_median:
      return "median " + measure_text(firing.count);
    case CorrelationType::temporal:
      return many(firing.count, "rule", "rules");
    case CorrelationType::temporal_ordered:
      return many(firing.count, "rule", "rules") + " in order";
  }
  return {};
}

std::string firing_group(const Firing& firing, const Correlation& correlation, const ScanResult& scan) {
  std::string out;
  for (std::size_t i = 0; i < correlation.group_by.size(); ++i) {
    out += (out.empty() ? "" : ", ") + correlation.group_by[i] + " = ";
    bool first = true;
    for (const std::string_view value : values_of(scan.strings[firing.group], i)) {
      out.append(first ? "" : " and ").append(value);
      first = false;
    }
  }
  return out;
}

void write_firings(const Report& report, const RuleSet& rules, const TextStyle& style, Page& page) {
  std::vector<const Firing*> list;
  for (const Firing& f : report.scan.firings) {
    if (!rules.correlations()[f.correlation].built_in) list.push_back(&f);
  }
  if (list.empty()) return;
  page.heading("Correlations");
  const std::size_t shown = style.all ? list.size() : std::min(list.size(), kListed);
  for (std::size_t i = 0; i < shown; ++i) {
    const Firing& f = *list[i];
    const Correlation& c = rules.correlations()[f.correlation];
    Line line(c.id, Ink::bold);
    if (!c.title.empty() && c.title != c.id) line.add(": ").add(c.title);
    if (f.undecided) line.add(" (undecided)", Ink::orange);
    page.item("* ", line, 1);
    const std::string group = firing_group(f, c, report.scan);
    page.paragraph(Line(firing_measure(f, c)).add(group.empty() ? "" : "; ").add(group), 3);
    if (f.undecided) page.paragraph(Line("a log ends before what must not happen could have shown"), 3);
    page.paragraph(Line(span_text(f.first, f.last, style), Ink::muted), 3);
  }
  if (shown == list.size()) return;
  page.paragraph(Line(fmt::format("... and {} more; --all lists them", grouped(list.size() - shown)), Ink::muted), 1);
}

void write_firings(JsonWriter& j, const ScanResult& scan, const RuleSet& rules, bool all) {
  j.key("correlations").begin_array();
  for (const Firing& f : scan.firings) {
    const Correlation& c = rules.correlations()[f.correlation];
    if (c.built_in && !all) continue;
    j.begin_object().field("id", c.id).field("title", c.title).field("type", correlation_type_name(c.type));
    j.field("level", weight_name(c.weight)).flag("built_in", c.built_in).flag("undecided", f.undecided);
    j.field("measure", firing_measure(f, c)).field("group", firing_group(f, c, scan));
    text_or_null(j, "computer", scan.strings[f.computer]);
    time_or_null(j, "first", f.first);
    time_or_null(j, "last", f.last);
    j.field("parts", std::uint64_t{f.parts.size()}).end_object();
  }
  j.end_array();
}

}  // namespace doctor
