#include <algorithm>

#include "app/commands.h"
#include "app/documents.h"
#include "app/gather_info.h"
#include "app/inputs.h"
#include "app/output.h"
#include "app/progress.h"
#include "app/read_files.h"
#include "app/redaction.h"
#include "app/version.h"
#include "platform/console.h"

namespace doctor {

namespace {

bool is_damaged(const LogInfo& log) {
  return log.damage.count(Severity::warning) + log.damage.count(Severity::error) > 0;
}

std::string print(const std::vector<LogInfo>& logs, const Options& options) {
  if (options.format == Format::json) return info_json(logs, kVersion);
  return info_text(logs, text_style(options));
}

}  // namespace

ExitCode run_info(const Options& options) {
  const Documents documents = load_documents(options);
  Inputs inputs = begin_reading(options);
  if (const auto code = refuse_overwriting(inputs, options)) return *code;
  if (const auto code = prepare_redaction(inputs, options)) return *code;
  if (const auto redaction = inputs.redaction) redaction->apply(inputs);

  Progress progress(inputs.bytes());
  std::vector<LogInfo> logs = gather_info(inputs.sources, options.threads, [&](std::uint64_t bytes_done) {
    progress.update(bytes_done);
    return !interrupt_requested();
  });
  progress.end();
  if (interrupt_requested()) {
    put_error("interrupted: no result");
    return ExitCode::interrupted;
  }
  for (LogInfo& log : logs) log.uses = uses_of(log.extents, documents.diagnoses);
  const bool damaged = std::any_of(logs.begin(), logs.end(), is_damaged);
  for (const Inputs::Failure& f : inputs.failures) {
    LogInfo failed;
    failed.path = f.path;
    failed.bytes = f.bytes;
    failed.error = f.why;
    logs.push_back(std::move(failed));
  }
  const bool trouble = !inputs.failures.empty() || inputs.sources.empty() || (options.strict && damaged);
  const ExitCode code = worse(documents.code, trouble ? ExitCode::input : ExitCode::nothing);
  return worse(code, put_result(options, print(logs, options)));
}

}  // namespace doctor
