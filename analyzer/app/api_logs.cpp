#include "app/api_logs.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "app/event_query.h"
#include "app/local_logs.h"
#include "artifact/live_registry.h"
#include "diagnose/documents.h"
#include "diagnose/hosts.h"
#include "evtx/evtx_source.h"
#include "platform/console.h"
#include "platform/file.h"
#include "platform/private_folder.h"

namespace doctor {

namespace {

/// Providers that built-in rules ask for by name, as Windows spells them: see wants_of_channel().
constexpr const char* kSpellings[] = {"Schannel", "Service Control Manager", "Microsoft-Windows-CertificationAuthority"};

/// What was counted of the exported events.
Extents count_exported(const EventSource& log) {
  Prefilter nothing;
  nothing.only_listed();
  Extents out;
  EventBatch batch;
  for (std::size_t slice = 0; slice < log.slices(); ++slice) {
    log.read(slice, nothing, batch);
    out.merge(batch.extents);
  }
  return out;
}

/// An exported log that counts as the whole channel it is a part of.
class ExportedChannel final : public EventSource {
 public:
  /// `rest`: what the channel holds beside the exported events.
  ExportedChannel(std::unique_ptr<EventSource> log, Extent rest)
      : log_(std::move(log)), info_(log_->info()), rest_(std::move(rest)) {}

  const SourceInfo& info() const override { return info_; }
  /// At least one, which tells the extent, even if nothing was exported.
  std::size_t slices() const override { return std::max<std::size_t>(1, log_->slices()); }
  void read(std::size_t slice, const Prefilter& wanted, EventBatch& out) const override {
    out.clear();
    if (slice < log_->slices()) log_->read(slice, wanted, out);
    if (slice > 0 || rest_.first.ticks == 0) return;
    Extents rest;
    rest.insert(rest_);
    out.extents.merge(rest);
  }
  void render(std::size_t slice, const Prefilter& wanted, const RenderOptions& options,
              EventBatch& out) const override {
    out.clear();
    if (slice < log_->slices()) log_->render(slice, wanted, options, out);
  }
  const Diagnostics& opening_damage() const override { return log_->opening_damage(); }
  Coverage opening_coverage() const override { return log_->opening_coverage(); }

 private:
  std::unique_ptr<EventSource> log_;
  SourceInfo info_;
  Extent rest_;
};

class ApiReader {
 public:
  ApiReader(const LocalMachine& machine, const EventLogFunctions& api, const ApiQuestion& question,
            const EvtxOptions& reading, const PrivateFolder& folder, Inputs& inputs)
      : api_(api),
        question_(question),
        reading_(reading),
        folder_(folder),
        inputs_(inputs),
        computer_(machine.computer_name()),
        spellings_(question.providers) {
    spellings_.insert(spellings_.end(), std::begin(kSpellings), std::end(kSpellings));
  }

  void read(LocalLog& log) {
    const ChannelWants wants = wants_of_channel(question_.rules, log.channel, spellings_);
    const std::filesystem::path file = folder_.path() / path_from_text(fmt::format("{}.evtx", ++number_));
    const std::uint32_t code =
        api_.export_log(log.channel, event_query(log.channel, wants, question_.since, question_.until), file);
    if (code == kChannelUnknown) {
      log.state = LocalLog::State::not_installed;
      return;
    }
    if (code != 0) return fail(log.channel, event_log_error(code));
    auto source = open_evtx(file, log.channel, reading_);
    if (!source) return fail(log.channel, source.error());
    auto rest = rest_of(log.channel, count_exported(**source));
    if (!rest) return fail(log.channel, rest.error());
    inputs_.sources.push_back(std::make_unique<ExportedChannel>(*std::move(source), *std::move(rest)));
  }

 private:
  void fail(const std::string& channel, const Error& error) { inputs_.failures.push_back({channel, error.what, 0}); }

  /// False: `code` says why not. That there is no such event is an answer, too: the time stays 0.
  bool find(const std::string& channel, const std::string& query, bool newest, FileTime& time,
            std::uint32_t& code) const {
    code = api_.find_event(channel, query, newest, time);
    if (code == kNoSuchEvent) code = 0;
    return code == 0;
  }

  /// The rest of the channel: all events but the exported ones, the times of the first and the last, and providers that are in it.
  Result<Extent> rest_of(const std::string& channel, const Extents& exported) const {
    Extent out;
    out.channel = channel;
    // Events know the name that the computer had; that of today is for a log of which nothing was exported.
    out.computer = exported.list().empty() ? computer_ : exported.list().front().computer;
    std::uint32_t code = api_.count_records(channel, out.events);
    if (code != 0) return event_log_error(code);
    out.events -= std::min(out.events, exported.events());
    if (!find(channel, "*", false, out.first, code) || !find(channel, "*", true, out.last, code)) {
      return event_log_error(code);
    }
    for (const std::string& provider : question_.providers) {
      FileTime time;
      if (was_exported(provider, exported)) continue;
      if (!find(channel, provider_query(provider), true, time, code)) return event_log_error(code);
      if (time.ticks != 0) out.per_provider[provider] = 1;
    }
    return out;
  }

  static bool was_exported(const std::string& provider, const Extents& exported) {
    return std::any_of(exported.list().begin(), exported.list().end(),
                       [&](const Extent& e) { return records(e, provider); });
  }

  const EventLogFunctions& api_;
  const ApiQuestion& question_;
  const EvtxOptions& reading_;
  const PrivateFolder& folder_;
  Inputs& inputs_;
  std::string computer_;
  std::vector<std::string> spellings_;
  unsigned number_ = 0;
};

}  // namespace

std::vector<std::string> judged_providers(const DiagnosisSet& diagnoses) {
  std::set<std::string> out;
  for (const DiagnosisRule& diagnosis : diagnoses.diagnoses()) {
    for (const Need& need : diagnosis.needs) {
      if (!need.provider.empty()) out.insert(need.provider);
    }
  }
  return {out.begin(), out.end()};
}

Inputs open_api_logs(const LocalMachine& machine, const EventLogFunctions& api, const ApiQuestion& question,
                     const EvtxOptions& reading, bool registry) {
  Inputs inputs;
  auto folder = PrivateFolder::create();
  if (!folder) {
    inputs.failures.push_back({"--live-api", "no folder for the exported logs: " + folder.error().what, 0});
    return inputs;
  }
  const auto kept = std::make_shared<PrivateFolder>(*std::move(folder));
  inputs.keeps = kept;
  ApiReader reader(machine, api, question, reading, *kept, inputs);
  std::vector<LocalLog> logs;
  for (const char* channel : local_channels()) {
    if (interrupt_requested()) break;  // the scan says so
    logs.push_back(find_local_log(machine, channel));
    if (logs.back().state != LocalLog::State::not_installed) reader.read(logs.back());
  }
  if (registry) inputs.sources.push_back(open_live_registry(machine));
  finish_local_inputs(logs, inputs);
  return inputs;
}

}  // namespace doctor
