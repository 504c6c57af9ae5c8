#include <fmt/format.h>

#include <algorithm>

#include "app/commands.h"
#include "app/documents.h"
#include "app/inputs.h"
#include "app/output.h"
#include "app/progress.h"
#include "app/scan_exit.h"
#include "app/version.h"
#include "base/text.h"
#include "diagnose/assess.h"
#include "engine/scan.h"
#include "platform/console.h"
#include "report/report.h"

namespace doctor {

namespace {

ScanResult scan_inputs(const Inputs& inputs, const Documents& documents, const Options& options) {
  std::uint64_t total = 0;
  for (const auto& source : inputs.sources) total += source->info().bytes;
  Progress progress(total);
  ScanOptions scan_options;
  scan_options.threads = options.threads;
  scan_options.from = options.since;
  scan_options.until = options.until;
  scan_options.progress = [&](std::uint64_t bytes_done) {
    progress.update(bytes_done);
    return !interrupt_requested();
  };
  ScanResult result = scan(inputs.sources, documents.rules, documents.knowledge, scan_options);
  for (const Inputs::Failure& f : inputs.failures) {
    InputResult failed;
    failed.path = f.path;
    failed.bytes = f.bytes;
    failed.error = f.why;
    result.inputs.push_back(std::move(failed));
  }
  return result;
}

std::string render(const Report& report, const Documents& documents, const Options& options) {
  if (options.format == Format::json) return to_json(report, documents.rules, options.all);
  TextStyle style;
  style.width = options.output.empty() ? std::min(terminal_width(Stream::out), 120U) : 100;
  style.colours = wants_colours(options);
  style.utc = options.utc;
  style.all = options.all;
  style.local_time = to_local_text;
  return to_text(report, documents.rules, style);
}

}  // namespace

ExitCode run_scan(const Options& options) {
  Documents documents = load_documents(options);
  if (documents.rules.rules().empty() && documents.code != ExitCode::nothing) return documents.code;

  const Inputs inputs = open_inputs(options.paths, options.reading);
  say_failures(inputs);
  catch_interrupt();

  Report report;
  report.tool_version = kVersion;
  report.rules_fingerprint = documents.store.fingerprint();
  report.scan = scan_inputs(inputs, documents, options);
  if (report.scan.interrupted) {
    put_error("interrupted: no report");
    return ExitCode::interrupted;
  }
  report.assessment =
      assess(report.scan, documents.rules, documents.diagnoses, {options.topology, options.assume_logged});
  for (const Document& d : documents.store.documents()) report.documents.push_back(d.name);
  report.rule_problems = std::move(documents.problems);
  report.rules_refused = documents.refused;

  ExitCode code = worse(documents.code, judge(report, inputs, options));
  for (const std::string& channel : missing_channels(report.scan, options.require)) {
    put_error(fmt::format("required channel '{}' is not among the logs", channel));
  }
  if (!options.quiet) code = worse(code, put_result(options, render(report, documents, options)));
  return code;
}

}  // namespace doctor
