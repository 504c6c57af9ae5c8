#include "app/gather_info.h"

#include <algorithm>
#include <utility>

#include "app/each_slice.h"

namespace doctor {

namespace {

/// Damaged places of each kind that are named in a run, however many logs share them: they stay in memory until the end.
constexpr std::size_t kNamedPlaces = 10'000;

/// What a slice left behind.
struct SliceInfo {
  Extents extents;
  Coverage coverage;
  Diagnostics damage;
  std::vector<RecordMark> marks;
};

/// Reads slices; one per thread.
class Looker {
 public:
  Looker(std::span<const std::unique_ptr<EventSource>> sources, const Prefilter& nothing)
      : sources_(sources), nothing_(nothing) {
    batch_.want_marks = true;
    batch_.damage.keep_per_code(places_per_log(sources.size()));
  }
  static std::size_t places_per_log(std::size_t logs) {
    return std::max(kNamedPlaces / std::max<std::size_t>(logs, 1), Diagnostics::kKeptPerCode);
  }
  SliceInfo operator()(SlicePlace place) {
    sources_[place.source]->read(place.slice, nothing_, batch_);
    return {std::move(batch_.extents), batch_.coverage, std::move(batch_.damage), std::move(batch_.marks)};
  }

 private:
  std::span<const std::unique_ptr<EventSource>> sources_;
  const Prefilter& nothing_;
  EventBatch batch_;
};

}  // namespace

std::vector<LogInfo> gather_info(std::span<const std::unique_ptr<EventSource>> sources, unsigned threads,
                                 const std::function<bool(std::uint64_t bytes_done)>& go_on) {
  std::vector<LogInfo> logs;
  std::uint64_t bytes_done = 0;
  for (const auto& source : sources) {
    LogInfo log;
    log.path = source->info().path;
    log.kind = source->info().kind;
    log.bytes = source->info().bytes;
    log.coverage = source->opening_coverage();
    log.opening = source->opening_damage();
    log.damage.keep_per_code(Looker::places_per_log(sources.size()));
    log.damage.merge(Diagnostics(source->opening_damage()));
    bytes_done += log.coverage.total();
    logs.push_back(std::move(log));
  }
  Prefilter nothing;
  nothing.only_listed();
  for_each_slice<SliceInfo>(
      sources, threads, [&] { return Looker(sources, nothing); },
      [&](SlicePlace place, SliceInfo&& slice) {
        LogInfo& log = logs[place.source];
        log.extents.merge(slice.extents);
        log.coverage += slice.coverage;
        log.damage.merge(std::move(slice.damage));
        log.order.add(slice.marks);
        bytes_done += slice.coverage.total();
        return !go_on || go_on(bytes_done);
      });
  return logs;
}

}  // namespace doctor
