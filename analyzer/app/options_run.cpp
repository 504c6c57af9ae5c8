// The flags of a scan that is run again and again.
#include <optional>
#include <string>

#include "app/options_raw.h"
#include "base/text.h"

namespace doctor {

namespace {

std::string span(const std::string& text, const char* flag, Ticks& out) {
  if (text.empty()) return {};
  const auto parsed = parse_timespan(text);
  if (!parsed) return std::string(flag) + ": '" + printable(text) + "' is not a span of time such as 90d or 12h";
  out = *parsed;
  return {};
}

}  // namespace

void add_run_flags(CLI::App& scan, RawOptions& raw, Options& o) {
  const auto option = [&scan](const char* name, auto& variable, const char* value, const char* what) {
    return scan.add_option(name, variable, what)->type_name(value)->group("Run after run");
  };
  const auto not_empty = [](const std::string& text) {
    return text.empty() ? std::string("the name is empty") : std::string();
  };
  option("--state", o.state, "FILE", "remember what was read and found: the next run reads only what is new")
      ->check(not_empty);
  option("--history", raw.history, "SPAN", "how long findings are remembered")->default_str("35d");
  option("--quiet-after", raw.quiet_after, "SPAN", "a System log with nothing new for longer stands still; 0s: never")
      ->default_str("25h");
  option("--report-dir", o.report_dir, "DIR", "write a dated report, JSON and text, into this folder")->check(not_empty);
  option("--keep", raw.keep, "SPAN", "how long dated reports are kept")->default_str("90d");
  option("--on-finding", o.on_finding, "COMMAND", "run this for each new and recovered diagnosis, JSON on its input")
      ->check(not_empty);
  scan.add_flag("--eventlog", o.event_log, "tell new and recovered diagnoses to the Windows event log, or to syslog")
      ->group("Run after run");
  option("--metrics", o.metrics, "FILE", "write a text file for Prometheus' node_exporter or windows_exporter")
      ->check(not_empty);
  for (const char* needs_state : {"--history", "--quiet-after", "--report-dir", "--on-finding", "--eventlog"}) {
    scan.get_option(needs_state)->needs(scan.get_option("--state"));
  }
  scan.get_option("--keep")->needs(scan.get_option("--report-dir"));
  // A state says what was read of whole logs: a run that reads part of them would tell it lies.
  for (const char* partial : {"--since", "--until", "--carve", "--why", "--redact"}) {
    scan.get_option("--state")->excludes(scan.get_option(partial));
  }
  scan.get_option("--metrics")->excludes(scan.get_option("--why"));
}

std::string finish_run(const RawOptions& raw, Options& o) {
  if (std::string problem = span(raw.history, "--history", o.history); !problem.empty()) return problem;
  if (std::string problem = span(raw.quiet_after, "--quiet-after", o.quiet_after); !problem.empty()) return problem;
  return span(raw.keep, "--keep", o.keep);
}

}  // namespace doctor
