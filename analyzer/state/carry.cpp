#include "state/carry.h"

#include <algorithm>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>

namespace doctor {

namespace {

InputResult input_of(const LogState& log) {
  InputResult input;
  input.path = log.path;
  input.kind = log.kind;
  input.bytes = log.memory.bytes;
  input.duplicates = log.duplicates;
  input.relevant = log.relevant;
  input.extents = log.extents;
  return input;
}

// Numbers that are given out in the order of first use.
class Numbers {
 public:
  std::uint32_t of(std::uint32_t key) {
    const auto [it, is_new] = numbers_.try_emplace(key, next_);
    if (is_new) ++next_;
    return it->second;
  }

 private:
  std::unordered_map<std::uint32_t, std::uint32_t> numbers_;
  std::uint32_t next_ = 0;
};

FileTime newest_event(const ScanResult& scan, FileTime now) {
  FileTime newest;
  for (const Extent& e : scan.extents.list()) newest = std::max(newest, std::min(e.last, now));
  return newest;
}

// From when on findings are remembered: all that is older is forgotten. 0: nothing is.
FileTime begin_of_history(const ScanResult& scan, FileTime now, const HistoryLimits& limits) {
  const FileTime newest = newest_event(scan, now);
  FileTime begin = newest.ticks > limits.age.count ? FileTime{newest.ticks - limits.age.count} : FileTime{0};
  if (scan.findings.size() > limits.findings) {
    // Sorted by time. All of one moment stay or go together.
    const FileTime last_gone = scan.findings[scan.findings.size() - limits.findings - 1].time;
    begin = std::max(begin, FileTime{last_gone.ticks + 1});
  }
  return begin;
}

// The extents without the time before `begin`: counts stay, for they say what the log records.
Extents shortened(const Extents& extents, FileTime begin) {
  Extents out;
  for (Extent e : extents.list()) {
    if (e.first.ticks != 0 && e.first < begin) e.first = std::min(begin, e.last);
    out.insert(std::move(e));
  }
  return out;
}

void keep_findings(const ScanResult& scan, const RuleSet& rules, FileTime begin,
                   const std::vector<std::uint32_t>& log_of_input, RunState& state) {
  Numbers rule_numbers, text_numbers;
  text_numbers.of(0);
  state.rules.clear();
  state.texts.assign(1, {});
  state.findings.clear();
  const auto text = [&](std::uint32_t index) {
    const std::uint32_t number = text_numbers.of(index);
    if (number == state.texts.size()) state.texts.emplace_back(scan.strings[index]);
    return number;
  };
  for (const Finding& f : scan.findings) {
    const std::uint32_t log = f.source < log_of_input.size() ? log_of_input[f.source] : UINT32_MAX;
    if (log == UINT32_MAX || f.time < begin) continue;
    StoredFinding s;
    s.rule = rule_numbers.of(f.rule);
    if (s.rule == state.rules.size()) state.rules.push_back(rules.rules()[f.rule].id);
    s.log = log;
    s.offset = f.offset;
    s.record_id = f.record_id;
    s.time = f.time;
    s.event_id = f.event_id;
    s.provider = text(f.provider);
    s.channel = text(f.channel);
    s.computer = text(f.computer);
    s.values = text(f.values);
    state.findings.push_back(s);
  }
}

}  // namespace

ScanResult earlier_scan(const RunState& state, const RuleSet& rules, const std::set<std::string>& read_again) {
  ScanResult earlier;
  std::vector<std::uint32_t> inputs;  // of each log; UINT32_MAX: nothing of it counts
  for (const LogState& log : state.logs) {
    const bool counts = !read_again.contains(log.path);
    inputs.push_back(counts ? static_cast<std::uint32_t>(earlier.inputs.size()) : UINT32_MAX);
    if (counts) earlier.inputs.push_back(input_of(log));
  }
  std::vector<std::uint32_t> texts, rule_indices;
  for (const std::string& text : state.texts) texts.push_back(earlier.strings.intern(text));
  for (const std::string& id : state.rules) rule_indices.push_back(rules.rule(id).value_or(UINT32_MAX));
  earlier.findings.reserve(state.findings.size());
  for (const StoredFinding& s : state.findings) {
    if (rule_indices[s.rule] == UINT32_MAX || inputs[s.log] == UINT32_MAX) continue;
    Finding f;
    f.rule = rule_indices[s.rule];
    f.source = inputs[s.log];
    f.offset = s.offset;
    f.record_id = s.record_id;
    f.time = s.time;
    f.event_id = s.event_id;
    f.provider = texts[s.provider];
    f.channel = texts[s.channel];
    f.computer = texts[s.computer];
    f.values = texts[s.values];
    earlier.findings.push_back(f);
  }
  return earlier;
}

void remember_scan(const ScanResult& scan, const RuleSet& rules, FileTime now, const HistoryLimits& limits,
                   RunState& state) {
  const FileTime begin = begin_of_history(scan, now, limits);
  const bool forgets = std::any_of(scan.findings.begin(), scan.findings.end(),
                                   [&](const Finding& f) { return f.time < begin && f.time.ticks != 0; });
  if (forgets) state.forgotten = std::max(state.forgotten, begin);
  std::map<std::string_view, std::uint32_t> logs;
  for (std::uint32_t i = 0; i < state.logs.size(); ++i) logs[state.logs[i].path] = i;
  std::vector<std::uint32_t> log_of_input(scan.inputs.size(), UINT32_MAX);
  for (std::size_t i = 0; i < scan.inputs.size(); ++i) {
    const InputResult& input = scan.inputs[i];
    const auto it = logs.find(input.path);
    if (it == logs.end() || input.undated || !input.error.empty()) continue;
    log_of_input[i] = it->second;
    LogState& log = state.logs[it->second];
    log.kind = input.kind;
    log.relevant = input.relevant;
    log.duplicates = input.duplicates;
    log.extents = forgets ? shortened(input.extents, begin) : input.extents;
  }
  keep_findings(scan, rules, begin, log_of_input, state);
  std::vector<KnownDiagnosis>& known = state.diagnoses;
  const auto ended = static_cast<std::size_t>(
      std::count_if(known.begin(), known.end(), [](const KnownDiagnosis& k) { return !k.open; }));
  if (ended <= limits.diagnoses) return;
  std::vector<FileTime> times;
  for (const KnownDiagnosis& k : known) {
    if (!k.open) times.push_back(k.reported);
  }
  std::sort(times.begin(), times.end());
  const FileTime oldest_kept = times[ended - limits.diagnoses];
  std::erase_if(known, [&](const KnownDiagnosis& k) { return !k.open && k.reported < oldest_kept; });
}

}  // namespace doctor
