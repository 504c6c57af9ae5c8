#include "diagnose/activity.h"

#include <algorithm>
#include <cmath>

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

enum class Which : std::uint8_t { first, last };

// What was found from one moment until another by signals of a tag: an entry for each signal, with its first or its last finding.
std::vector<Nearby> found_between(FileTime from, FileTime until, std::string_view tag, Which which,
                                  const Scene& scene) {
  std::vector<Nearby> out;
  for (const auto& [rule_index, findings] : scene.host.findings) {
    const Rule& rule = scene.rules.rules()[rule_index];
    if (!has_tag(rule, tag)) continue;
    const auto before = [&](std::uint32_t i, FileTime time) { return scene.time(i) < time; };
    const auto after = [&](FileTime time, std::uint32_t i) { return time < scene.time(i); };
    const auto begin = std::lower_bound(findings.begin(), findings.end(), from, before);
    const auto end = std::upper_bound(begin, findings.end(), until, after);
    if (begin == end) continue;
    const Finding& f = scene.scan.findings[which == Which::first ? *begin : *(end - 1)];
    out.push_back({rule.id, rule.title, values_of_finding(f, scene), f.time, static_cast<std::uint64_t>(end - begin)});
  }
  std::stable_sort(out.begin(), out.end(), [&](const Nearby& a, const Nearby& b) {
    return which == Which::first ? a.time < b.time : a.time > b.time;  // the nearest to the trouble first
  });
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
  if (const auto pause = regular_pause(starts)) {
    out.interval = Ticks{static_cast<std::uint64_t>(std::llround(*pause)) * kTicksPerSecond};
  }
  count_hours(times, out);
  return out;
}

Activity activity_of(const std::vector<FileTime>& times, const Scene& scene) {
  Activity out;
  out.rhythm = rhythm_of(times);
  const FileTime first = times.front(), last = times.back();
  const FileTime day_before{first.ticks - std::min(first.ticks, kChangeReach.count)};
  const FileTime hour_after{last.ticks + std::min(UINT64_MAX - last.ticks, kImpactReach.count)};
  out.changes = found_between(day_before, first, kChangeTag, Which::last, scene);
  const Extent* system = scene.host.extent(kImpactLog);
  if (!out.changes.empty() && system != nullptr) {
    out.log_begins = out.changes.front().time.ticks < system->first.ticks + kHourTicks;
  }
  out.impact = found_between(first, hour_after, kImpactTag, Which::first, scene);
  out.impact_visible = system != nullptr && system->first <= first && system->last >= last;
  return out;
}

}  // namespace doctor
