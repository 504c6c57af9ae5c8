#include <fmt/format.h>

#include "app/commands.h"
#include "app/dump_events.h"
#include "app/inputs.h"
#include "app/output.h"
#include "app/progress.h"
#include "app/wanted.h"
#include "platform/console.h"
#include "report/damage_line.h"

namespace doctor {

ExitCode run_dump(const Options& options) {
  const Inputs inputs = begin_reading(options);

  Progress progress(inputs.bytes());
  DumpOptions dump;
  dump.format = options.dump_format;
  dump.wanted = wanted_events(options);
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
