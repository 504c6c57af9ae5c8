// What a log is, for people: one block per log.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "report/damage_line.h"
#include "report/event_csv.h"
#include "report/json_parts.h"
#include "report/log_info.h"
#include "report/page.h"
#include "report/text_parts.h"
#include "report/words.h"

namespace doctor {

namespace {

constexpr std::size_t kNames = 3;  // computers and channels named before they are only counted
constexpr std::size_t kProviders = 8, kGaps = 5, kSteps = 3;
constexpr unsigned kIndent = 1;

/// One line of a block: "Channel    System".
void entry(std::string_view label, const Line& line, Page& page) {
  page.item(fmt::format("{:<11}", label), line, kIndent);
}

std::size_t shown_of(std::size_t size, std::size_t most, const TextStyle& style) {
  return style.all ? size : std::min(size, most);
}

/// ", and 12 more (--all)" if the list was cut.
std::string rest(std::size_t size, std::size_t shown) {
  return shown < size ? fmt::format(", and {} more (--all)", grouped(size - shown)) : std::string();
}

std::string names(const std::vector<std::string>& list, std::string_view many, const TextStyle& style) {
  return few_or_count(list, style.all ? list.size() : kNames, many);
}

void write_levels(const LogInfo& log, Page& page) {
  const auto levels = levels_of(log.extents);
  std::string text;
  const auto add = [&](std::uint64_t events, std::string_view word) {
    if (events > 0) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", grouped(events), word);
  };
  for (std::uint8_t level = 1; level <= 5; ++level) {
    if (level == 4) add(levels[4] + levels[0], level_word(4));
    if (level != 4) add(levels[level], level_word(level));
  }
  entry("Levels", Line(text), page);
}

void write_providers(const LogInfo& log, const TextStyle& style, Page& page) {
  const auto providers = providers_of(log.extents);
  const std::size_t shown = shown_of(providers.size(), kProviders, style);
  Line line;
  for (std::size_t i = 0; i < shown; ++i) {
    line.add(i == 0 ? "" : ", ").add(providers[i].provider.empty() ? "(none)" : providers[i].provider);
    line.add(fmt::format(" {}", grouped(providers[i].events)));
  }
  entry("Providers", line.add(rest(providers.size(), shown)), page);
}

/// Ids as they are typed, without separators.
std::string range_text(const RecordRange& range) {
  return range.first == range.last ? fmt::format("{}", range.first) : fmt::format("{} to {}", range.first, range.last);
}

void write_records(const RecordOrder& order, const TextStyle& style, Page& page) {
  if (order.records() == 0) return;
  Line ids(order.ids().first == 0 ? "no event has one" : range_text(order.ids()));
  const auto gaps = order.gaps();
  if (order.ids().first != 0 && !order.followed()) {
    ids.add(", with more holes than can be followed: the ids are not of one log, or damaged", Ink::orange);
  } else if (!gaps.empty()) {
    ids.add(fmt::format(", {} missing in {}: ", grouped(order.missing()), counted(gaps.size(), "place", "places")),
            Ink::orange);
    const std::size_t shown = shown_of(gaps.size(), kGaps, style);
    for (std::size_t i = 0; i < shown; ++i) ids.add(i == 0 ? "" : ", ").add(range_text(gaps[i]));
    ids.add(rest(gaps.size(), shown));
  } else if (order.ids().first != 0) {
    ids.add(", none missing");
  }
  if (order.without_id() > 0 && order.ids().first != 0) {
    ids.add(fmt::format("; {} without", counted(order.without_id(), "event", "events")));
  }
  entry("Record ids", ids, page);
  if (order.repeats() == 0) return;
  Line repeats(counted(order.repeats(), "event has", "events have") + " an id that one before had, too: ", Ink::orange);
  const auto& list = order.repeated();
  const std::size_t shown = shown_of(list.size(), kGaps, style);
  for (std::size_t i = 0; i < shown; ++i) {
    repeats.add(fmt::format("{}{} at offset {}", i == 0 ? "" : ", ", list[i].record_id, grouped(list[i].offset)));
  }
  if (order.repeats() > shown) repeats.add(fmt::format(", and {} more", grouped(order.repeats() - shown)));
  page.paragraph(repeats, kIndent + 11);
}

Line step_line(std::string_view lead, const RecordStep& step, const TextStyle& style) {
  return Line(fmt::format("{}{} back at offset {}: record {} is of {}, record {} before it of {}", lead,
                          to_words(Ticks{step.time_before.ticks - step.time.ticks}), grouped(step.offset),
                          step.record_id, moment_text(step.time, style), step.record_before,
                          moment_text(step.time_before, style)));
}

void write_order(const RecordOrder& order, const TextStyle& style, Page& page) {
  if (order.records() == 0) return;
  Line line;
  if (order.steps_back() == 0) {
    line.add("times never fall");
  } else {
    line.add("the clock goes back " + counted(order.steps_back(), "time", "times"), Ink::orange);
  }
  if (order.tiny_steps_back() > 0) {
    line.add(fmt::format("{}{} of up to a second, which is normal", order.steps_back() > 0 ? "; " : ", but for ",
                         counted(order.tiny_steps_back(), "step", "steps")));
  }
  entry("Order", line, page);
  if (order.steps_back() > 0) {
    page.item("- ", step_line("the largest: ", order.largest_step_back(), style), kIndent + 11);
    const auto& listed = order.listed_steps_back();
    for (std::size_t i = 0; style.all && i < listed.size(); ++i) {
      page.item("- ", step_line("", listed[i], style), kIndent + 11);
    }
  }
  if (order.wraps() == 0) return;
  const RecordStep& wrap = order.first_wrap();
  Line full(fmt::format("the log was full and went on at its beginning: at offset {}, record {} follows {}",
                        grouped(wrap.offset), wrap.record_id, wrap.record_before));
  if (order.wraps() > 1)
    full.add(fmt::format(", and so on in {} more: parts of other times are mixed in",
                         counted(order.wraps() - 1, "place", "places")),
             Ink::orange);
  page.paragraph(full, kIndent + 11);
}

void write_header(const LogInfo& log, Page& page) {
  if (log.kind != "evtx") return;
  Line line(counted(evtx_chunks(log.bytes), "chunk", "chunks") + " of 64 KiB in the file; ");
  if (log.opening.empty()) {
    line.add(log.coverage.header > 0 ? "closed cleanly, checksum right" : "the file header was not looked at");
  }
  bool first = true;
  for (const Diagnostic& d : log.opening.kept()) {
    line.add(first ? "" : "; ").add(d.message, d.severity == Severity::note ? Ink::plain : Ink::orange);
    first = false;
  }
  entry("Header", line, page);
}

void write_bytes(const LogInfo& log, const TextStyle& style, Page& page) {
  const Coverage& c = log.coverage;
  Line line(fmt::format("{} header, {} records, {} unused or left behind, {} damaged", grouped(c.header),
                        grouped(c.records), grouped(c.slack), grouped(c.damaged)));
  if (c.known > 0) line.add(fmt::format(", {} not looked at again", grouped(c.known)));
  if (c.total() == log.bytes) {
    line.add(": all ").add(grouped(log.bytes));
  } else {
    line.add(fmt::format(": {} of {} accounted for", grouped(c.total()), grouped(log.bytes)), Ink::orange);
  }
  entry("Bytes", line, page);
  const bool bad = log.damage.count(Severity::warning) + log.damage.count(Severity::error) > 0;
  if (!bad && !(style.all && !log.damage.empty())) {
    entry("Damage", Line("none found"), page);
    return;
  }
  entry("Damage", Line(damage_extent(log.damage), bad ? Ink::orange : Ink::plain), page);
  write_damage_places(log.damage, style, page);
}

void write_ids(std::string_view what, const std::vector<std::string>& ids, Page& page) {
  if (!ids.empty()) page.paragraph(Line(what).add(few_or_count(ids, ids.size(), "")), kIndent + 11);
}

void write_uses(const LogInfo& log, const TextStyle& style, Page& page) {
  if (log.extents.events() == 0) return;
  if (log.uses.empty()) {
    entry("Good for", Line("nothing that is diagnosed here: no diagnosis asks for this channel"), page);
    return;
  }
  bool first = true;
  for (const LogUse& use : log.uses) {
    Line line(use.needs);
    if (!use.blind_on.empty()) {
      line.add(": ").add("blind", Ink::orange).add(" on " + names(use.blind_on, "computers", style) + ": ");
      line.add(use.because);
    }
    entry(first ? "Good for" : "", line, page);
    first = false;
    if (!use.blind_on.empty()) page.command(use.enable, kIndent + 13);
    const bool can = !use.shown_on.empty();
    write_ids(can ? "serves: " : "would serve: ", use.serves, page);
    write_ids(can ? "confirms or rules out: " : "would confirm or rule out: ", use.confirms, page);
    write_ids(can ? "shows the impact of: " : "would show the impact of: ", use.shows_impact, page);
  }
}

void write_log(const LogInfo& log, const TextStyle& style, Page& page) {
  page.blank();
  page.command(printable(log.path), 0);  // never wrapped: it is to be copied
  if (!log.error.empty()) {
    entry("Unreadable", Line(log.error, Ink::orange), page);
    return;
  }
  const Reach reach = reach_of(log.extents);
  entry("Kind",
        Line(fmt::format("{}, {}, {}", log.kind, counted(log.bytes, "byte", "bytes"),
                         counted(log.extents.events(), "event", "events"))),
        page);
  if (log.extents.events() > 0) {
    entry("Channel", Line(names(reach.channels, "channels", style)), page);
    entry("Computer", Line(names(reach.computers, "computers", style)), page);
    entry("Time", Line(span_text(reach.first, reach.last, style)), page);
    write_levels(log, page);
    write_providers(log, style, page);
  }
  write_records(log.order, style, page);
  write_order(log.order, style, page);
  write_header(log, page);
  write_bytes(log, style, page);
  write_uses(log, style, page);
}

}  // namespace

std::string info_text(const std::vector<LogInfo>& logs, const TextStyle& style) {
  Page page(style.width, style.colours);
  for (const LogInfo& log : logs) {
    write_log(log, style, page);
  }
  return page.take();
}

}  // namespace doctor
