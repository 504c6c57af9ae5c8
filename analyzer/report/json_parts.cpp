#include "report/json_parts.h"

#include <algorithm>
#include <set>

#include "base/text.h"

namespace doctor {

namespace {

/// Distinct names in order of appearance.
class Names {
 public:
  void add(const std::string& name) {
    if (!name.empty() && seen_.insert(fold(name)).second) list_.push_back(name);
  }
  const std::vector<std::string>& list() const { return list_; }

 private:
  std::set<std::string> seen_;
  std::vector<std::string> list_;
};

}  // namespace

void text_or_null(JsonWriter& j, std::string_view key, std::string_view value) {
  j.key(key);
  if (value.empty()) {
    j.null();
  } else {
    j.string(value);
  }
}

void time_or_null(JsonWriter& j, std::string_view key, FileTime time) {
  text_or_null(j, key, time.ticks == 0 ? std::string() : to_iso8601_millis(time));
}

void strings(JsonWriter& j, std::string_view key, const std::vector<std::string>& list) {
  j.key(key).begin_array();
  for (const std::string& s : list) j.string(s);
  j.end_array();
}

std::string_view severity_text(Severity severity) {
  switch (severity) {
    case Severity::note:
      return "note";
    case Severity::warning:
      return "warning";
    case Severity::error:
      break;
  }
  return "error";
}

void write_coverage(JsonWriter& j, const Coverage& coverage) {
  j.key("coverage").begin_object().field("header", coverage.header).field("records", coverage.records);
  j.field("slack", coverage.slack).field("damaged", coverage.damaged).field("known", coverage.known).end_object();
}

void write_damage(JsonWriter& j, const Diagnostics& damage) {
  j.key("damage").begin_array();
  for (const Diagnostic& d : damage.kept()) {
    j.begin_object().field("code", d.code).field("severity", severity_text(d.severity));
    j.field("offset", d.where.offset);
    if (d.where.line > 0) j.field("line", std::uint64_t{d.where.line});
    j.field("bytes_lost", d.bytes_lost).field("message", d.message).end_object();
  }
  j.end_array();
  j.key("damage_counts").begin_object();
  for (const auto& [code, n] : damage.totals()) j.field(code, n);
  j.end_object();
}

Reach reach_of(const Extents& extents) {
  Names channels, hosts;
  Reach reach;
  for (const Extent& e : extents.list()) {
    channels.add(e.channel);
    hosts.add(e.computer);
    if (e.first.ticks != 0 && (reach.first.ticks == 0 || e.first < reach.first)) reach.first = e.first;
    reach.last = std::max(reach.last, e.last);
  }
  reach.channels = channels.list();
  reach.computers = hosts.list();
  return reach;
}

void write_rhythm(JsonWriter& j, const Rhythm& rhythm) {
  j.key("activity").begin_object().field("events", rhythm.events).field("clusters", rhythm.clusters);
  j.key("interval_seconds");
  if (rhythm.interval.count == 0) {
    j.null();
  } else {
    j.number(rhythm.interval.count / kTicksPerSecond);
  }
  j.field("active_hours", rhythm.active_hours).field("span_hours", rhythm.span_hours);
  time_or_null(j, "busiest_hour", rhythm.busiest_hour);
  j.field("busiest", rhythm.busiest).end_object();
}

}  // namespace doctor
