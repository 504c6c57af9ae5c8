#include <fmt/format.h>

#include <algorithm>

#include "app/after_run.h"
#include "app/commands.h"
#include "app/documents.h"
#include "app/inputs.h"
#include "app/make_report.h"
#include "app/output.h"
#include "app/progress.h"
#include "app/quiet_run.h"
#include "app/read_files.h"
#include "app/redaction.h"
#include "app/report_files.h"
#include "app/run_memory.h"
#include "app/scan_exit.h"
#include "app/scan_format.h"
#include "base/text.h"
#include "engine/scan.h"
#include "platform/clock.h"
#include "platform/console.h"
#include "report/report.h"
#include "report/why.h"

namespace doctor {

namespace {

std::string render(const Report& report, const Documents& documents, const Options& options) {
  if (options.brief) return to_verdict(report, documents.rules, text_style(options));
  return render_report(report, documents.rules, options);
}

/// Matches that are explained at most: they are kept until the end.
constexpr std::size_t kMostExplained = 10'000;

std::string render_why(std::uint32_t rule, const Inputs& inputs, const Documents& documents, const Options& options,
                       std::uint64_t& matches) {
  std::vector<std::string> paths;
  for (const auto& source : inputs.sources) {
    paths.push_back(inputs.redaction ? inputs.redaction->path(source->info().path) : source->info().path);
  }
  Progress progress(inputs.bytes());
  WhyOptions how;
  how.from = options.since;
  how.until = options.until;
  how.now = options.now.ticks != 0 ? options.now : system_time();
  if (options.all) how.most = kMostExplained;
  how.progress = [&](std::uint64_t bytes_done) {
    progress.update(bytes_done);
    return !interrupt_requested();
  };
  WhyResult result = why(inputs.sources, documents.rules, rule, documents.knowledge, how);
  matches = result.total;
  if (inputs.redaction) inputs.redaction->apply(result);
  const Rule& about = documents.rules.rules()[rule];
  return options.format == Format::json ? why_json(about, paths, result)
                                        : why_text(about, paths, result, text_style(options));
}

/// scan --why: exit code 1 if there is something to explain.
ExitCode run_why(const Documents& documents, const Options& options) {
  const auto rule = documents.rules.rule(options.why);
  const auto correlation = documents.rules.correlation(options.why);
  if (!rule && !correlation) {
    std::vector<std::string_view> names;
    for (const Rule& r : documents.rules.rules()) names.push_back(r.id);
    for (const Correlation& c : documents.rules.correlations()) names.push_back(c.id);
    const std::string help = did_you_mean(options.why, names);
    put_error(fmt::format("--why: there is no rule or correlation '{}'{}{}", printable(options.why),
                          help.empty() ? "" : "; ", help));
    return ExitCode::usage;
  }
  const auto question = question_of(documents, options);
  Inputs inputs = begin_reading(options, true, {}, question ? &*question : nullptr);
  if (const auto code = refuse_overwriting(inputs, options)) return *code;
  if (const auto code = prepare_redaction(inputs, options)) return *code;
  std::uint64_t matches = 0;
  std::string text;
  if (rule) {
    text = render_why(*rule, inputs, documents, options, matches);
  } else {
    const ScanResult scan = scan_inputs(inputs, documents, options);
    for (const Firing& f : scan.firings) matches += f.correlation == *correlation ? 1 : 0;
    text = options.format == Format::json ? why_json(*correlation, documents.rules, scan)
                                          : why_text(*correlation, documents.rules, scan, text_style(options));
  }
  if (interrupt_requested()) {
    put_error("interrupted: no result");
    return ExitCode::interrupted;
  }
  ExitCode code = matches > 0 ? ExitCode::found : ExitCode::nothing;
  if (!inputs.failures.empty() || inputs.sources.empty()) code = worse(code, ExitCode::input);
  return worse(worse(documents.code, code), put_result(options, text));
}

}  // namespace

namespace {

/// The report and what it means for the end of the program.
ExitCode put_report(const Report& report, const Inputs& inputs, const Documents& documents, const Options& options) {
  ExitCode code = worse(documents.code, judge(report, inputs, options));
  for (const std::string& channel : missing_channels(report.scan, options.require)) {
    put_error(fmt::format("required channel '{}' is not among the logs", channel));
  }
  if (!options.quiet) code = worse(code, put_result(options, render(report, documents, options)));
  code = worse(code, write_report_files(report, documents.rules, options));
  return code;
}

ExitCode interrupted() {
  put_error("interrupted: no report");
  return ExitCode::interrupted;
}

/// A scan that remembers nothing, once its inputs are open.
ExitCode finish(const Inputs& inputs, const Documents& documents, const Options& options, FileTime started) {
  const Report report = make_report(inputs, documents, options);
  if (report.scan.interrupted) return interrupted();
  const ExitCode code = put_report(report, inputs, documents, options);
  return worse(code, write_metrics({report, documents.rules, started}, options, nullptr, code));
}

/// A run that remembers, once its inputs are open.
ExitCode finish_remembered(RunMemory& memory, const Inputs& inputs, const Documents& documents, const Options& options,
                           FileTime started) {
  const Report report = make_remembered_report(memory, inputs, documents, options);
  if (report.scan.interrupted) return interrupted();
  const FinishedRun run{report, documents.rules, started};
  // The report first: a run that ends in between did not happen, and the next one makes the same report under the same number.
  ExitCode code = put_report(report, inputs, documents, options);
  code = worse(code, keep_reports(run, options));
  memory.remember_outcome(inputs, report, judge(report, inputs, options));
  if (memory.commit()) code = worse(code, tell(run, options, memory));
  code = worse(code, memory.code());
  return worse(code, write_metrics(run, options, &memory, code));
}

/// scan --state
ExitCode run_remembered(const Options& options) {
  const FileTime started = system_time(), now = options.now.ticks != 0 ? options.now : started;
  std::optional<Documents> documents;
  // A run that finds nothing new may do without the rules: loading them takes longer than all the rest of it.
  if (quiet_question(options) == 0) {
    documents = load_documents(options);
    if (documents->rules.rules().empty() && documents->code != ExitCode::nothing) return documents->code;
  }
  const std::uint64_t fingerprint =
      documents ? documents->store.fingerprint() : DataStore::built_in(options.builtin_rules).fingerprint();
  if (const auto code = refuse_as_state(options)) return *code;
  RunMemory memory(options, fingerprint, now);
  if (memory.refused()) return memory.code();
  const auto question = documents ? question_of(*documents, options) : std::nullopt;
  const Inputs inputs = begin_reading(options, true, memory.open_log(), question ? &*question : nullptr);
  if (const auto code = refuse_overwriting(inputs, options)) return *code;
  if (const auto code = documents ? std::nullopt : memory.repeat(inputs)) {
    memory.commit();
    return worse(*code, memory.code());
  }
  if (!documents) documents = load_documents(options);
  return finish_remembered(memory, inputs, *documents, options, started);
}

/// scan --live-api: the rules say what the logs are asked for.
ExitCode run_live(const Options& options, FileTime started) {
  const Documents documents = load_documents(options);
  if (documents.rules.rules().empty() && documents.code != ExitCode::nothing) return documents.code;
  const auto question = question_of(documents, options);
  Inputs inputs = begin_reading(options, true, {}, question ? &*question : nullptr);
  if (const auto code = refuse_overwriting(inputs, options)) return *code;
  if (const auto code = prepare_redaction(inputs, options)) return *code;
  return finish(inputs, documents, options, started);
}

}  // namespace

ExitCode run_scan(const Options& options) {
  if (!options.why.empty()) return run_why(load_documents(options), options);
  if (!options.state.empty()) return run_remembered(options);
  const FileTime started = system_time();
  if (options.live_api) return run_live(options, started);
  Inputs inputs = begin_reading(options, true);
  if (const auto code = refuse_overwriting(inputs, options)) return *code;
  if (const auto code = prepare_redaction(inputs, options)) return *code;
  // Loading the rules takes longer than all the rest of a run without inputs.
  const bool nothing_to_do = inputs.sources.empty() && options.rules.empty() && options.placeholders.empty();
  const Documents documents = nothing_to_do ? load_headings(options) : load_documents(options);
  if (!nothing_to_do && documents.rules.rules().empty() && documents.code != ExitCode::nothing) return documents.code;
  return finish(inputs, documents, options, started);
}

}  // namespace doctor
