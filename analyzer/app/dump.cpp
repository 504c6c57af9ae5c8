#include <fmt/format.h>

#include "app/commands.h"
#include "app/documents.h"
#include "app/dump_events.h"
#include "app/inputs.h"
#include "app/output.h"
#include "app/progress.h"
#include "app/read_files.h"
#include "app/redaction.h"
#include "app/wanted.h"
#include "platform/console.h"
#include "report/damage_line.h"
#include "report/event_text.h"

namespace doctor {

ExitCode run_dump(const Options& options) {
  Inputs inputs = begin_reading(options);
  if (const auto code = refuse_overwriting(inputs, options)) return *code;
  if (const auto code = prepare_redaction(inputs, options)) return *code;

  Progress progress(inputs.bytes());
  DumpOptions dump;
  dump.format = options.dump_format;
  dump.wanted = wanted_events(options);
  if (const auto redaction = inputs.redaction) {
    redaction->apply(inputs, dump.wanted);
    dump.wanted = {};  // asked by the sources, of the events as they were
  }
  if (options.dump_format == DumpFormat::text) {
    dump.knowledge = load_knowledge(options).knowledge;
    dump.style = text_style(options);
    // Wrapped for eyes only: what goes to a file or a pipe has an event in a line, for grep.
    if (!options.output.empty() || !is_terminal(Stream::out)) dump.style.width = kUnwrapped;
  }
  dump.threads = options.threads;
  dump.go_on = [&](std::uint64_t bytes_done) {
    progress.update(bytes_done);
    return !interrupt_requested();
  };
  ResultStream result(options.output);
  const DumpOutcome outcome =
      dump_events(inputs.sources, dump, [&](std::string_view piece) { return result.write(piece); });
  progress.end();
  if (interrupt_requested()) {
    put_error("interrupted: the result is not whole");
    return ExitCode::interrupted;
  }

  if (result.closed()) return inputs.failures.empty() ? ExitCode::nothing : ExitCode::input;

  bool damaged = false;
  for (std::size_t i = 0; i < inputs.sources.size(); ++i) {
    const std::string line = damage_line(outcome.damage[i]);
    if (line.empty()) continue;
    damaged = true;
    put_error(fmt::format("'{}': {}", inputs.sources[i]->info().path, line));
  }
  if (outcome.whole && outcome.events == 0 && !inputs.sources.empty()) {
    put_error(chooses(options) ? "no event passed the filters" : "no event could be read");
  }
  const bool trouble = !inputs.failures.empty() || inputs.sources.empty() || (options.strict && damaged);
  return worse(trouble ? ExitCode::input : ExitCode::nothing, result.finish());
}

}  // namespace doctor
