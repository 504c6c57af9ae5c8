#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "app/exit_code.h"
#include "app/inputs.h"
#include "app/options.h"
#include "evtx/chunk_memory.h"
#include "platform/file_lock.h"
#include "report/report.h"
#include "state/run_state.h"

namespace doctor {

/// What a scan with --state does around the scan itself: keeps other runs out, opens only what is new of each log, and remembers what came
/// of it. What goes wrong is said on standard error; code() is what it means for the program's end.
/// In this order: begin, open_log (as inputs are opened), repeat; if that does not do, earlier, take, remember_outcome; commit.
/// Threads: one at a time. Not movable: open_log() refers to it.
class RunMemory {
 public:
  /// `rules_fingerprint`: findings of other rules are not gone on from; `now`: the time of this run.
  RunMemory(const Options& options, std::uint64_t rules_fingerprint, FileTime now);
  RunMemory(const RunMemory&) = delete;
  RunMemory& operator=(const RunMemory&) = delete;

  /// Another run is at work, or the state is not ours to touch: there must be no run.
  bool refused() const { return refused_; }
  /// ExitCode::input if anything went wrong so far.
  ExitCode code() const { return code_; }
  /// False: nothing can be remembered (no right to write); the run is one without a state.
  bool remembers() const { return lock_.has_value(); }

  OpenLog open_log();

  /// The exit code of a run of which it is certain without judging (app/quiet_run.h), with all that it is to remember; nothing, and nothing
  /// changed, if the run must be done. Nobody needs to be told of it.
  std::optional<ExitCode> repeat(const Inputs& inputs);

  /// What earlier runs found, for scan(). `inputs`: what was opened.
  ScanResult earlier(const Inputs& inputs, const RuleSet& rules);

  /// Compares with the last run, fills report.run, and makes what the next run is to know.
  void take(const Inputs& inputs, const RuleSet& rules, const std::string& tool_version, Report& report);

  /// What the run came to, for repeat() of the next. `judged`: the exit code by what was found, whatever else went wrong.
  void remember_outcome(const Inputs& inputs, const Report& report, ExitCode judged);

  /// Writes the state; false if that failed. May be called again after a change of pending().
  bool commit();

  /// What was not delivered yet. Only what commit() wrote may be delivered.
  std::vector<Notice>& pending() { return state_.pending; }
  const std::vector<Notice>& pending() const { return state_.pending; }
  std::uint64_t last_notice() const { return state_.notices; }
  ToldSoFar& told() { return state_.told; }
  std::vector<std::uint64_t>& troubles() { return state_.troubles; }  ///< as RunState
  /// Why what earlier runs knew is of no use; empty if it is.
  const std::string& state_trouble() const { return state_trouble_; }

 private:
  void begin();
  Result<std::unique_ptr<EventSource>> open(File file, const std::string& shown);
  std::uint32_t read_until(std::uint64_t chunk_identity);
  void forget_old_logs();
  void update_logs(const Inputs& inputs, const ScanResult& scan, RunReport& run);
  bool nothing_new(const Inputs& inputs) const;
  std::optional<RunReport::LogNote> standing_still(const LogState& log, const Extents& extents) const;
  void note_absent(LogState& log, RunReport& run);
  void update_past();
  void trouble(const std::string& text);

  const Options& options_;
  std::uint64_t rules_fingerprint_;
  FileTime now_;
  std::optional<FileLock> lock_;
  RunState state_;
  std::string state_trouble_;
  bool refused_ = false, rules_changed_ = false, forgot_logs_ = false;
  ExitCode code_ = ExitCode::nothing;
  std::map<std::string, ResumePlan> plans_;  ///< of the EVTX logs of this run, by shown path
  std::map<std::string, LogMemory> before_;  ///< of those that are not unchanged
  std::unordered_map<std::uint64_t, std::uint32_t> known_chunks_;  ///< filled when it is first asked for
  bool chunks_listed_ = false;
};

}  // namespace doctor
