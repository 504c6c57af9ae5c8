#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "app/cert_inputs.h"
#include "app/commands.h"
#include "app/output.h"
#include "app/read_files.h"
#include "app/redaction.h"
#include "app/version.h"
#include "platform/clock.h"
#include "platform/console.h"
#include "report/cert_report.h"

namespace doctor {

namespace {

bool is_unsound(const CertReport::File& file) {
  return !file.error.empty() || file.damage.count(Severity::warning) + file.damage.count(Severity::error) > 0;
}

bool is_passed_over(const CertFile& file) {
  return file.error.empty() && file.bundle.certificates.empty() && file.bundle.crls.empty();
}

RemarkOptions remark_options(const Options& options) {
  RemarkOptions out;
  out.now = options.now.ticks != 0 ? options.now : system_time();
  out.within = options.within;
  out.expected_names = options.expected_names;
  return out;
}

ExitCode code_of(const CertReport& report) {
  const auto [errors, warnings, notes] = report.levels();
  const bool nothing = report.certificates.empty() && report.crls.empty();
  const bool trouble = nothing || std::any_of(report.files.begin(), report.files.end(), is_unsound);
  const ExitCode found = errors + warnings > 0 ? ExitCode::found : ExitCode::nothing;
  return worse(found, trouble ? ExitCode::input : ExitCode::nothing);
}

}  // namespace

ExitCode run_cert(const Options& options) {
  catch_interrupt();
  std::vector<CertFile> files =
      read_cert_files(options.paths, options.root_store, [] { return !interrupt_requested(); });
  if (interrupt_requested()) {
    put_error("interrupted: no result");
    return ExitCode::interrupted;
  }
  for (const CertFile& f : files) {
    if (!f.error.empty()) put_error(fmt::format("cannot read '{}': {}", f.path, f.error));
  }
  if (std::all_of(files.begin(), files.end(), is_passed_over))
    put_error("no certificate found: nothing in the folders given is one");
  std::vector<std::string> read{options.redact_key};
  for (const CertFile& f : files) {
    if (!is_passed_over(f)) read.push_back(f.path);
  }
  if (const auto code = refuse_overwriting(read, options)) return *code;
  std::optional<Redaction> redaction;
  if (options.redact) {
    const auto key = redaction_key(options);
    if (!key) return ExitCode::usage;
    redaction.emplace(*key);
    redaction->collect(files);
    for (const std::string& name : options.expected_names) redaction->add_host(name);
    redaction->close();
  }
  CertReport report = judge_certificates(std::move(files), remark_options(options));
  if (redaction) redaction->apply(report);
  const std::string text =
      options.format == Format::json ? cert_json(report, kVersion) : cert_text(report, text_style(options));
  return worse(code_of(report), put_result(options, text));
}

}  // namespace doctor
