#include "report/time_axis.h"

#include <algorithm>
#include <array>
#include <limits>
#include <set>

#include "base/text.h"

namespace doctor {

namespace {

constexpr std::uint64_t kLatest = std::numeric_limits<std::uint64_t>::max();

// In seconds. Beyond the last one, it is doubled.
constexpr std::array<std::uint64_t, 20> kSteps = {1,   2,    5,    10,   15,    30,    60,    120,   300,    600,
                                                  900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800};

/// A stretch of time that grows; nothing at first.
struct Span {
  FileTime first, last;

  void add(FileTime from, FileTime to) {
    if (from.ticks == 0) return;
    if (first.ticks == 0 || from < first) first = from;
    last = std::max({last, from, to});
  }
};

/// What the logs cover: a moment outside is that of a certificate or registry file, which was given one.
Span logs_span(const ScanResult& scan) {
  Span span;
  bool any_log = scan.inputs.empty();
  for (const InputResult& input : scan.inputs) {
    if (input.undated) continue;
    any_log = true;
    for (const Extent& e : input.extents.list()) span.add(e.first, e.last);
  }
  if (any_log && span.first.ticks == 0) return {FileTime{1}, FileTime{kLatest}};
  return span;
}

/// Trouble, and what is close enough to be seen with it: changes up to one and a half times the trouble's own time before, so that it keeps
/// two fifths of the axis; what failed up to a quarter of it after; or some minutes, if it was short.
class ShownSpan {
 public:
  ShownSpan(const Report& report, std::string_view computer) : logs_(logs_span(report.scan)) {
    const auto is_meant = [&](const auto& entry) {
      return computer.empty() || equals_ignore_case(entry.computer, computer);
    };
    const Assessment& a = report.assessment;
    for (const Diagnosis& d : a.diagnoses) {
      if (d.verdict != Verdict::ruled_out && is_meant(d)) add(d.first, d.last);
    }
    for (const FalseAlarm& f : a.false_alarms) {
      if (is_meant(f)) add(f.first, f.last);
    }
    for (const Unexplained& u : a.unexplained) {
      if (is_meant(u)) add(u.first, u.last);
    }
    if (span_.first.ticks == 0) return;
    const Span trouble = span_;
    const std::uint64_t length = trouble.last.ticks - trouble.first.ticks, some_minutes = 300 * kTicksPerSecond;
    const std::uint64_t before = std::max(length + std::min(length / 2, kLatest - length), some_minutes);
    const std::uint64_t after = std::max(length / 4, some_minutes);
    const auto add_near = [&](const Nearby& one) {
      const bool is_before = one.time < trouble.first && trouble.first.ticks - one.time.ticks <= before;
      const bool is_after = one.time > trouble.last && one.time.ticks - trouble.last.ticks <= after;
      if (is_before || is_after) add(one.time, one.time);
    };
    for (const Diagnosis& d : a.diagnoses) {
      if (d.verdict == Verdict::ruled_out || !is_meant(d)) continue;
      for (const Nearby& one : d.activity.changes) add_near(one);
      for (const Nearby& one : d.activity.impact) add_near(one);
    }
  }

  const Span& span() const { return span_; }

 private:
  void add(FileTime first, FileTime last) {
    const FileTime from = std::max(first, logs_.first), to = std::min(std::max(first, last), logs_.last);
    if (first.ticks != 0 && from <= to) span_.add(from, to);
  }

  Span logs_, span_;
};

std::uint64_t buckets_with(const Span& span, std::uint64_t step) {
  return span.last.ticks / step - span.first.ticks / step + 1;
}

}  // namespace

FileTime TimeAxis::end() const {
  return start_of(buckets);
}

bool TimeAxis::holds(FileTime time) const {
  return buckets > 0 && time >= begin && (time.ticks - begin.ticks) / step.count < buckets;
}

std::uint32_t TimeAxis::bucket(FileTime time) const {
  if (time <= begin) return 0;
  return static_cast<std::uint32_t>(std::min<std::uint64_t>((time.ticks - begin.ticks) / step.count, buckets - 1));
}

FileTime TimeAxis::start_of(std::uint32_t bucket) const {
  const std::uint64_t room = (kLatest - begin.ticks) / step.count;
  return bucket > room ? FileTime{kLatest} : FileTime{begin.ticks + bucket * step.count};
}

TimeAxis time_axis(const Report& report, std::uint32_t at_most_buckets, std::string_view computer) {
  TimeAxis axis;
  const Span span = ShownSpan(report, computer).span();
  if (span.first.ticks == 0 || at_most_buckets == 0) return axis;
  std::size_t next = 0;
  std::uint64_t step = 0;
  do {
    step = next < kSteps.size() ? kSteps[next++] * kTicksPerSecond : step * 2;
  } while (buckets_with(span, step) > at_most_buckets && step < kLatest / 2);
  axis.step = Ticks{step};
  axis.begin = FileTime{span.first.ticks / step * step};
  axis.buckets = static_cast<std::uint32_t>(std::min<std::uint64_t>(buckets_with(span, step), at_most_buckets));
  return axis;
}

EventTimes::EventTimes(const Report& report, const RuleSet& rules) : report_(report), rules_(rules) {
  const ScanResult& scan = report.scan;
  for (std::size_t i = 0; i < scan.findings.size(); ++i) {
    const Finding& f = scan.findings[i];
    if (f.time.ticks == 0 || (f.source < scan.inputs.size() && scan.inputs[f.source].undated)) continue;
    computers_.try_emplace(scan.strings[f.computer], f.computer);
    by_rule_[f.rule][f.computer].push_back(static_cast<std::uint32_t>(i));
  }
}

template <class Take>
void EventTimes::each(std::string_view signal, std::string_view computer, Take take) const {
  const auto rule = rules_.rule(signal);
  const auto found = rule ? by_rule_.find(*rule) : by_rule_.end();
  if (found == by_rule_.end()) return;
  if (!computer.empty()) {
    const auto number = computers_.find(computer);
    const auto here = number == computers_.end() ? found->second.end() : found->second.find(number->second);
    if (here == found->second.end()) return;
    for (const std::uint32_t index : here->second) take(index);
    return;
  }
  for (const auto& [name, indices] : found->second) {
    for (const std::uint32_t index : indices) take(index);
  }
}

std::vector<std::uint64_t> EventTimes::count(const TimeAxis& axis, std::span<const std::string> signals,
                                             std::string_view computer) const {
  std::vector<std::uint64_t> out(axis.buckets, 0);
  std::set<std::string_view> counted;
  for (const std::string& signal : signals) {
    if (!counted.insert(signal).second) continue;
    each(signal, computer, [&](std::uint32_t index) {
      const FileTime time = report_.scan.findings[index].time;
      if (axis.holds(time)) ++out[axis.bucket(time)];
    });
  }
  return out;
}

std::vector<std::uint32_t> EventTimes::findings(std::string_view signal, std::string_view computer) const {
  std::vector<std::uint32_t> out;
  each(signal, computer, [&](std::uint32_t index) { out.push_back(index); });
  std::sort(out.begin(), out.end());
  return out;
}

std::vector<std::uint64_t> events_per_bucket(const Report& report, const RuleSet& rules, const TimeAxis& axis,
                                             std::span<const std::string> signals, std::string_view computer) {
  return EventTimes(report, rules).count(axis, signals, computer);
}

}  // namespace doctor
