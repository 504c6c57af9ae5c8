#include "diagnose/activity.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"

namespace doctor {

namespace {

constexpr std::uint64_t kHourTicks = 3600 * kTicksPerSecond;
constexpr std::size_t kShown = 3;  // changes and failing services; more is no help
constexpr std::string_view kImpactLog = "System";

// The moments at which clusters begin.
std::vector<FileTime> cluster_starts(const std::vector<FileTime>& times) {
  std::vector<FileTime> out;
  FileTime before;
  for (const FileTime time : times) {
    if (out.empty() || time.ticks - before.ticks > kClusterPause.count) out.push_back(time);
    before = time;
  }
  return out;
}

// The pause between them if they vary little, by the same measure as a probe's (shape.h).
Ticks interval_of(const std::vector<FileTime>& starts) {
  if (starts.size() < kPeriodicFindings) return {};
  const double n = static_cast<double>(starts.size() - 1);
  const double mean = static_cast<double>(starts.back().ticks - starts.front().ticks) / n;
  double squares = 0;
  for (std::size_t i = 1; i < starts.size(); ++i) {
    const double off = static_cast<double>(starts[i].ticks - starts[i - 1].ticks) - mean;
    squares += off * off;
  }
  if (mean < static_cast<double>(kPeriodicPause.count) || std::sqrt(squares / n) >= kPeriodicVariation * mean) return {};
  return Ticks{static_cast<std::uint64_t>(std::llround(mean / static_cast<double>(kTicksPerSecond))) * kTicksPerSecond};
}

void count_hours(const std::vector<FileTime>& times, Rhythm& out) {
  std::uint64_t hour = 0, in_hour = 0;
  for (const FileTime time : times) {
    const std::uint64_t its_hour = time.ticks / kHourTicks;
    if (in_hour == 0 || its_hour != hour) {
      hour = its_hour;
      in_hour = 0;
      ++out.active_hours;
    }
    if (++in_hour <= out.busiest) continue;
    out.busiest = in_hour;
    out.busiest_hour = FileTime{hour * kHourTicks};
  }
  out.span_hours = times.back().ticks / kHourTicks - times.front().ticks / kHourTicks + 1;
}

std::string values_of_finding(const Finding& finding, const Scene& scene) {
  std::string out;
  const Rule& rule = scene.rules.rules()[finding.rule];
  for (std::size_t i = 0; i < rule.keep.size(); ++i) {
    for (const std::string_view value : values_of(scene.scan.strings[finding.values], i)) {
      if (value.empty()) continue;
      out += out.empty() ? "" : ", ";
      out += value;
      break;
    }
  }
  return out;
}

bool has_tag(const Rule& rule, std::string_view tag) {
  return std::find(rule.tags.begin(), rule.tags.end(), tag) != rule.tags.end();
}

Nearby nearby(const Rule& rule, std::uint32_t finding, std::uint64_t count, const Scene& scene) {
  const Finding& f = scene.scan.findings[finding];
  return {rule.id, rule.title, values_of_finding(f, scene), f.time, count};
}

// The last change of each kind in the day before.
std::vector<Nearby> changes_before(FileTime first, const Scene& scene) {
  std::vector<Nearby> out;
  for (const auto& [rule_index, findings] : scene.host.findings) {
    const Rule& rule = scene.rules.rules()[rule_index];
    if (!has_tag(rule, kChangeTag)) continue;
    std::uint64_t count = 0;
    std::uint32_t last = 0;
    for (const std::uint32_t i : findings) {
      const FileTime time = scene.time(i);
      if (time > first || first.ticks - time.ticks > kChangeReach.count) continue;
      last = i;
      ++count;
    }
    if (count > 0) out.push_back(nearby(rule, last, count, scene));
  }
  std::stable_sort(out.begin(), out.end(), [](const Nearby& a, const Nearby& b) { return a.time > b.time; });
  if (out.size() > kShown) out.resize(kShown);
  return out;
}

// What failed from the first trouble until an hour after the last.
std::vector<Nearby> impact_during(FileTime first, FileTime last, const Scene& scene) {
  std::vector<Nearby> out;
  for (const auto& [rule_index, findings] : scene.host.findings) {
    const Rule& rule = scene.rules.rules()[rule_index];
    if (!has_tag(rule, kImpactTag)) continue;
    std::uint64_t count = 0;
    std::uint32_t earliest = 0;
    for (const std::uint32_t i : findings) {
      const FileTime time = scene.time(i);
      if (time < first || (time > last && time.ticks - last.ticks > kImpactReach.count)) continue;
      if (count++ == 0) earliest = i;
    }
    if (count > 0) out.push_back(nearby(rule, earliest, count, scene));
  }
  std::stable_sort(out.begin(), out.end(), [](const Nearby& a, const Nearby& b) { return a.time < b.time; });
  if (out.size() > kShown) out.resize(kShown);
  return out;
}

}  // namespace

Rhythm rhythm_of(const std::vector<FileTime>& times) {
  Rhythm out;
  out.events = times.size();
  if (times.empty()) return out;
  const std::vector<FileTime> starts = cluster_starts(times);
  out.clusters = starts.size();
  out.interval = interval_of(starts);
  count_hours(times, out);
  return out;
}

Activity activity_of(const std::vector<FileTime>& times, const Scene& scene) {
  Activity out;
  out.rhythm = rhythm_of(times);
  out.changes = changes_before(times.front(), scene);
  const Extent* system = scene.host.extent(kImpactLog);
  if (!out.changes.empty() && system != nullptr) {
    out.log_begins = out.changes.front().time.ticks < system->first.ticks + kHourTicks;
  }
  out.impact = impact_during(times.front(), times.back(), scene);
  out.impact_visible = system != nullptr && system->first <= times.front() && system->last >= times.back();
  return out;
}

}  // namespace doctor
