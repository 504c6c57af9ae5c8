#include "app/make_report.h"

#include <utility>

#include "app/progress.h"
#include "app/redaction.h"
#include "app/version.h"
#include "diagnose/assess.h"
#include "engine/scan.h"
#include "platform/clock.h"
#include "platform/console.h"

namespace doctor {

ScanResult scan_inputs(const Inputs& inputs, const Documents& documents, const Options& options,
                       ScanResult earlier) {
  Progress progress(inputs.bytes());
  ScanOptions scan_options;
  scan_options.threads = options.threads;
  scan_options.from = options.since;
  scan_options.until = options.until;
  scan_options.now = options.now;
  scan_options.clock = system_time();
  scan_options.progress = [&](std::uint64_t bytes_done) {
    progress.update(bytes_done);
    return !interrupt_requested();
  };
  ScanResult result =
      scan(inputs.sources, documents.rules, documents.knowledge, scan_options, std::move(earlier));
  for (const Inputs::Failure& f : inputs.failures) {
    InputResult failed;
    failed.path = f.path;
    failed.bytes = f.bytes;
    failed.error = f.why;
    result.inputs.push_back(std::move(failed));
  }
  if (inputs.redaction) inputs.redaction->apply(result, documents.rules);
  return result;
}

Report make_report(const Inputs& inputs, const Documents& documents, const Options& options, ScanResult earlier) {
  Report report;
  report.scan = scan_inputs(inputs, documents, options, std::move(earlier));
  report.tool_version = kVersion;
  report.rules_fingerprint = documents.store.fingerprint();
  for (const Document& d : documents.store.documents()) report.documents.push_back(d.name);
  report.rule_problems = documents.problems;
  if (inputs.redaction) {
    const auto text = [&](const std::string& t) { return inputs.redaction->text(t); };
    for (std::string& name : report.documents) name = text(name);
    report.rule_problems.edit_texts(text);
  }
  report.rules_refused = documents.refused;
  report.knowledge = documents.knowledge;
  if (report.scan.interrupted) return report;
  report.assessment =
      assess(report.scan, documents.rules, documents.diagnoses, {options.topology, options.assume_logged});
  return report;
}

std::optional<ApiQuestion> question_of(const Documents& documents, const Options& options) {
  if (!options.live_api) return std::nullopt;
  return ApiQuestion{documents.rules, judged_providers(documents.diagnoses), options.since, options.until};
}

Report make_remembered_report(RunMemory& memory, const Inputs& inputs, const Documents& documents,
                              const Options& options) {
  Report report = make_report(inputs, documents, options, memory.earlier(inputs, documents.rules));
  if (!report.scan.interrupted) memory.take(inputs, documents.rules, kVersion, report);
  return report;
}

}  // namespace doctor
