#include <algorithm>
#include <iterator>
#include <map>

#include "base/sorting.h"
#include "diagnose/activity.h"
#include "diagnose/ledger.h"

namespace doctor {

namespace {

FindingList merged(const FalseAlarmRule& rule, const Scene& scene) {
  FindingList out;
  for (const std::string& signal : rule.signals) {
    const FindingList list = scene.findings(signal);
    out.insert(out.end(), list.begin(), list.end());
  }
  sort_unless_sorted(out);
  return out;
}

// What a document judges as one: bursts of all its signals together, a periodic series, or the runs of each signal.
std::vector<FindingList> pieces(const FalseAlarmRule& rule, const Scene& scene, const Ledger& ledger) {
  if (rule.shape == FalseAlarmRule::Shape::burst) {
    const Extent* extent = scene.host.extent("System");
    return bursts(scene.scan, scene.rules, ledger.still_open(merged(rule, scene)), extent ? extent->last : FileTime{});
  }
  if (rule.shape == FalseAlarmRule::Shape::periodic) {
    return periodic_series(scene.scan, scene.rules, ledger.still_open(merged(rule, scene)));
  }
  const std::vector<FileTime> ends = scene.times(rule.followed_by);
  std::vector<FindingList> out;
  for (const std::string& signal : rule.signals) {
    for (FindingList& run : runs(scene.scan, ledger.still_open(scene.findings(signal)), kRunGap, ends)) {
      out.push_back(std::move(run));
    }
  }
  return out;
}

bool any_in(const std::vector<FileTime>& sorted, std::uint64_t from, std::uint64_t until) {
  const auto it = std::lower_bound(sorted.begin(), sorted.end(), FileTime{from});
  return it != sorted.end() && it->ticks <= until;
}

std::uint64_t count_in(const std::vector<FileTime>& sorted, std::uint64_t from, std::uint64_t until) {
  const auto first = std::lower_bound(sorted.begin(), sorted.end(), FileTime{from});
  const auto last = std::upper_bound(first, sorted.end(), FileTime{until});
  return static_cast<std::uint64_t>(last - first);
}

// One document's conditions on one computer, with the times it asks for looked up once.
class Judge {
 public:
  Judge(const FalseAlarmRule& rule, const Scene& scene, std::span<const Candidate> raised)
      : rule_(rule),
        scene_(scene),
        raised_(raised),
        trouble_(scene.times(rule.without)),
        after_(scene.times(rule.followed_by)),
        healthy_(scene.times(rule.healthy_seen)),
        own_(rule.at_most == 0 ? std::vector<FileTime>() : scene.times(rule.signals)) {}

  bool holds(const FindingList& piece) const {
    const std::uint64_t first = scene_.time(piece.front()).ticks, last = scene_.time(piece.back()).ticks;
    if (!rule_.topology.empty() && !scene_.topology.is(rule_.topology)) return false;
    if (!rule_.falling.empty() && change_of(rule_.falling, piece, scene_).value_or(0) >= 0) return false;
    const std::uint64_t near = rule_.near.count;
    if (any_in(trouble_, first > near ? first - near : 0, last + near)) return false;
    if (rule_.at_most != 0 && count_in(own_, first > near ? first - near : 0, last + near) > rule_.at_most) return false;
    if (!rule_.followed_by.empty() && !any_in(after_, last, last + rule_.within.count)) return false;
    return is_healthy(first, last) && (rule_.explained_by.empty() || cause_of(piece) != nullptr);
  }

  /// The best of the diagnoses that may explain it, raised high enough and at the same time; or null.
  const Diagnosis* cause_of(const FindingList& piece) const {
    for (const Candidate& candidate : raised_) {
      const Diagnosis& d = candidate.diagnosis;
      if (d.verdict > rule_.verdict) continue;
      if (std::find(rule_.explained_by.begin(), rule_.explained_by.end(), d.id) == rule_.explained_by.end()) continue;
      if (same_time(d.first, d.last, scene_.time(piece.front()), scene_.time(piece.back()))) return &d;
    }
    return nullptr;
  }

 private:
  bool is_healthy(std::uint64_t first, std::uint64_t last) const {
    if (rule_.healthy_seen.empty() && rule_.healthy_quiet.empty()) return true;
    if (any_in(healthy_, first, last)) return true;
    const Extent* extent = rule_.healthy_quiet.empty() ? nullptr : scene_.host.extent(rule_.healthy_quiet);
    return extent != nullptr && extent->first.ticks <= last && extent->last.ticks >= first && trouble_.empty();
  }

  const FalseAlarmRule& rule_;
  const Scene& scene_;
  std::span<const Candidate> raised_;
  std::vector<FileTime> trouble_, after_, healthy_, own_;
};

std::string reason_of(const FalseAlarmRule& rule, const FindingList& piece, const Diagnosis* cause,
                      const Scene& scene) {
  std::vector<NamedText> also = {{"topology", scene.topology.reason}};
  if (cause != nullptr) {
    also.emplace_back("diagnosis", cause->id + " (" + std::string(verdict_name(cause->verdict)) + ")");
  }
  return fill(rule.reason, piece, scene, also);
}

// A symptom may mislead for a second reason: that its text cannot be true here. Both are worth knowing.
std::string by_design_too(const FalseAlarmRule& rule, const FindingList& piece, const Scene& scene,
                          const std::vector<FalseAlarmRule>& others) {
  if (rule.kind != "symptom") return {};
  const std::string& signal = scene.rules.rules()[scene.scan.findings[piece.front()].rule].id;
  for (const FalseAlarmRule& other : others) {
    if (other.kind != "by_design") continue;
    if (std::find(other.signals.begin(), other.signals.end(), signal) == other.signals.end()) continue;
    if (Judge(other, scene, {}).holds(piece)) return " " + reason_of(other, piece, nullptr, scene);
  }
  return {};
}

// An entry in the making.
struct Entry {
  FalseAlarm alarm;
  std::vector<FileTime> times;
};

// One entry for each signal, class, cause and computer, however many runs there were; its reason is that of the first run.
void add(Entry entry, std::vector<Entry>& out) {
  const FalseAlarm& one = entry.alarm;
  for (Entry& before : out) {
    FalseAlarm& other = before.alarm;
    if (other.signal != one.signal || other.kind != one.kind || other.explained_by != one.explained_by ||
        other.computer != one.computer) {
      continue;
    }
    other.count += one.count;
    other.first = std::min(other.first, one.first);
    other.last = std::max(other.last, one.last);
    before.times.insert(before.times.end(), entry.times.begin(), entry.times.end());
    return;
  }
  out.push_back(std::move(entry));
}

// A piece may hold several signals (a burst does): one entry for each.
void add_by_signal(const FalseAlarmRule& rule, const FindingList& piece, const std::string& reason,
                   const Diagnosis* cause, const Scene& scene, std::vector<Entry>& out) {
  std::map<std::uint32_t, FindingList> by_rule;
  for (const std::uint32_t i : piece) by_rule[scene.scan.findings[i].rule].push_back(i);
  for (const auto& [index, list] : by_rule) {
    const Finding& first = scene.scan.findings[list.front()];
    Entry entry;
    FalseAlarm& one = entry.alarm;
    one.signal = scene.rules.rules()[index].id;
    one.provider = scene.scan.strings[first.provider];
    one.event_id = first.event_id;
    one.kind = rule.kind;
    one.reason = reason;
    if (cause != nullptr) one.explained_by = cause->id;
    one.count = list.size();
    one.computer = scene.host.name;
    one.first = first.time;
    one.last = scene.time(list.back());
    entry.times = scene.times(list);
    add(std::move(entry), out);
  }
}

}  // namespace

FindingList classify(const FalseAlarmRule& rule, const Scene& scene, std::span<const Candidate> raised,
                     const std::vector<FalseAlarmRule>& others, Ledger& ledger, std::vector<FalseAlarm>& out) {
  const Judge judge(rule, scene, raised);
  std::vector<Entry> mine;  // of this computer and document: few, so that looking for equals stays cheap
  FindingList taken;
  for (const FindingList& piece : pieces(rule, scene, ledger)) {
    if (!judge.holds(piece)) continue;
    const Diagnosis* cause = judge.cause_of(piece);
    const std::string reason = reason_of(rule, piece, cause, scene) + by_design_too(rule, piece, scene, others);
    const FindingList accounted = ledger.take(piece);
    add_by_signal(rule, accounted, reason, cause, scene, mine);
    taken.insert(taken.end(), accounted.begin(), accounted.end());
  }
  for (Entry& entry : mine) {
    sort_unless_sorted(entry.times);
    entry.alarm.rhythm = rhythm_of(entry.times);
    out.push_back(std::move(entry.alarm));
  }
  sort_unless_sorted(taken);
  return taken;
}

}  // namespace doctor
