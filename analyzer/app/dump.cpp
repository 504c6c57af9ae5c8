#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <utility>
#include <vector>

#include "app/commands.h"
#include "app/inputs.h"
#include "app/output.h"
#include "app/progress.h"
#include "base/parallel.h"
#include "platform/console.h"
#include "report/csv.h"

namespace doctor {

namespace {

/// Buffers that were written out, to be filled again: a slice's text is a megabyte, and asking the system for it anew each time costs
/// more than writing it.
class Buffers {
 public:
  TextBuffer take() {
    const std::lock_guard lock(mutex_);
    if (free_.empty()) return {};
    TextBuffer buffer = std::move(free_.back());
    free_.pop_back();
    return buffer;
  }
  void give_back(TextBuffer buffer) {
    const std::lock_guard lock(mutex_);
    buffer.clear();
    free_.push_back(std::move(buffer));
  }

 private:
  std::mutex mutex_;
  std::vector<TextBuffer> free_;
};

struct Piece {
  TextBuffer text;
  std::uint64_t events = 0, bytes = 0;
  Diagnostics damage;
};

using Sources = std::vector<std::unique_ptr<EventSource>>;

/// Prints slices; one per thread.
class Printer {
 public:
  Printer(const Sources& sources, const std::vector<std::size_t>& first_slices, const Options& options,
          Buffers& buffers)
      : sources_(sources), first_slices_(first_slices), options_(options), buffers_(buffers) {}

  Piece operator()(std::size_t item) {
    const auto after = std::upper_bound(first_slices_.begin(), first_slices_.end(), item);
    const auto source = static_cast<std::size_t>(after - first_slices_.begin()) - 1;
    const std::size_t slice = item - first_slices_[source];
    Piece piece;
    piece.text = buffers_.take();
    if (options_.format == Format::csv) {
      sources_[source]->read(slice, options_.filter, batch_);
      for (const Event& event : batch_.events()) csv_row(event, sources_[source]->info().path, piece.text);
      piece.events = batch_.events().size();
    } else {
      RenderOptions how;
      how.format = options_.format == Format::xml ? RenderFormat::xml : RenderFormat::json;
      if (options_.format == Format::json) {
        how.before = ",\n";
        how.after = "";
      }
      batch_.rendered.swap(piece.text);
      sources_[source]->render(slice, options_.filter, how, batch_);
      batch_.rendered.swap(piece.text);
      piece.events = batch_.events_rendered;
    }
    piece.bytes = batch_.coverage.total();
    piece.damage = std::move(batch_.damage);
    return piece;
  }

 private:
  const Sources& sources_;
  const std::vector<std::size_t>& first_slices_;
  const Options& options_;
  Buffers& buffers_;
  EventBatch batch_;
};

std::string_view beginning(Format format) {
  switch (format) {
    case Format::xml:
      return "<?xml version='1.0' encoding='utf-8'?>\n<Events>\n";
    case Format::json:
      return "[";
    case Format::csv:
      return csv_header();
    case Format::jsonl:
    case Format::text:
      break;
  }
  return {};
}

std::string_view ending(Format format) {
  return format == Format::xml ? "</Events>\n" : format == Format::json ? "\n]\n" : "";
}

struct Stopped {};  // leaves ordered_parallel when there is nobody to write for

/// What became of the whole run.
struct Outcome {
  std::uint64_t events = 0;
  bool interrupted = false;
  std::vector<Diagnostics> damage;  ///< by source
};

Outcome print_all(const Sources& sources, const Options& options, ResultStream& out) {
  Outcome outcome;
  std::vector<std::size_t> first_slices;
  std::size_t slices = 0;
  std::uint64_t total = 0, done = 0;
  for (const auto& source : sources) {
    first_slices.push_back(slices);
    slices += source->slices();
    total += source->info().bytes;
    outcome.damage.push_back(source->opening_damage());
  }
  Progress progress(total);
  Buffers buffers;
  std::size_t source = 0;
  const auto consume = [&](std::size_t item, Piece&& piece) {
    while (source + 1 < first_slices.size() && first_slices[source + 1] <= item) ++source;
    std::string_view text = piece.text.view();
    if (options.format == Format::json && outcome.events == 0 && !text.empty())
      text.remove_prefix(1);  // the first comma
    if (!text.empty()) out.write(text);
    outcome.events += piece.events;
    outcome.damage[source].merge(std::move(piece.damage));
    done += piece.bytes;
    progress.update(done);
    buffers.give_back(std::move(piece.text));
    outcome.interrupted = interrupt_requested();
    if (outcome.interrupted || out.closed() || out.failed()) throw Stopped{};
  };
  try {
    ordered_parallel<Piece>(
        slices, std::max(1u, options.threads), [&] { return Printer(sources, first_slices, options, buffers); },
        consume);
  } catch (const Stopped&) {
  }
  return outcome;
}

/// One line per damaged log; how much and where it begins. `info` tells all.
void say_damage(const Sources& sources, const Outcome& outcome) {
  for (std::size_t i = 0; i < sources.size(); ++i) {
    const Diagnostics& damage = outcome.damage[i];
    std::uint64_t places = 0;
    for (const auto& [code, n] : damage.totals()) places += n;
    if (places == damage.count(Severity::note)) continue;
    const auto first = std::min_element(damage.kept().begin(), damage.kept().end(), [](const auto& a, const auto& b) {
      return std::pair(a.severity == Severity::note, a.where.offset) <
             std::pair(b.severity == Severity::note, b.where.offset);
    });
    put_error(fmt::format("'{}' is damaged: {} place{}, {} bytes lost; the first at offset {}: {} ({})",
                          sources[i]->info().path, places, places == 1 ? "" : "s", damage.bytes_lost(),
                          first->where.offset, first->message, first->code));
  }
}

bool any_damage(const Outcome& outcome) {
  return std::any_of(outcome.damage.begin(), outcome.damage.end(),
                     [](const Diagnostics& d) { return d.count(Severity::warning) + d.count(Severity::error) > 0; });
}

}  // namespace

ExitCode run_dump(const Options& options) {
  const Inputs inputs = open_inputs(options.paths, options.reading);
  ExitCode code = inputs.failures.empty() ? ExitCode::nothing : ExitCode::input;
  for (const Inputs::Failure& f : inputs.failures) put_error(fmt::format("cannot read '{}': {}", f.path, f.why));
  if (inputs.sources.empty() && inputs.failures.empty()) {
    put_error("no event log found in the folders given");
    return ExitCode::input;
  }
  catch_interrupt();
  ResultStream out(options);
  out.write(beginning(options.format));
  const Outcome outcome = print_all(inputs.sources, options, out);
  if (outcome.interrupted) {
    put_error("interrupted");
    return ExitCode::interrupted;
  }
  out.write(ending(options.format));
  code = worse(code, out.finish());
  if (out.closed()) return code;
  say_damage(inputs.sources, outcome);
  if (outcome.events == 0 && !inputs.sources.empty()) put_error("no event passed the filters");
  if (options.strict && any_damage(outcome)) code = worse(code, ExitCode::input);
  return code;
}

}  // namespace doctor
