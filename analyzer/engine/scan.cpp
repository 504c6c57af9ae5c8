#include "engine/scan.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "base/parallel.h"
#include "engine/correlate.h"
#include "engine/matcher.h"
#include "engine/merge.h"
#include "engine/placing.h"
#include "facts/facts.h"

namespace doctor {

namespace {

// What one slice left behind, with texts of its own: made by a worker, taken apart on the calling thread.
struct SliceResult {
  StringPool strings;
  std::vector<Finding> findings;
  std::uint64_t relevant = 0;
  Extents extents;
  Coverage coverage;
  Diagnostics damage;
};

// Some of the sources, with their slices numbered through.
class Work {
 public:
  Work(std::span<const std::unique_ptr<EventSource>> sources, bool undated) : sources_(sources) {
    for (std::size_t i = 0; i < sources.size(); ++i) {
      if (sources[i]->undated() != undated) continue;
      first_slices_.push_back(slices_);
      indices_.push_back(i);
      slices_ += sources[i]->slices();
    }
  }

  std::size_t slices() const { return slices_; }
  std::size_t source_of(std::size_t item) const { return indices_[position(item)]; }
  const EventSource& source(std::size_t index) const { return *sources_[index]; }
  std::size_t slice_of(std::size_t item) const { return item - first_slices_[position(item)]; }

 private:
  std::size_t position(std::size_t item) const {
    const auto after = std::upper_bound(first_slices_.begin(), first_slices_.end(), item);
    return static_cast<std::size_t>(after - first_slices_.begin()) - 1;
  }

  std::span<const std::unique_ptr<EventSource>> sources_;
  std::vector<std::size_t> indices_, first_slices_;
  std::size_t slices_ = 0;
};

// Reads and matches slices; one per thread.
class Worker {
 public:
  Worker(const Work& work, const RuleSet& rules, const KnowledgeBase& knowledge, const Prefilter& wanted,
         const Placing* placing)
      : work_(work), knowledge_(knowledge), wanted_(wanted), placing_(placing), matcher_(rules) {}

  SliceResult operator()(std::size_t item) {
    const EventSource& source = work_.source(work_.source_of(item));
    source.read(work_.slice_of(item), wanted_, batch_);
    SliceResult out;
    if (placing_ != nullptr) place(source.info().path);
    for (Event& event : batch_.events()) {
      if ((placing_ == nullptr && !wanted_.wants_time(event.time)) || !matcher_.may_match(event)) continue;
      add_facts(event, batch_, knowledge_);
      const std::size_t before = out.findings.size();
      matcher_.match(event, out.strings, out.findings);
      if (out.findings.size() > before) ++out.relevant;
    }
    out.extents = std::move(batch_.extents);
    out.coverage = batch_.coverage;
    out.damage = std::move(batch_.damage);
    return out;
  }

 private:
  void place(const std::string& path) {
    const Placement placement = placing_->of(path);
    const std::string_view computer = batch_.keep(placement.computer);
    batch_.extents.clear();
    for (Event& event : batch_.events()) {
      event.time = placement.time;
      if (event.computer.empty()) event.computer = computer;
      batch_.extents.count(event.computer, event.channel, event.provider, event.level, event.time);
    }
  }

  const Work& work_;
  const KnowledgeBase& knowledge_;
  const Prefilter& wanted_;
  const Placing* placing_;  // null: the events have times
  EventBatch batch_;
  Matcher matcher_;
};

// Puts slices, in their order, into the whole.
class Collector {
 public:
  explicit Collector(ScanResult& scan) : scan_(scan), earlier_(scan.inputs.size()) {}

  // Requires that all sources are opened before the first slice is taken.
  void open(const EventSource& source) {
    const std::string& path = source.info().path;
    const auto end = scan_.inputs.begin() + static_cast<std::ptrdiff_t>(earlier_);
    const auto known = std::find_if(scan_.inputs.begin(), end, [&](const InputResult& i) { return i.path == path; });
    places_.push_back(static_cast<std::size_t>((known == end ? scan_.inputs.end() : known) - scan_.inputs.begin()));
    if (known == end) scan_.inputs.emplace_back();
    InputResult& input = scan_.inputs[places_.back()];
    input.path = path;
    input.kind = source.info().kind;
    input.bytes = source.info().bytes;
    input.undated = source.undated();
    input.coverage = source.opening_coverage();
    input.damage = source.opening_damage();
  }

  // Sorts the inputs by path if some are from earlier runs: as if all had been opened now.
  void order() {
    if (earlier_ == 0) return;
    std::vector<std::size_t> by_path(scan_.inputs.size());
    std::iota(by_path.begin(), by_path.end(), std::size_t{0});
    std::sort(by_path.begin(), by_path.end(),
              [&](std::size_t a, std::size_t b) { return scan_.inputs[a].path < scan_.inputs[b].path; });
    std::vector<std::size_t> moved_to(by_path.size());
    std::vector<InputResult> inputs;
    for (std::size_t i = 0; i < by_path.size(); ++i) {
      moved_to[by_path[i]] = i;
      inputs.push_back(std::move(scan_.inputs[by_path[i]]));
    }
    scan_.inputs = std::move(inputs);
    for (std::size_t& place : places_) place = moved_to[place];
    for (Finding& f : scan_.findings) f.source = static_cast<std::uint32_t>(moved_to[f.source]);
  }

  void take(std::size_t source_index, SliceResult&& slice) {
    const std::size_t source = places_[source_index];
    InputResult& input = scan_.inputs[source];
    input.relevant += slice.relevant;
    input.extents.merge(slice.extents);
    input.coverage += slice.coverage;
    input.damage.merge(std::move(slice.damage));
    renumbered_.assign(slice.strings.size(), 0);
    for (std::uint32_t i = 1; i < renumbered_.size(); ++i) renumbered_[i] = scan_.strings.intern(slice.strings[i]);
    for (Finding f : slice.findings) {
      f.source = static_cast<std::uint32_t>(source) | (earlier_ > 0 ? kReadNow : 0);
      for (std::uint32_t* text : {&f.provider, &f.channel, &f.computer, &f.values}) *text = renumbered_[*text];
      scan_.findings.push_back(f);
    }
  }

 private:
  ScanResult& scan_;
  std::size_t earlier_;              // inputs of earlier runs: the first ones, until order()
  std::vector<std::size_t> places_;  // of each source, among the inputs
  std::vector<std::uint32_t> renumbered_;
};

struct Stopped {};  // leaves ordered_parallel when the caller has had enough

// Reads the work and puts it into the whole; false if the caller stopped it.
class Reading {
 public:
  Reading(std::span<const std::unique_ptr<EventSource>> sources, const RuleSet& rules, const KnowledgeBase& knowledge,
          const ScanOptions& options, ScanResult& result)
      : sources_(sources), rules_(rules), knowledge_(knowledge), options_(options), collector_(result) {
    for (const auto& source : sources) {
      collector_.open(*source);
      bytes_done_ += source->opening_coverage().total();
    }
    collector_.order();
    wanted_ = rules.prefilter();
    wanted_.from = options.from;
    wanted_.until = options.until;
  }

  bool read(bool undated, const Placing* placing) {
    const Work work(sources_, undated);
    Prefilter wanted = wanted_;
    if (undated) {
      wanted.from = {0};
      wanted.until = ScanOptions().until;
    }
    try {
      ordered_parallel<SliceResult>(
          work.slices(), std::max(1u, options_.threads),
          [&] { return Worker(work, rules_, knowledge_, wanted, placing); },
          [&](std::size_t item, SliceResult&& slice) {
            bytes_done_ += slice.coverage.total();
            collector_.take(work.source_of(item), std::move(slice));
            if (options_.progress && !options_.progress(bytes_done_)) throw Stopped{};
          });
    } catch (const Stopped&) {
      return false;
    }
    return true;
  }

 private:
  std::span<const std::unique_ptr<EventSource>> sources_;
  const RuleSet& rules_;
  const KnowledgeBase& knowledge_;
  const ScanOptions& options_;
  Collector collector_;
  Prefilter wanted_;
  std::uint64_t bytes_done_ = 0;
};

}  // namespace

ScanResult scan(std::span<const std::unique_ptr<EventSource>> sources, const RuleSet& rules,
                const KnowledgeBase& knowledge, const ScanOptions& options, ScanResult earlier) {
  ScanResult result;
  result.strings = std::move(earlier.strings);
  result.findings = std::move(earlier.findings);
  result.inputs = std::move(earlier.inputs);
  result.from = options.from;
  result.until = options.until;
  Reading reading(sources, rules, knowledge, options, result);
  result.interrupted = !reading.read(false, nullptr);
  const Placing placing(result, options.now, options.clock);
  result.now = placing.time();
  if (!result.interrupted) result.interrupted = !reading.read(true, &placing);
  for (const InputResult& input : result.inputs) result.extents.merge(input.extents);
  unify_computers(result);
  sort_findings(result);
  drop_duplicates(result);
  finish_sources(result);
  correlate(rules, result);
  return result;
}

}  // namespace doctor
