#include "app/run_memory.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "app/output.h"
#include "app/quiet_run.h"
#include "app/version.h"
#include "base/text.h"
#include "evtx/evtx_source.h"
#include "platform/file.h"
#include "state/carry.h"
#include "state/compare.h"
#include "state/state_file.h"

namespace doctor {

namespace {

/// Chunks that are in no log any more, remembered against copies that come back: 1 GiB of log.
constexpr std::size_t kMostPast = 16'384;

bool writes_every_day(const Extents& extents) {
  // Windows notes its uptime in System every noon (EventLog 6013). Other logs may be silent for weeks and be well.
  return std::any_of(extents.list().begin(), extents.list().end(),
                     [](const Extent& e) { return equals_ignore_case(e.channel, "System"); });
}

// Where the log of that path is, or belongs.
std::vector<LogState>::iterator place_of(RunState& state, const std::string& path) {
  const auto by_path = [](const LogState& log, const std::string& p) { return log.path < p; };
  return std::lower_bound(state.logs.begin(), state.logs.end(), path, by_path);
}

LogState& log_at(RunState& state, const std::string& path) {
  const auto it = place_of(state, path);
  if (it != state.logs.end() && it->path == path) return *it;
  const auto place = it - state.logs.begin();
  for (StoredFinding& f : state.findings) {
    if (f.log >= static_cast<std::uint32_t>(place)) ++f.log;
  }
  LogState log;
  log.path = path;
  return *state.logs.insert(it, std::move(log));
}

}  // namespace

RunMemory::RunMemory(const Options& options, std::uint64_t rules_fingerprint, FileTime now)
    : options_(options), rules_fingerprint_(rules_fingerprint), now_(now) {
  begin();
}

void RunMemory::trouble(const std::string& text) {
  put_error(text);
  code_ = worse(code_, ExitCode::input);
}

void RunMemory::begin() {
  const auto path = path_from_text(options_.state);
  auto lock = FileLock::acquire(path_from_text(options_.state + ".lock"));
  if (!lock) {
    trouble(fmt::format("{}: nothing will be remembered of this run, and nobody told of it (state-read-only)",
                        lock.error().what));
    return;
  }
  if (!*lock) {
    refused_ = true;
    trouble(fmt::format("another run is using the state '{}': this one ends (state-locked)", options_.state));
    return;
  }
  auto read = read_state(path);
  if (!read) {
    refused_ = true;
    trouble(fmt::format("cannot read the state '{}': {} (state-unreadable)", options_.state, read.error().what));
    return;
  }
  if (*read && (*read)->trouble == StateTrouble::newer) {
    refused_ = true;
    trouble(fmt::format("the state '{}' is left alone: {}; use the newer program, or another file (state-newer)",
                        options_.state, (*read)->why));
    return;
  }
  if (*read && (*read)->trouble == StateTrouble::damaged) {
    state_trouble_ = (*read)->why;
    const auto aside = put_aside(path);
    if (!aside) {
      refused_ = true;
      trouble(fmt::format("the state '{}' is damaged ({}) and cannot be put aside: {} (state-damaged)", options_.state,
                          (*read)->why, aside.error().what));
      return;
    }
    trouble(fmt::format("the state '{}' is damaged ({}): it is kept as '{}', all logs are read again, and what was known "
                        "is told as new (state-damaged)",
                        options_.state, (*read)->why, path_text(*aside)));
  } else if (*read) {
    state_ = std::move((*read)->state);
  }
  lock_ = std::move(**lock);
  rules_changed_ = state_.runs > 0 && state_.rules_fingerprint != rules_fingerprint_;
  forget_old_logs();
}

void RunMemory::forget_old_logs() {
  const auto is_old = [&](const LogState& log) {
    return !log.present && now_.ticks > options_.history.count &&
           log.seen < FileTime{now_.ticks - options_.history.count};
  };
  std::vector<std::uint32_t> moved_to;
  std::uint32_t kept = 0;
  for (const LogState& log : state_.logs) moved_to.push_back(is_old(log) ? UINT32_MAX : kept++);
  if (kept == state_.logs.size()) return;
  forgot_logs_ = true;
  std::erase_if(state_.findings, [&](const StoredFinding& f) { return moved_to[f.log] == UINT32_MAX; });
  for (StoredFinding& f : state_.findings) f.log = moved_to[f.log];
  std::erase_if(state_.logs, is_old);
}

OpenLog RunMemory::open_log() {
  if (!remembers()) return {};
  return [this](File file, const std::string& shown) { return open(std::move(file), shown); };
}

std::uint32_t RunMemory::read_until(std::uint64_t chunk_identity) {
  if (rules_changed_) return 0;
  if (!chunks_listed_) {
    const auto add = [&](const std::vector<KnownChunk>& chunks) {
      for (const KnownChunk& c : chunks) {
        std::uint32_t& until = known_chunks_[c.identity];
        until = std::max(until, c.read_until);
      }
    };
    for (const LogState& log : state_.logs) add(log.memory.chunks);
    add(state_.past);
    known_chunks_.erase(0);
    chunks_listed_ = true;
  }
  const auto it = known_chunks_.find(chunk_identity);
  return it == known_chunks_.end() ? 0 : it->second;
}

Result<std::unique_ptr<EventSource>> RunMemory::open(File file, const std::string& shown) {
  const auto log = place_of(state_, shown);
  const bool known = !rules_changed_ && log != state_.logs.end() && log->path == shown && !log->memory.chunks.empty();
  Result<ResumePlan> plan =
      plan_resume(file, known ? &log->memory : nullptr, [this](std::uint64_t identity) { return read_until(identity); });
  if (!plan) return plan.error();
  auto source = open_evtx(std::move(file), shown, options_.reading, plan->parts);
  if (source) plans_.insert_or_assign(shown, *std::move(plan));
  return source;
}

bool RunMemory::nothing_new(const Inputs& inputs) const {
  if (!remembers() || rules_changed_ || forgot_logs_ || !state_trouble_.empty() || !only_logs(inputs)) return false;
  std::size_t present = 0;
  for (const LogState& log : state_.logs) present += log.present ? 1 : 0;
  if (present != inputs.sources.size()) return false;
  return std::all_of(inputs.sources.begin(), inputs.sources.end(), [&](const auto& source) {
    const auto plan = plans_.find(source->info().path);
    return plan != plans_.end() && plan->second.unchanged;
  });
}

std::optional<ExitCode> RunMemory::repeat(const Inputs& inputs) {
  const QuietOutcome& before = state_.quiet;
  if (before.question == 0 || before.question != quiet_question(options_) || state_.tool_version != kVersion ||
      !state_.pending.empty() || now_ < state_.last_run || !nothing_new(inputs)) {
    return std::nullopt;
  }
  std::vector<RunReport::LogNote> notes;
  for (const LogState& log : state_.logs) {
    // What was dated to the future may be believed by now (state/carry.h: HistoryLimits).
    for (const Extent& extent : log.extents.list()) {
      if (extent.last > state_.last_run) return std::nullopt;
    }
    if (!log.present) continue;
    if (auto still = standing_still(log, log.extents)) notes.push_back(*std::move(still));
  }
  if (digest_of(notes) != before.log_notes) return std::nullopt;
  ++state_.runs;
  state_.last_run = now_;
  for (LogState& log : state_.logs) {
    if (log.present) log.seen = std::max(log.seen, now_);
  }
  return static_cast<ExitCode>(before.exit_code);
}

void RunMemory::remember_outcome(const Inputs& inputs, const Report& report, ExitCode judged) {
  state_.quiet = {};
  // Only of a run that found nothing new itself: one that did may have forgotten findings that it was still judged by.
  if (!report.run || !nothing_new(inputs)) return;
  state_.quiet = {quiet_question(options_), static_cast<std::uint8_t>(judged), digest_of(report.run->logs)};
}

ScanResult RunMemory::earlier(const Inputs& inputs, const RuleSet& rules) {
  if (!remembers()) return {};
  std::set<std::string> read_again;
  for (const auto& source : inputs.sources) {
    const std::string& path = source->info().path;
    if (!plans_.contains(path) || rules_changed_) read_again.insert(path);
  }
  return earlier_scan(state_, rules, read_again);
}

std::optional<RunReport::LogNote> RunMemory::standing_still(const LogState& log, const Extents& extents) const {
  const bool judged = options_.quiet_after.count > 0 && writes_every_day(extents);
  if (!judged || now_ <= log.grew || now_.ticks - log.grew.ticks <= options_.quiet_after.count) return std::nullopt;
  return RunReport::LogNote{RunReport::LogNote::Kind::stands_still, log.path, log.grew, 0};
}

void RunMemory::note_absent(LogState& log, RunReport& run) {
  if (!log.present) return;
  log.present = false;
  // Renamed or archived: its chunks are in another file of this run.
  for (const KnownChunk& chunk : log.memory.chunks) {
    if (chunk.identity == 0) continue;
    for (const auto& [path, plan] : plans_) {
      const auto& now = plan.after.chunks;
      if (std::any_of(now.begin(), now.end(), [&](const KnownChunk& c) { return c.identity == chunk.identity; })) return;
    }
    break;
  }
  run.logs.push_back({RunReport::LogNote::Kind::vanished, log.path, log.seen, 0});
}

void RunMemory::update_logs(const Inputs& inputs, const ScanResult& scan, RunReport& run) {
  std::map<std::string_view, const InputResult*> results;
  for (const InputResult& input : scan.inputs) {
    if (input.error.empty()) results[input.path] = &input;
  }
  std::set<std::string_view> readable, failed;
  for (const Inputs::Failure& f : inputs.failures) failed.insert(f.path);
  for (const auto& source : inputs.sources) {
    if (source->undated()) continue;
    const std::string& path = source->info().path;
    readable.insert(path);
    LogState& log = log_at(state_, path);
    const bool is_first = log.seen.ticks == 0;
    const auto plan = plans_.find(path);
    bool grew = is_first;
    if (plan != plans_.end()) {
      grew = grew || !plan->second.parts.empty();
      if (plan->second.lost_records > 0) {
        run.logs.push_back(
            {RunReport::LogNote::Kind::overwritten, path, state_.last_run, plan->second.lost_records});
      }
      if (!plan->second.unchanged) before_.insert_or_assign(path, std::move(log.memory));
      log.memory = plan->second.after;
    } else {
      grew = grew || log.extents.events() != results.at(path)->extents.events();
      log.memory = {};
    }
    if (grew) log.grew = now_;
    log.seen = std::max(log.seen, now_);
    log.present = true;
    if (auto still = standing_still(log, results.at(path)->extents)) run.logs.push_back(*std::move(still));
  }
  for (LogState& log : state_.logs) {
    if (!readable.contains(log.path) && !failed.contains(log.path)) note_absent(log, run);
  }
}

// Of the logs that changed, what is no longer in any log.
void RunMemory::update_past() {
  if (before_.empty()) return;
  std::set<std::uint64_t> here;
  for (const LogState& log : state_.logs) {
    for (const KnownChunk& c : log.memory.chunks) here.insert(c.identity);
  }
  for (const auto& [path, before] : before_) {
    for (const KnownChunk& c : before.chunks) {
      if (c.identity != 0 && here.insert(c.identity).second) state_.past.push_back(c);
    }
  }
  if (state_.past.size() > kMostPast) {
    state_.past.erase(state_.past.begin(), state_.past.end() - static_cast<std::ptrdiff_t>(kMostPast));
  }
}

void RunMemory::take(const Inputs& inputs, const RuleSet& rules, const std::string& tool_version, Report& report) {
  if (!remembers()) return;
  RunReport run;
  run.number = ++state_.runs;
  run.time = now_;
  run.previous = state_.last_run;
  if (rules_changed_) state_.forgotten = {};
  update_logs(inputs, report.scan, run);
  update_past();
  Comparison compared =
      compare(state_.diagnoses, report.assessment, options_.fail_on, now_, state_.notices);
  run.changes = std::move(compared.changes);
  for (const Comparison::Gone& gone : compared.gone) {
    const KnownDiagnosis& k = gone.about;
    run.gone.push_back({k.fingerprint, k.id, k.title, k.computer, k.reported, gone.ruled_out});
  }
  state_.diagnoses = std::move(compared.known);
  HistoryLimits limits;
  limits.age = options_.history;
  remember_scan(report.scan, rules, now_, limits, state_);
  if (!compared.notices.empty()) state_.notices = compared.notices.back().number;
  std::move(compared.notices.begin(), compared.notices.end(), std::back_inserter(state_.pending));
  run.history = state_.forgotten;
  state_.last_run = now_;
  state_.rules_fingerprint = rules_fingerprint_;
  state_.tool_version = tool_version;
  report.run = std::move(run);
}

bool RunMemory::commit() {
  if (!remembers()) return false;
  const auto written = write_state(path_from_text(options_.state), state_);
  if (!written) trouble(written.error().what + " (state-not-written)");
  return written.has_value();
}

}  // namespace doctor
