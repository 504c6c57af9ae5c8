#include "engine/scan.h"

#include <algorithm>
#include <utility>

#include "base/parallel.h"
#include "engine/correlate.h"
#include "engine/matcher.h"
#include "engine/merge.h"
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

// Reads and matches slices; one per thread.
class Worker {
 public:
  Worker(std::span<const std::unique_ptr<EventSource>> sources, const std::vector<std::size_t>& first_slices,
         const RuleSet& rules, const KnowledgeBase& knowledge, const Prefilter& wanted)
      : sources_(sources), first_slices_(first_slices), knowledge_(knowledge), wanted_(wanted), matcher_(rules) {}

  SliceResult operator()(std::size_t item) {
    const auto after = std::upper_bound(first_slices_.begin(), first_slices_.end(), item);
    const auto source = static_cast<std::size_t>(after - first_slices_.begin()) - 1;
    sources_[source]->read(item - first_slices_[source], wanted_, batch_);
    SliceResult out;
    for (Event& event : batch_.events()) {
      if (!wanted_.wants_time(event.time) || !matcher_.may_match(event)) continue;
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
  std::span<const std::unique_ptr<EventSource>> sources_;
  const std::vector<std::size_t>& first_slices_;
  const KnowledgeBase& knowledge_;
  const Prefilter& wanted_;
  EventBatch batch_;
  Matcher matcher_;
};

// Puts slices, in their order, into the whole.
class Collector {
 public:
  explicit Collector(ScanResult& scan) : scan_(scan) {}

  void open(const EventSource& source) {
    InputResult input;
    input.path = source.info().path;
    input.kind = source.info().kind;
    input.bytes = source.info().bytes;
    input.coverage = source.opening_coverage();
    input.damage = source.opening_damage();
    scan_.inputs.push_back(std::move(input));
  }

  void take(std::size_t source, SliceResult&& slice) {
    InputResult& input = scan_.inputs[source];
    input.relevant += slice.relevant;
    input.extents.merge(slice.extents);
    input.coverage += slice.coverage;
    input.damage.merge(std::move(slice.damage));
    renumbered_.assign(slice.strings.size(), 0);
    for (std::uint32_t i = 1; i < renumbered_.size(); ++i) renumbered_[i] = scan_.strings.intern(slice.strings[i]);
    for (Finding f : slice.findings) {
      f.source = static_cast<std::uint32_t>(source);
      for (std::uint32_t* text : {&f.provider, &f.channel, &f.computer, &f.values}) *text = renumbered_[*text];
      scan_.findings.push_back(f);
    }
  }

 private:
  ScanResult& scan_;
  std::vector<std::uint32_t> renumbered_;
};

struct Stopped {};  // leaves ordered_parallel when the caller has had enough

}  // namespace

ScanResult scan(std::span<const std::unique_ptr<EventSource>> sources, const RuleSet& rules,
                const KnowledgeBase& knowledge, const ScanOptions& options) {
  ScanResult result;
  result.until = options.until;
  Collector collector(result);
  std::vector<std::size_t> first_slices;  // of each source, in the numbering of all slices
  std::size_t slices = 0;
  std::uint64_t bytes_done = 0;
  for (const auto& source : sources) {
    collector.open(*source);
    bytes_done += source->opening_coverage().total();
    first_slices.push_back(slices);
    slices += source->slices();
  }
  Prefilter wanted = rules.prefilter();
  wanted.from = options.from;
  wanted.until = options.until;

  std::size_t source = 0;
  const auto consume = [&](std::size_t item, SliceResult&& slice) {
    while (source + 1 < first_slices.size() && first_slices[source + 1] <= item) ++source;
    bytes_done += slice.coverage.total();
    collector.take(source, std::move(slice));
    if (options.progress && !options.progress(bytes_done)) throw Stopped{};
  };
  try {
    ordered_parallel<SliceResult>(
        slices, std::max(1u, options.threads), [&] { return Worker(sources, first_slices, rules, knowledge, wanted); },
        consume);
  } catch (const Stopped&) {
    result.interrupted = true;
  }
  for (const InputResult& input : result.inputs) result.extents.merge(input.extents);
  unify_computers(result);
  sort_findings(result);
  drop_duplicates(result);
  correlate(rules, result);
  return result;
}

}  // namespace doctor
