#include "app/after_run.h"

#include <fmt/format.h>

#include "app/log_entries.h"
#include "app/notify.h"
#include "app/output.h"
#include "app/report_folder.h"
#include "platform/clock.h"
#include "platform/file.h"
#include "platform/file_writer.h"
#include "platform/system_log.h"
#include "report/metrics.h"

namespace doctor {

namespace {

/// Columns of a report that nobody may ever see on a terminal.
constexpr unsigned kFileWidth = 100;

}  // namespace

ExitCode keep_reports(const FinishedRun& run, const Options& options) {
  if (options.report_dir.empty()) return ExitCode::nothing;
  if (!run.report.run) {
    put_error("no dated report: without a state the run has no number");
    return ExitCode::input;
  }
  TextStyle style;  // UTC: the same text whoever reads it wherever
  style.width = kFileWidth;
  style.utc = true;
  style.all = options.all;
  const std::string json = to_json(run.report, run.rules, options.all);
  const std::string text = to_text(run.report, run.rules, style);
  const auto kept =
      keep_report(options.report_dir, {run.report.run->time, run.report.run->number, json, text}, options.keep);
  if (!kept) {
    put_error(kept.error().what);
    return ExitCode::input;
  }
  for (const std::string& problem : kept->problems) put_error(problem);
  return kept->problems.empty() ? ExitCode::nothing : ExitCode::input;
}

ExitCode tell(const FinishedRun& run, const Options& options, RunMemory& memory) {
  SystemLog log;
  NotifyWays ways;
  ways.command = options.on_finding;
  ways.log = options.event_log ? &log : nullptr;
  ways.host = host_name();
  ExitCode code = ExitCode::nothing;
  bool changed = false;
  if (options.event_log) {
    const std::vector<std::uint64_t> before = memory.troubles();
    for (const LogEntry& entry : new_troubles(run.report, memory.state_trouble(), memory.troubles())) {
      if (const auto written = log.write(entry); !written) {
        put_error(written.error().what);
        code = ExitCode::input;
        memory.troubles() = before;  // the next run tries again
        break;
      }
    }
    changed = memory.troubles() != before;
  }
  if (!memory.pending().empty()) {
    const NotifyResult result = deliver(memory.pending(), run.report, ways, memory.told());
    if (result.waiting + result.given_up > 0) code = ExitCode::input;
    changed = true;
  }
  if (changed && !memory.commit()) code = ExitCode::input;
  return code;
}

ExitCode write_metrics(const FinishedRun& run, const Options& options, const RunMemory* memory, ExitCode code) {
  if (options.metrics.empty()) return ExitCode::nothing;
  RunFacts facts;
  facts.finished = system_time();
  facts.duration = {facts.finished > run.started ? facts.finished.ticks - run.started.ticks : 0};
  facts.exit_code = static_cast<int>(code);
  if (memory != nullptr) {
    facts.runs = run.report.run ? run.report.run->number : 0;
    facts.notices = memory->last_notice();
    facts.notices_pending = memory->pending().size();
    facts.state_damaged = !memory->state_trouble().empty();
  }
  const auto path = path_from_text(options.metrics);
  if (memory != nullptr) remove_leftovers(path);  // the lock of the state keeps out whoever might be writing
  const auto written = write_file(path, to_metrics(run.report, run.rules, facts));
  if (written) return ExitCode::nothing;
  put_error(written.error().what);
  return ExitCode::input;
}

}  // namespace doctor
