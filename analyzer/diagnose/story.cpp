#include "diagnose/story.h"

#include <algorithm>
#include <tuple>

#include "base/text.h"
#include "engine/correlate.h"

namespace doctor {

namespace {

constexpr Ticks kHour{3600 * kTicksPerSecond};

FileTime after(FileTime time, Ticks span) {
  return FileTime{time.ticks + span.count};
}

}  // namespace

FileTime Story::start() {
  static const FileTime time = *parse_iso8601("2015-06-01T07:00:00Z");
  return time;
}

Story::Story(const RuleSet& rules) : rules_(rules) {}

Story& Story::on(std::string_view computer) {
  computer_ = computer;
  return *this;
}

Story& Story::log(std::string_view channel, std::string_view provider) {
  logs_.push_back({computer_, std::string(channel), std::string(provider), false, {}});
  return *this;
}

Story& Story::cut(Ticks from_start) {
  for (Log& log : logs_) {
    log.is_cut = true;
    log.end = after(start(), from_start);
  }
  return *this;
}

// A signal belongs to the log its rule looks at; one that looks at all logs is seen in the first.
std::uint32_t Story::channel_of(const Rule& rule) {
  for (const Log& log : logs_) {
    for (const std::string& channel : rule.scope.channels) {
      if (equals_ignore_case(channel, log.channel)) return scan_.strings.intern(log.channel);
    }
  }
  if (!rule.scope.channels.empty()) return scan_.strings.intern(rule.scope.channel_as_written);
  return scan_.strings.intern(logs_.empty() ? std::string_view() : std::string_view(logs_.front().channel));
}

const Story::Log* Story::log_of(const Finding& finding) const {
  for (const Log& log : logs_) {
    if (equals_ignore_case(log.computer, scan_.strings[finding.computer]) &&
        equals_ignore_case(log.channel, scan_.strings[finding.channel])) {
      return &log;
    }
  }
  return nullptr;
}

bool Story::see(std::string_view signal, Ticks at, std::uint64_t times, Ticks every, const Fields& fields) {
  const auto index = rules_.rule(signal);
  if (!index) return false;
  const Rule& rule = rules_.rules()[*index];
  std::vector<std::vector<std::string>> kept(rule.keep.size());
  for (const auto& [name, value] : fields) {
    const auto field = std::find(rule.keep.begin(), rule.keep.end(), name);
    if (field == rule.keep.end()) return false;
    kept[static_cast<std::size_t>(field - rule.keep.begin())].push_back(value);
  }
  Finding finding;
  finding.rule = *index;
  finding.computer = scan_.strings.intern(computer_);
  finding.channel = channel_of(rule);
  finding.values = scan_.strings.intern(joined_values(kept));
  if (const Log* log = log_of(finding)) finding.provider = scan_.strings.intern(log->provider);
  for (std::uint64_t n = 0; n < times; ++n) {
    finding.time = after(start(), Ticks{at.count + n * every.count});
    finding.record_id = scan_.findings.size() + 1;
    scan_.findings.push_back(finding);
  }
  return true;
}

ScanResult Story::take() {
  std::stable_sort(scan_.findings.begin(), scan_.findings.end(), [&](const Finding& a, const Finding& b) {
    return std::tuple(a.time, fold(scan_.strings[a.computer]), scan_.strings[a.channel], a.record_id) <
           std::tuple(b.time, fold(scan_.strings[b.computer]), scan_.strings[b.channel], b.record_id);
  });
  const FileTime last = scan_.findings.empty() ? start() : scan_.findings.back().time;
  for (const Log& log : logs_) {
    const std::string_view provider = log.provider.empty() ? std::string_view("EventLog") : log.provider;
    scan_.extents.count(log.computer, log.channel, provider, 4, FileTime{start().ticks - kHour.count});
    const FileTime end = log.is_cut ? log.end : after(last, Ticks{2 * kHour.count});
    scan_.extents.count(log.computer, log.channel, provider, 4, end);
  }
  correlate(rules_, scan_);
  return std::move(scan_);
}

}  // namespace doctor
