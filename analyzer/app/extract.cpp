// extract: the events that matter, in a file of their own.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>

#include "app/commands.h"
#include "app/documents.h"
#include "app/extract_choice.h"
#include "app/extract_events.h"
#include "app/extract_files.h"
#include "app/inputs.h"
#include "app/output.h"
#include "app/progress.h"
#include "app/read_files.h"
#include "app/redaction.h"
#include "app/wanted.h"
#include "evtx/evtx_writer.h"
#include "platform/console.h"
#include "platform/file.h"
#include "report/damage_line.h"
#include "report/words.h"

namespace doctor {

namespace {

namespace fs = std::filesystem;
using Sources = std::span<const std::unique_ptr<EventSource>>;

/// A file that grows while events are found. Nothing appears before finish(), and nothing without an event in it.
class Target {
 public:
  virtual ~Target() = default;
  virtual bool take(Extracted&& events) = 0;  ///< false: there is no use in going on
  virtual ExitCode finish() = 0;
  virtual bool closed() const { return false; }
  std::uint64_t events() const { return events_; }

 protected:
  std::uint64_t events_ = 0;
};

class XmlTarget : public Target {
 public:
  explicit XmlTarget(const std::string& path) : result_(path) {
    result_.write("<?xml version='1.0' encoding='utf-8'?>\n<Events>\n");
  }
  bool take(Extracted&& events) override {
    events_ += events.events;
    return result_.write(events.text);
  }
  ExitCode finish() override {
    result_.write("</Events>\n");
    return result_.finish();
  }
  bool closed() const override { return result_.closed(); }

 private:
  ResultStream result_;
};

class LogTarget : public Target {
 public:
  explicit LogTarget(std::string path) : path_(std::move(path)) {}

  bool take(Extracted&& events) override {
    if (!writer_ && !failed_) {
      auto writer = evtx::EvtxWriter::create(path_from_text(path_));
      if (writer) {
        writer_.emplace(*std::move(writer));
      } else {
        fail(writer.error());
      }
    }
    for (const evtx::PortableRecord& record : events.records) {
      if (failed_) break;
      const auto added = writer_->add(record);
      if (!added) {
        fail(added.error());
      } else if (*added) {
        ++events_;
      } else {
        ++too_large_;
      }
    }
    return !failed_;
  }
  ExitCode finish() override {
    if (too_large_ > 0) {
      put_error(fmt::format("'{}': {} left out: too large for a chunk of a log [extract-record]", path_,
                            counted(too_large_, "event is", "events are")));
    }
    if (writer_ && !failed_ && events_ > 0) {
      if (const auto done = writer_->commit(); !done) fail(done.error());
    }
    return failed_ ? ExitCode::input : ExitCode::nothing;
  }

 private:
  void fail(const Error& error) {
    put_error(error.what);
    failed_ = true;
  }

  std::string path_;
  std::optional<evtx::EvtxWriter> writer_;
  std::uint64_t too_large_ = 0;
  bool failed_ = false;
};

/// One run of the command.
class Extraction {
 public:
  Extraction(const Options& options, const Inputs& inputs)
      : options_(options),
        inputs_(inputs),
        progress_(inputs.bytes()),
        by_rules_(!options.all && !chooses_events(options)) {}

  ExitCode run() {
    if (by_rules_) {
      documents_ = load_documents(options_);
      if (documents_.rules.rules().empty() && documents_.code != ExitCode::nothing) return documents_.code;
    }
    ExitCode code = worse(documents_.code, options_.out_dir.empty() ? one_file() : a_file_each());
    progress_.end();
    if (interrupt_requested()) {
      put_error("interrupted: the result is not whole");
      return ExitCode::interrupted;
    }
    const bool trouble = !inputs_.failures.empty() || inputs_.sources.empty() || (options_.strict && damaged_);
    return worse(code, trouble ? ExitCode::input : ExitCode::nothing);
  }

 private:
  /// Whether the command line says which events, and not only of what time.
  static bool chooses_events(const Options& options) {
    Options any_time = options;
    any_time.since = Options().since;
    any_time.until = Options().until;
    return chooses(any_time);
  }

  bool as_xml(Sources sources) const {
    return options_.extract_xml ||
           std::any_of(sources.begin(), sources.end(), [](const auto& s) { return s->info().kind != "evtx"; });
  }

  ExitCode one_file() {
    const Sources sources = inputs_.sources;
    if (sources.empty()) return ExitCode::nothing;
    for (const auto& source : sources) {
      if (options_.extract_xml || source->info().kind == "evtx") continue;
      put_error(
          fmt::format("'{}' is event XML, which has nothing to make a .evtx of: give --format xml, or --out-dir, "
                      "which writes each input in its own format",
                      source->info().path));
      return ExitCode::usage;
    }
    return extract(sources, options_.output, sources.size() > 1);
  }

  ExitCode a_file_each() {
    std::error_code failed;
    fs::create_directories(path_from_text(options_.out_dir), failed);  // what is wrong with it, the first file says
    ExitCode code = ExitCode::nothing;
    for (const auto& source : inputs_.sources) {
      const Sources one(&source, 1);
      const std::string path =
          files_.name_in(options_.out_dir, shown(source->info().path), as_xml(one) ? ".xml" : ".evtx");
      if (fs::exists(path_from_text(path), failed)) {
        put_error(fmt::format("'{}' is there already: it is not overwritten", path));
        code = worse(code, ReadFiles(inputs_, options_).holds(path) ? ExitCode::usage : ExitCode::input);
        continue;
      }
      code = worse(code, extract(one, path, false));
      if (interrupt_requested()) break;
    }
    return code;
  }

  /// The path of an input as it may be seen in a result.
  std::string shown(const std::string& path) const { return inputs_.redaction ? inputs_.redaction->path(path) : path; }

  ExitCode extract(Sources sources, const std::string& path, bool once) {
    std::optional<Choice> choice;
    if (by_rules_) {
      ChoiceOptions how;
      how.wanted = wanted_events(options_);
      how.narrowed = chooses(options_);
      how.threads = options_.threads;
      how.go_on = [this](std::uint64_t bytes_done) { return go_on(bytes_done); };
      choice = choose_events(sources, documents_.rules, documents_.knowledge, how);
      if (!choice->whole) return ExitCode::interrupted;
    }
    ExtractOptions how;
    how.choice = choice ? &*choice : nullptr;
    how.wanted = wanted_events(options_);
    how.as_xml = as_xml(sources);
    how.threads = options_.threads;
    how.once = once;
    if (inputs_.redaction) how.make_editor = [this] { return inputs_.redaction->make_editor(); };
    how.go_on = [this, counts = !choice](std::uint64_t bytes_done) { return go_on(counts ? bytes_done : 0); };
    std::unique_ptr<Target> target;
    if (how.as_xml) {
      target = std::make_unique<XmlTarget>(path);
    } else {
      target = std::make_unique<LogTarget>(path);
    }
    const ExtractOutcome outcome =
        extract_events(sources, how, [&](Extracted&& events) { return target->take(std::move(events)); });
    for (const auto& source : sources) bytes_before_ += source->info().bytes;
    if (interrupt_requested()) return ExitCode::interrupted;
    progress_.end();
    const ExitCode code = target->finish();
    if (target->closed()) return ExitCode::nothing;
    say_damage(sources, outcome);
    if (code == ExitCode::nothing) say_what_was_written(sources, *target, path, outcome.duplicates);
    return code;
  }

  bool go_on(std::uint64_t bytes_done) {
    if (bytes_done > 0) progress_.update(bytes_before_ + bytes_done);
    return !interrupt_requested();
  }

  void say_damage(Sources sources, const ExtractOutcome& outcome) {
    for (std::size_t i = 0; i < sources.size(); ++i) {
      const std::string line = damage_line(outcome.damage[i]);
      if (line.empty()) continue;
      damaged_ = true;
      put_error(fmt::format("'{}': {}", sources[i]->info().path, line));
    }
  }

  void say_what_was_written(Sources sources, const Target& target, const std::string& path,
                            std::uint64_t duplicates) const {
    const std::string also =
        duplicates == 0 ? "" : fmt::format("; {} in several inputs, written once", counted(duplicates, "was", "were"));
    if (target.events() == 0) {
      const std::string whose = sources.size() == 1 ? fmt::format("'{}': ", sources[0]->info().path) : "";
      put_error(whose + (chooses(options_) ? "no event passed the filters" : "no event could be read") +
                (as_xml(sources) ? "" : ": nothing is written"));
    } else if (!path.empty()) {
      put_error(fmt::format("{} written to '{}'{}", counted(target.events(), "event", "events"), path, also));
    }
  }

  const Options& options_;
  const Inputs& inputs_;
  ExtractFiles files_;
  Progress progress_;
  bool by_rules_;
  Documents documents_;
  std::uint64_t bytes_before_ = 0;
  bool damaged_ = false;
};

}  // namespace

ExitCode run_extract(const Options& options) {
  Inputs inputs = begin_reading(options);
  if (const auto code = refuse_overwriting(inputs, options)) return *code;
  if (const auto code = prepare_redaction(inputs, options)) return *code;
  return Extraction(options, inputs).run();
}

}  // namespace doctor
