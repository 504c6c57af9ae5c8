// What a log is, for programs. Contract: docs/info.md; keys may be added, never renamed.
#include <algorithm>

#include "report/event_csv.h"
#include "report/json_parts.h"
#include "report/log_info.h"

namespace doctor {

namespace {

constexpr std::size_t kGaps = 1000;  // listed; `missing` and `gap_count` say how many there are

void write_counts(JsonWriter& j, const LogInfo& log) {
  const auto levels = levels_of(log.extents);
  j.key("levels").begin_object().field("log_always", levels[0]);
  for (std::uint8_t level = 1; level <= 5; ++level) j.field(level_word(level), levels[level]);
  j.end_object().key("providers").begin_array();
  for (const ProviderCount& p : providers_of(log.extents)) {
    j.begin_object().field("name", p.provider).field("events", p.events).end_object();
  }
  j.end_array();
}

void write_extents(JsonWriter& j, const Extents& extents) {
  j.key("extents").begin_array();
  for (const Extent& e : extents.list()) {
    j.begin_object().field("computer", e.computer).field("channel", e.channel).field("events", e.events);
    time_or_null(j, "first", e.first);
    time_or_null(j, "last", e.last);
    j.end_object();
  }
  j.end_array();
}

void write_records(JsonWriter& j, const RecordOrder& order) {
  j.key("records").begin_object().field("count", order.records()).field("without_id", order.without_id());
  j.field("first_id", order.ids().first).field("last_id", order.ids().last).flag("followed", order.followed());
  const auto gaps = order.gaps();
  j.field("missing", order.missing()).field("gap_count", std::uint64_t{gaps.size()}).key("gaps").begin_array();
  for (std::size_t i = 0; i < std::min(gaps.size(), kGaps); ++i) {
    j.begin_object().field("first", gaps[i].first).field("last", gaps[i].last).end_object();
  }
  j.end_array().field("repeats", order.repeats()).key("repeated").begin_array();
  for (const RecordMark& m : order.repeated()) {
    j.begin_object().field("record_id", m.record_id).field("offset", m.offset).end_object();
  }
  j.end_array().end_object();
}

void write_step(JsonWriter& j, const RecordStep& step) {
  j.begin_object().field("offset", step.offset).field("record_id", step.record_id);
  time_or_null(j, "time", step.time);
  j.field("record_before", step.record_before);
  time_or_null(j, "time_before", step.time_before);
  j.end_object();
}

void write_order(JsonWriter& j, const RecordOrder& order) {
  j.key("order").begin_object().field("wraps", order.wraps()).field("steps_back", order.steps_back());
  j.field("steps_back_up_to_a_second", order.tiny_steps_back()).key("largest_step_back");
  if (order.steps_back() > 0) {
    write_step(j, order.largest_step_back());
  } else {
    j.null();
  }
  j.key("first_steps_back").begin_array();
  for (const RecordStep& step : order.listed_steps_back()) write_step(j, step);
  j.end_array().end_object();
}

void write_header(JsonWriter& j, const LogInfo& log) {
  j.key("header");
  if (log.kind != "evtx") {
    j.null();
    return;
  }
  j.begin_object().field("chunks", evtx_chunks(log.bytes)).key("remarks").begin_array();
  for (const Diagnostic& d : log.opening.kept()) {
    j.begin_object().field("code", d.code).field("severity", severity_text(d.severity));
    j.field("message", d.message).end_object();
  }
  j.end_array().end_object();
}

void write_uses(JsonWriter& j, const std::vector<LogUse>& uses) {
  j.key("uses").begin_array();
  for (const LogUse& use : uses) {
    j.begin_object().field("needs", use.needs);
    strings(j, "shown_on", use.shown_on);
    strings(j, "blind_on", use.blind_on);
    text_or_null(j, "because", use.because);
    text_or_null(j, "enable", use.enable);
    strings(j, "serves", use.serves);
    strings(j, "confirms", use.confirms);
    strings(j, "shows_impact", use.shows_impact);
    j.end_object();
  }
  j.end_array();
}

void write_log(JsonWriter& j, const LogInfo& log) {
  const Reach reach = reach_of(log.extents);
  j.begin_object().field("path", log.path);
  text_or_null(j, "kind", log.kind);
  j.field("bytes", log.bytes);
  text_or_null(j, "error", log.error);
  j.field("events", log.extents.events());
  strings(j, "channels", reach.channels);
  strings(j, "computers", reach.computers);
  time_or_null(j, "first", reach.first);
  time_or_null(j, "last", reach.last);
  write_counts(j, log);
  write_extents(j, log.extents);
  write_records(j, log.order);
  write_order(j, log.order);
  write_header(j, log);
  write_coverage(j, log.coverage);
  write_damage(j, log.damage);
  write_uses(j, log.uses);
  j.end_object();
}

}  // namespace

std::string info_json(const std::vector<LogInfo>& logs, const std::string& tool_version) {
  std::string out;
  JsonWriter j(out);
  j.begin_object().field("schema", "schannel-doctor/info/1");
  j.key("tool").begin_object().field("version", tool_version).end_object();
  j.key("logs").begin_array();
  for (const LogInfo& log : logs) write_log(j, log);
  j.end_array().end_object();
  return out + "\n";
}

}  // namespace doctor
