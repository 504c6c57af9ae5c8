#include "diagnose/evidence.h"

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "diagnose/load_parts.h"
#include "diagnose/recording.h"

namespace doctor {

namespace {

constexpr std::size_t kShownValues = 3;
constexpr std::size_t kShownLength = 300;  // of one value: log content is as long as its author likes

bool any_between(const std::vector<FileTime>& sorted, FileTime from, FileTime until) {
  const auto first = std::lower_bound(sorted.begin(), sorted.end(), from);
  return first != sorted.end() && *first <= until;
}

FileTime minus(FileTime t, Ticks span) {
  return FileTime{t.ticks > span.count ? t.ticks - span.count : 0};
}
FileTime plus(FileTime t, Ticks span) {
  return FileTime{t.ticks + span.count < t.ticks ? ~std::uint64_t{0} : t.ticks + span.count};
}

std::optional<std::size_t> kept_field(const Scene& scene, const Finding& finding, std::string_view field) {
  const std::vector<std::string>& keep = scene.rules.rules()[finding.rule].keep;
  const auto it = std::find(keep.begin(), keep.end(), field);
  if (it == keep.end()) return std::nullopt;
  return static_cast<std::size_t>(it - keep.begin());
}

std::vector<std::string_view> values(const Scene& scene, std::uint32_t finding, std::string_view field) {
  const Finding& f = scene.scan.findings[finding];
  const auto index = kept_field(scene, f, field);
  if (!index) return {};
  return values_of(scene.scan.strings[f.values], *index);
}

std::optional<std::int64_t> number(const Scene& scene, std::uint32_t finding, std::string_view field) {
  for (const std::string_view value : values(scene, finding, field)) {
    const auto n = parse_integer(value);
    if (n && *n <= INT32_MAX) return static_cast<std::int64_t>(*n);
  }
  return std::nullopt;
}

// The runs that last long enough and whose number does not fall: the findings of all of them.
FindingList lasting(const Observation& what, const FindingList& list, const Scene& scene) {
  FindingList out;
  const std::vector<FileTime> ends = scene.times(what.until);
  for (const FindingList& run : runs(scene.scan, list, kRunGap, ends)) {
    const FileTime first = scene.time(run.front()), last = scene.time(run.back());
    if (last.ticks - first.ticks <= what.lasts.count) continue;
    if (!what.not_falling.empty() && change_of(what.not_falling, run, scene).value_or(0) < 0) continue;
    out.insert(out.end(), run.begin(), run.end());
  }
  return out;
}

Sighting look_for_absence(const Observation& what, const Scene& scene, const Trouble& episode) {
  const Extent* extent = scene.host.extent(what.channel);
  if (extent == nullptr || !scene.log_shows(what.channel, what.provider)) return {};
  if (!episode.empty() && (extent->first > episode.first() || extent->last < episode.last())) return {};
  return {scene.findings(what.id).empty(), {}};
}

Sighting look_for_firings(const Observation& what, const Scene& scene, const Trouble& episode) {
  const auto index = scene.rules.correlation(what.id);
  const auto list = index ? scene.host.firings.find(*index) : scene.host.firings.end();
  if (list == scene.host.firings.end()) return {};
  Sighting out;
  std::uint64_t firings = 0;
  for (const std::uint32_t i : list->second) {
    const Firing& firing = scene.scan.firings[i];
    if (what.during && !episode.during(firing.first) && !episode.during(firing.last)) continue;
    ++firings;
    const FindingList parts = findings_of(scene.scan, firing);
    out.findings.insert(out.findings.end(), parts.begin(), parts.end());
  }
  std::sort(out.findings.begin(), out.findings.end());
  out.findings.erase(std::unique(out.findings.begin(), out.findings.end()), out.findings.end());
  out.holds = firings >= what.at_least;
  return out;
}

std::string shown_values(const Scene& scene, std::string_view field, const FindingList& findings) {
  std::vector<std::string_view> different;
  bool more = false;
  for (const std::uint32_t i : findings) {
    for (const std::string_view value : values(scene, i, field)) {
      if (value.empty() || std::find(different.begin(), different.end(), value) != different.end()) continue;
      if (different.size() == kShownValues) {
        more = true;
        break;
      }
      different.push_back(value);
    }
    if (more) break;
  }
  std::string out;
  for (const std::string_view value : different) {
    if (!out.empty()) out += "; ";
    const std::string_view shown = prefix(value, kShownLength);
    out += shown;
    if (shown.size() < value.size()) out += "...";
  }
  if (out.empty()) return "(not recorded)";
  return more ? out + "; and others" : out;
}

}  // namespace

FindingList Scene::findings(std::string_view id) const {
  if (const auto rule = rules.rule(id)) {
    FindingList out;
    for (const auto* table : {&host.findings, &host.elsewhere}) {
      const auto list = table->find(*rule);
      if (list == table->end()) continue;
      const auto middle = static_cast<std::ptrdiff_t>(out.size());
      out.insert(out.end(), list->second.begin(), list->second.end());
      std::inplace_merge(out.begin(), out.begin() + middle, out.end());  // findings are numbered in time order
    }
    return out;
  }
  Observation firings;
  firings.kind = Observation::Kind::correlation;
  firings.id = id;
  return look_for_firings(firings, *this, {}).findings;
}

std::vector<FileTime> Scene::times(const std::vector<std::string>& ids) const {
  std::vector<FileTime> out;
  for (const std::string& id : ids) {
    for (const std::uint32_t i : findings(id)) out.push_back(time(i));
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::vector<FileTime> Scene::times(const FindingList& list) const {
  std::vector<FileTime> out;
  out.reserve(list.size());
  for (const std::uint32_t i : list) out.push_back(time(i));
  return out;
}

bool Scene::dated(std::uint32_t finding) const {
  const std::uint32_t source = scan.findings[finding].source;
  return source >= scan.inputs.size() || !scan.inputs[source].undated;
}

bool Scene::any_seen(const std::vector<std::string>& ids) const {
  return std::any_of(ids.begin(), ids.end(), [&](const std::string& id) { return !findings(id).empty(); });
}

bool Scene::log_shows(std::string_view channel, std::string_view provider) const {
  const Extent* extent = host.extent(channel);
  if (extent == nullptr || !scan.looked_into(*extent)) return false;
  return assume_logged || records(*extent, provider) || recording_of_provider(*this, provider) == Recording::on;
}

bool Trouble::during(FileTime time) const {
  const auto next = std::lower_bound(times.begin(), times.end(), time);
  if (next == times.end()) return false;
  const std::uint64_t ahead = next->ticks - time.ticks;
  if (ahead <= kLeadIn.count) return true;
  if (ahead > kSameTrouble.count || next == times.begin()) return false;
  return time.ticks - std::prev(next)->ticks <= kSameTrouble.count;
}

Sighting look(const Observation& what, const Scene& scene, const Trouble& episode) {
  switch (what.kind) {
    case Observation::Kind::topology:
      return {scene.topology.is(what.id), {}};
    case Observation::Kind::absent:
      return look_for_absence(what, scene, episode);
    case Observation::Kind::correlation:
      return look_for_firings(what, scene, episode);
    case Observation::Kind::signal:
      break;
  }
  Sighting out{false, scene.findings(what.id)};
  if (what.during) {
    std::erase_if(out.findings, [&](std::uint32_t i) { return !episode.during(scene.time(i)); });
  }
  if (what.lasts.count > 0 || !what.not_falling.empty()) out.findings = lasting(what, out.findings, scene);
  out.holds = out.findings.size() >= what.at_least;
  return out;
}

bool seen_near(const std::vector<std::string>& ids, const FindingList& findings, Ticks near, const Scene& scene) {
  const std::vector<FileTime> times = scene.times(ids);
  return std::any_of(findings.begin(), findings.end(), [&](std::uint32_t i) {
    if (!scene.dated(i)) return !times.empty();
    return any_between(times, minus(scene.time(i), near), plus(scene.time(i), near));
  });
}

std::optional<std::int64_t> change_of(std::string_view field, const FindingList& list, const Scene& scene) {
  if (list.empty()) return std::nullopt;
  const FileTime hour_before_end = minus(scene.time(list.back()), kRunGap);
  std::uint32_t base = list.front();
  for (const std::uint32_t i : list) {
    if (scene.time(i) > hour_before_end) break;
    base = i;
  }
  const auto first = number(scene, base, field), last = number(scene, list.back(), field);
  if (!first || !last) return std::nullopt;
  return *last - *first;
}

std::string fill(std::string_view text, const FindingList& findings, const Scene& scene,
                 std::span<const NamedText> also) {
  std::string out;
  std::size_t done = 0;
  for (const std::string_view name : placeholders(text)) {
    const auto at = static_cast<std::size_t>(name.data() - text.data());
    out += text.substr(done, at - 1 - done);
    const auto named = std::find_if(also.begin(), also.end(), [&](const NamedText& n) { return n.first == name; });
    if (named != also.end()) {
      out += named->second;
    } else {
      out += name == "count" ? std::to_string(findings.size()) : shown_values(scene, name, findings);
    }
    done = at + name.size() + 1;
  }
  out += text.substr(done);
  return out;
}

}  // namespace doctor
