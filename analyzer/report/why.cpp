#include "report/why.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/json.h"
#include "base/text.h"
#include "diagnose/hosts.h"
#include "report/firings.h"
#include "report/json_parts.h"
#include "report/page.h"
#include "report/words.h"

namespace doctor {

namespace {

constexpr std::size_t kLongest = 200;  // bytes of a value on the screen: a script block has megabytes
constexpr std::size_t kParts = 20;     // findings of a firing, unless all are asked for

std::string shortened(const std::string& value) {
  if (value.size() <= kLongest) return value;
  return std::string(prefix(value, kLongest)) + fmt::format("... ({} bytes)", grouped(value.size()));
}

std::string value_text(const std::pair<std::string, std::string>& value) {
  return (value.first.empty() ? "a text of the event" : value.first) + " = " + shortened(value.second);
}

/// "Schannel 36888 on FE01, 2015-06-01 07:00:00Z, record 7 at offset 5,120 of System.evtx"
void add_event(Line& line, const std::string& path, std::uint64_t offset, std::uint64_t record_id, FileTime time,
               std::string_view provider, std::uint32_t event_id, std::string_view computer, Ink ink,
               const TextStyle& style) {
  line.add(fmt::format("{} {}", provider, event_id), ink);
  line.add(" on ").add(computer).add(", ").add(moment_text(time, style));
  line.add(fmt::format(", record {} at offset {} of ", record_id, grouped(offset))).add(path);
}

}  // namespace

std::string why_text(const Rule& rule, const std::vector<std::string>& paths, const WhyResult& why,
                     const TextStyle& style) {
  Page page(style.width, style.colours);
  page.item("", Line(rule.id, Ink::bold).add(rule.title.empty() ? "" : ": ").add(rule.title), 0);
  page.paragraph(Line("condition: ").add(rule.when->text()), 0);
  page.paragraph(Line(why.total == 0 ? "no event matches" : counted(why.total, "event matches", "events match")), 0);
  std::size_t number = 0;
  for (const WhyMatch& m : why.matches) {
    page.blank();
    Line event;
    add_event(event, paths[m.source], m.offset, m.record_id, m.time, m.provider, m.event_id, m.computer, Ink::bold,
              style);
    page.item(fmt::format("{}. ", ++number), event, 0);
    for (const Condition::Trace& t : m.selections) {
      Line line(t.name, t.holds ? Ink::blue : Ink::muted);
      line.add(t.holds ? ": true" : ": false");
      for (std::size_t i = 0; i < t.values.size(); ++i) line.add(i == 0 ? "; " : ", ").add(value_text(t.values[i]));
      page.item("- ", line, 3);
    }
  }
  if (why.total > why.matches.size()) {
    page.blank();
    page.paragraph(Line(fmt::format("... and {} more{}", grouped(why.total - why.matches.size()),
                                    style.all ? "" : "; --all shows more"),
                        Ink::muted),
                   0);
  }
  return page.take();
}

std::string why_json(const Rule& rule, const std::vector<std::string>& paths, const WhyResult& why) {
  std::string out;
  JsonWriter j(out);
  j.begin_object().field("schema", "schannel-doctor/why/1").field("rule", rule.id).field("title", rule.title);
  j.field("condition", rule.when->text()).field("total", why.total).key("matches").begin_array();
  for (const WhyMatch& m : why.matches) {
    j.begin_object().field("path", paths[m.source]).field("offset", m.offset).field("record_id", m.record_id);
    time_or_null(j, "time", m.time);
    j.field("computer", m.computer).field("channel", m.channel).field("provider", m.provider);
    j.field("event_id", std::uint64_t{m.event_id}).key("selections").begin_array();
    for (const Condition::Trace& t : m.selections) {
      j.begin_object().field("name", t.name).flag("holds", t.holds).key("values").begin_array();
      for (const auto& [field, value] : t.values) {
        j.begin_object();
        text_or_null(j, "field", field);
        j.field("value", value).end_object();
      }
      j.end_array().end_object();
    }
    j.end_array().end_object();
  }
  j.end_array().end_object();
  return out + "\n";
}

std::string why_text(std::uint32_t correlation, const RuleSet& rules, const ScanResult& scan, const TextStyle& style) {
  const Correlation& c = rules.correlations()[correlation];
  Page page(style.width, style.colours);
  page.item("", Line(c.id, Ink::bold).add(c.title.empty() ? "" : ": ").add(c.title), 0);
  Line what(correlation_type_name(c.type));
  what.add(" of ");
  for (std::size_t i = 0; i < c.rules.size(); ++i) what.add(i == 0 ? "" : ", ").add(c.rules[i]);
  if (!c.words.empty()) what.add("; condition: ").add(c.words);
  page.paragraph(what, 0);
  std::size_t number = 0;
  for (const Firing& f : scan.firings) {
    if (f.correlation != correlation) continue;
    page.blank();
    Line line(firing_measure(f, c), Ink::bold);
    const std::string group = firing_group(f, c, scan);
    line.add(group.empty() ? "" : "; ").add(group).add("; ").add(span_text(f.first, f.last, style));
    if (f.undecided) line.add("; undecided: a log ends before what must not happen could have shown", Ink::orange);
    page.item(fmt::format("{}. ", ++number), line, 0);
    const auto findings = findings_of(scan, f);
    const std::size_t shown = style.all ? findings.size() : std::min(findings.size(), kParts);
    for (std::size_t i = 0; i < shown; ++i) {
      const Finding& part = scan.findings[findings[i]];
      Line of(rules.rules()[part.rule].id, Ink::blue);
      of.add(": ");
      add_event(of, scan.inputs[part.source].path, part.offset, part.record_id, part.time, scan.strings[part.provider],
                part.event_id, scan.strings[part.computer], Ink::plain, style);
      page.item("- ", of, 3);
    }
    if (shown < findings.size()) {
      page.paragraph(
          Line(fmt::format("... and {} more; --all shows them", grouped(findings.size() - shown)), Ink::muted), 3);
    }
  }
  if (number == 0) page.paragraph(Line("it did not fire"), 0);
  return page.take();
}

std::string why_json(std::uint32_t correlation, const RuleSet& rules, const ScanResult& scan) {
  const Correlation& c = rules.correlations()[correlation];
  std::string out;
  JsonWriter j(out);
  j.begin_object().field("schema", "schannel-doctor/why/1").field("correlation", c.id).field("title", c.title);
  j.field("type", correlation_type_name(c.type)).key("firings").begin_array();
  for (const Firing& f : scan.firings) {
    if (f.correlation != correlation) continue;
    j.begin_object().field("measure", firing_measure(f, c)).field("group", firing_group(f, c, scan));
    j.flag("undecided", f.undecided);
    time_or_null(j, "first", f.first);
    time_or_null(j, "last", f.last);
    j.key("parts").begin_array();
    for (const std::uint32_t index : findings_of(scan, f)) {
      const Finding& part = scan.findings[index];
      j.begin_object().field("rule", rules.rules()[part.rule].id).field("path", scan.inputs[part.source].path);
      j.field("offset", part.offset).field("record_id", part.record_id);
      time_or_null(j, "time", part.time);
      j.end_object();
    }
    j.end_array().end_object();
  }
  j.end_array().end_object();
  return out + "\n";
}

}  // namespace doctor
