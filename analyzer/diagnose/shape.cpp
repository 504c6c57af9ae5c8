#include "diagnose/shape.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>

namespace doctor {

namespace {

// Two findings are of one kind if they are of one rule and agree in these. Not the target or the caller: a host that fails towards
// ten peers in a second is no scanner.
constexpr std::array<std::string_view, 3> kKindFields = {"TlsAlert", "TlsState", "TlsProtocol"};

class Kinds {
 public:
  Kinds(const ScanResult& scan, const RuleSet& rules) : scan_(scan), rules_(rules) {}

  /// Lives as long as this.
  const std::string& of(const Finding& finding) {
    // A log repeats few texts in many findings.
    std::string& kind = known_[std::uint64_t{finding.rule} << 32 | finding.values];
    if (kind.empty()) kind = put_together(finding);
    return kind;
  }

 private:
  std::string put_together(const Finding& finding) const {
    const Rule& rule = rules_.rules()[finding.rule];
    std::string out = rule.id;
    for (std::size_t i = 0; i < rule.keep.size(); ++i) {
      if (std::find(kKindFields.begin(), kKindFields.end(), rule.keep[i]) == kKindFields.end()) continue;
      for (const std::string_view value : values_of(scan_.strings[finding.values], i)) {
        out += '\x1f';
        out += value;
      }
    }
    return out;
  }

  const ScanResult& scan_;
  const RuleSet& rules_;
  std::unordered_map<std::uint64_t, std::string> known_;  ///< by rule and values
};

Ticks between(FileTime a, FileTime b) {
  return Ticks{b > a ? b.ticks - a.ticks : 0};
}

bool is_periodic(const ScanResult& scan, const FindingList& list) {
  std::vector<FileTime> times;
  for (const std::uint32_t i : list) times.push_back(scan.findings[i].time);
  return regular_pause(times).has_value();
}

}  // namespace

std::optional<double> regular_pause(std::span<const FileTime> times) {
  if (times.size() < kPeriodicFindings) return std::nullopt;
  const double n = static_cast<double>(times.size() - 1);
  double sum = 0, squares = 0;
  for (std::size_t i = 1; i < times.size(); ++i) {
    const double seconds =
        static_cast<double>(between(times[i - 1], times[i]).count) / static_cast<double>(kTicksPerSecond);
    sum += seconds;
    squares += seconds * seconds;
  }
  const double mean = sum / n;
  const double variance = std::max(0.0, squares / n - mean * mean);
  const bool regular = mean >= static_cast<double>(kPeriodicPause.count / kTicksPerSecond) &&
                       std::sqrt(variance) < kPeriodicVariation * mean;
  return regular ? std::optional(mean) : std::nullopt;
}

std::vector<FindingList> runs(const ScanResult& scan, const FindingList& list, Ticks gap,
                              std::span<const FileTime> ends) {
  std::vector<FindingList> out;
  auto end = ends.begin();
  FileTime before;
  for (const std::uint32_t i : list) {
    const FileTime time = scan.findings[i].time;
    bool cut = out.empty() || between(before, time) > gap;
    for (; end != ends.end() && *end < time; ++end) cut = cut || *end >= before;
    if (cut) out.emplace_back();
    out.back().push_back(i);
    before = time;
  }
  return out;
}

std::vector<FindingList> bursts(const ScanResult& scan, const RuleSet& rules, const FindingList& list,
                                FileTime log_end) {
  Kinds kinds(scan, rules);
  std::vector<FindingList> out;
  for (FindingList& run : runs(scan, list, kBurstSilence, {})) {
    const FileTime first = scan.findings[run.front()].time, last = scan.findings[run.back()].time;
    if (run.size() < kBurstFindings || between(first, last) > kBurstLength) continue;
    if (between(last, log_end) < kBurstSilence) continue;
    std::set<std::string_view> different;
    for (const std::uint32_t i : run) different.insert(kinds.of(scan.findings[i]));
    if (different.size() >= kBurstKinds) out.push_back(std::move(run));
  }
  return out;
}

std::vector<FindingList> periodic_series(const ScanResult& scan, const RuleSet& rules, const FindingList& list) {
  Kinds kinds(scan, rules);
  std::map<std::string_view, FindingList> series;
  for (const std::uint32_t i : list) series[kinds.of(scan.findings[i])].push_back(i);
  std::vector<FindingList> out;
  for (auto& [kind, one] : series) {
    if (is_periodic(scan, one)) out.push_back(std::move(one));
  }
  return out;
}

}  // namespace doctor
