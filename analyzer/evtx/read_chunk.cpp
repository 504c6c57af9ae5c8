#include "evtx/read_chunk.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "evtx/binxml.h"
#include "evtx/chunk.h"
#include "evtx/data_walker.h"
#include "evtx/extent_counter.h"
#include "evtx/limits.h"
#include "evtx/system_plan.h"
#include "evtx/template.h"
#include "evtx/text_pool.h"

namespace doctor::evtx {

namespace {

/// Behind the outermost fragment comes, as a rule, nothing but padding to a multiple of 8 bytes, with whatever was in memory (often
/// the beginning of an older fragment). Only what is longer and begins like a fragment is one.
std::size_t next_fragment(ByteView chunk, std::size_t at, std::size_t end) {
  constexpr std::uint32_t kHeader = 0x0001010f;  // token, version 1.1, no flags
  for (const std::size_t i : {at, at + 1}) {
    if (i + 8 < end && load_le<std::uint32_t>(chunk, i) == kHeader) return i;
  }
  return end;
}

/// Whether what is left of a record that was partly overwritten still speaks of itself: its number and time are those in front of
/// it, or were not written yet.
bool credible(const Filled& event, const SystemPlan& plan, const RecordView& record, FileTime time) {
  const std::uint64_t id = number_at(event, plan.record_id);
  return (id == 0 || id == record.id) && time == record.written;
}

/// Everything that works on one chunk.
class ChunkReader {
 public:
  ChunkReader(ByteView chunk, std::uint64_t file_offset, const Prefilter& wanted, EventBatch& out)
      : chunk_(chunk), file_offset_(file_offset), wanted_(wanted), out_(out) {}

  void read(const EvtxOptions& options);

 private:
  /// A record's outermost element, compiled, and its values.
  struct Outer {
    Ops ops;
    std::span<const StoredValue> values;
    SystemPlan own_plan;  ///< of a record without template
    const SystemPlan* plan = nullptr;
    const void* origin = nullptr;  ///< the template, or null
    std::size_t end = 0;           ///< chunk offset behind it
    bool whole = false;
  };

  bool read_record(const Stretch& stretch);
  std::string_view outermost(const RecordView& record, Outer& outer);
  const ExtentCounter::Names& names(const Filled& event, const SystemPlan& plan, const void* origin,
                                    std::uint8_t level);
  void deliver(const Stretch& stretch, const Outer& outer, Event event);
  void header(const ChunkHeader& header);
  void without_header(const RecordWalker& walker);
  void consistency(const ChunkHeader& header, const RecordWalker& walker, bool verify);
  void lost(std::string_view code, std::size_t offset, std::size_t bytes, std::string message);
  void remark(std::string_view code, Severity severity, std::string message, std::string help = {});

  ByteView chunk_;
  std::uint64_t file_offset_;
  const Prefilter& wanted_;
  EventBatch& out_;
  Budget budget_;
  TextPool pool_{out_, budget_};
  BinXmlCompiler compiler_{chunk_, out_, pool_, budget_};
  TemplateCache templates_{chunk_, out_, budget_, compiler_};
  DataWalker data_{chunk_, pool_, budget_, compiler_, templates_};
  ExtentCounter counter_;
  std::vector<StoredValue> values_;  ///< of the record at work
  bool anomaly_ = false;             ///< something was wrong: worth checking the checksum
};

void ChunkReader::lost(std::string_view code, std::size_t offset, std::size_t bytes, std::string message) {
  anomaly_ = true;
  out_.coverage.damaged += bytes;
  out_.damage.add({code, Severity::warning, {0, file_offset_ + offset, 0, 0}, bytes, std::move(message), {}});
}

void ChunkReader::remark(std::string_view code, Severity severity, std::string message, std::string help) {
  out_.damage.add({code, severity, {0, file_offset_, 0, 0}, 0, std::move(message), std::move(help)});
}

void ChunkReader::read(const EvtxOptions& options) {
  const ChunkHeader chunk_header = read_chunk_header(chunk_);
  if (!chunk_header.magic && all_zero(chunk_)) {  // space that was never used
    out_.coverage.slack += chunk_.size();
    return;
  }
  RecordWalker walker(chunk_, chunk_header);
  header(chunk_header);
  Stretch stretch;
  while (walker.next(stretch)) {
    switch (stretch.kind) {
      case Stretch::Kind::record:
        if (!read_record(stretch)) break;
        continue;
      case Stretch::Kind::slack:
        out_.coverage.slack += stretch.size;
        break;
      case Stretch::Kind::damaged:
        if (!chunk_header.magic && walker.records() == 0 && stretch.offset + stretch.size == chunk_.size()) {
          out_.coverage.damaged += stretch.size;  // one remark for the whole piece, below
          break;
        }
        lost(stretch.code, stretch.offset, stretch.size,
             stretch.code == "evtx-record-size" ? fmt::format("record size {} {}", stretch.claimed, stretch.why)
                                                : std::string(stretch.why));
        break;
    }
  }
  counter_.flush(out_.extents);
  if (chunk_header.magic) {
    consistency(chunk_header, walker, options.verify_checksums);
  } else {
    without_header(walker);
  }
}

void ChunkReader::header(const ChunkHeader& header) {
  const std::size_t size = std::min(kChunkHeaderSize, chunk_.size());
  if (!header.magic) {
    out_.coverage.damaged += size;
    return;
  }
  out_.coverage.header += size;
  if (!header.checksum_ok && header.has_checksums()) {
    anomaly_ = true;
    remark("evtx-chunk-header-checksum", Severity::warning, "the chunk header's checksum is wrong");
  }
}

void ChunkReader::without_header(const RecordWalker& walker) {
  const std::uint64_t reported = out_.damage.bytes_lost();
  if (chunk_.size() < kChunkHeaderSize) {
    out_.damage.add({"evtx-chunk-cut",
                     Severity::warning,
                     {0, file_offset_, 0, 0},
                     out_.coverage.damaged - reported,
                     "the last chunk ends inside its header",
                     "the file was cut off"});
    return;
  }
  const bool nothing = walker.records() == 0;
  out_.damage.add({"evtx-chunk-magic",
                   Severity::warning,
                   {0, file_offset_, 0, 0},
                   out_.coverage.damaged - reported,
                   nothing ? "no chunk where one should begin" : "the chunk header is missing or overwritten",
                   nothing ? "" : "its records are read all the same"});
}

void ChunkReader::consistency(const ChunkHeader& header, const RecordWalker& walker, bool verify) {
  if (walker.free_offset_lies()) {
    anomaly_ = true;
    remark("evtx-free-space", Severity::warning,
           fmt::format("the chunk header's free-space offset {} is wrong", header.free_offset));
  }
  if (chunk_.size() < kChunkSize) {
    remark("evtx-chunk-cut", Severity::warning,
           fmt::format("the last chunk has {} of {} bytes", chunk_.size(), kChunkSize), "the file was cut off");
    return;  // what else the header promises was in the part that is gone
  }
  if (walker.records() > 0 && walker.last_id() != header.last_id) {
    anomaly_ = true;
    remark("evtx-last-record", Severity::warning,
           fmt::format("the chunk header says that its last record is {}, but it is {}", header.last_id,
                       walker.last_id()));
  }
  if ((verify || anomaly_) && !data_checksum_ok(chunk_, header)) {
    remark("evtx-chunk-checksum", Severity::warning, "the checksum of the chunk's records is wrong");
  }
}

/// False if nothing could be made of it; then it has been reported.
bool ChunkReader::read_record(const Stretch& stretch) {
  Outer outer;
  std::string_view broken = outermost(stretch.record, outer);
  Filled filled{outer.ops, outer.values, chunk_, pool_};
  Event event;
  if (broken.empty()) {
    const auto id = filled.evaluate(outer.plan->event_id.begin, outer.plan->event_id.end).integer();
    event.event_id = static_cast<std::uint32_t>(id.value_or(0));
    event.level = static_cast<std::uint8_t>(number_at(filled, outer.plan->level));
    event.time = time_at(filled, outer.plan->time, stretch.record.written);
    if (!stretch.record.sizes_agree && !credible(filled, *outer.plan, stretch.record, event.time)) {
      broken = "was overwritten";
    } else if (id && !budget_.spent()) {
      const ExtentCounter::Names& who = names(filled, *outer.plan, outer.origin, event.level);
      event.provider = who.provider;
      event.channel = who.channel;
      event.computer = who.computer;
      counter_.count(event.time);
      if (out_.want_marks) out_.marks.push_back({stretch.record.id, event.time, file_offset_ + stretch.offset});
      out_.coverage.records += stretch.size;
      if (wanted_.wants(event.event_id, event.time) && wanted_.wants(event.event_id, event.time, event.provider) &&
          wanted_.wants_record(event.level, stretch.record.id) &&
          wanted_.wants_names(event.provider, event.channel, event.computer)) {
        event.origin.offset = file_offset_ + stretch.offset;
        event.record_id = stretch.record.id;
        deliver(stretch, outer, event);
      }
      return true;
    }
  }
  const std::string_view why = budget_.spent()  ? "is left out: the chunk costs more than any real one"
                               : broken.empty() ? "has no event id"
                                                : broken;
  lost(budget_.spent() ? "evtx-budget" : "evtx-record-body", stretch.offset, stretch.size,
       fmt::format("record {} {}", stretch.record.id, why));
  return false;
}

/// Returns what is wrong, or nothing.
std::string_view ChunkReader::outermost(const RecordView& record, Outer& outer) {
  std::size_t at = record.body;
  const auto token_at = [&](std::size_t offset) {
    return offset < record.body_end ? static_cast<Token>(load_le<std::uint8_t>(chunk_, offset) & ~kMoreFollows)
                                    : Token::end_of_fragment;
  };
  if (token_at(at) == Token::fragment_header) at += 4;
  if (token_at(at) == Token::template_instance) {
    const Instance instance = templates_.instance(at, record.body_end, values_);
    if (instance.definition == nullptr) return "refers to a template that cannot be read";
    outer.ops = instance.definition->ops;
    outer.values = instance.values;
    outer.plan = &instance.definition->plan;
    outer.origin = instance.definition;
    outer.end = instance.end;
    outer.whole = instance.whole;
  } else if (token_at(at) == Token::open) {
    const Compiled compiled = compiler_.element(at, record.body_end, BinXmlCompiler::Layout::without_dependency);
    outer.ops = compiled.ops;
    outer.own_plan = SystemPlan::of(compiled.ops);
    outer.plan = &outer.own_plan;
    outer.end = compiled.end;
    outer.whole = compiled.whole;
  } else {
    return "does not begin with binary XML";
  }
  return outer.plan->found ? std::string_view{} : "has no System element";
}

/// The names that an Extent needs, made once for all records that agree in them.
const ExtentCounter::Names& ChunkReader::names(const Filled& event, const SystemPlan& plan, const void* origin,
                                               std::uint8_t level) {
  ExtentCounter::Key key{origin, level, {}, {}, {}};
  bool comparable = true;
  const auto stored = [&](Slot slot) -> std::string_view {
    if (slot.absent()) return {};
    const Op& op = event.ops[slot.begin];
    if (slot.end - slot.begin == 1 && op.kind == Op::Kind::text)
      return origin != nullptr ? std::string_view{} : op.text;
    if (slot.end - slot.begin == 1 && op.kind == Op::Kind::substitution) {
      const StoredValue value = event.value(op);
      if (value.type == value_type::string) {
        const ByteView bytes = value.bytes(chunk_);
        return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
      }
      if (value.is_null()) return {};
    }
    comparable = false;
    return {};
  };
  key.computer = stored(plan.computer);
  key.channel = stored(plan.channel);
  key.provider = stored(plan.provider);
  if (comparable) {
    if (const auto* known = counter_.find(key)) return *known;
  }
  const ExtentCounter::Names made{text_at(event, plan.computer), text_at(event, plan.channel),
                                  text_at(event, plan.provider)};
  if (!comparable) {  // an odd shape: compare the finished texts
    key = {nullptr, level, made.computer, made.channel, made.provider};
    if (const auto* known = counter_.find(key)) return *known;
  }
  return counter_.add(key, made);
}

void ChunkReader::deliver(const Stretch& stretch, const Outer& outer, Event event) {
  const Filled filled{outer.ops, outer.values, chunk_, pool_};
  const SystemPlan& plan = *outer.plan;
  event.qualifiers = static_cast<std::uint16_t>(number_at(filled, plan.qualifiers));
  event.task = static_cast<std::uint16_t>(number_at(filled, plan.task));
  event.version = static_cast<std::uint8_t>(number_at(filled, plan.version));
  event.opcode = static_cast<std::uint8_t>(number_at(filled, plan.opcode));
  event.keywords = number_at(filled, plan.keywords);
  event.process_id = static_cast<std::uint32_t>(number_at(filled, plan.process));
  event.thread_id = static_cast<std::uint32_t>(number_at(filled, plan.thread));
  if (const std::uint64_t id = number_at(filled, plan.record_id); id != 0) event.record_id = id;
  event.provider_guid = guid_at(filled, plan.provider_guid);
  event.event_source_name = text_at(filled, plan.event_source);
  event.activity_id = guid_at(filled, plan.activity);
  event.related_activity_id = guid_at(filled, plan.related_activity);
  event.user_sid = text_at(filled, plan.user);

  data_.start();
  data_.event(filled);
  const std::size_t end = stretch.record.body_end;
  if (outer.whole) data_.fragments(next_fragment(chunk_, outer.end, end), end);
  event.data = out_.keep(data_.fields());
  out_.add(event);

  std::size_t trouble_at = data_.trouble().offset;
  std::string_view what = data_.trouble().what;
  if (!outer.whole) {
    trouble_at = outer.end;
    what = "breaks off";
  } else if (budget_.spent()) {
    what = "costs more than any real one";
  } else if (what.empty() && !stretch.record.sizes_agree) {
    trouble_at = end;  // at least the copy of the size
    what = "was partly overwritten";
  }
  if (what.empty()) return;
  const std::size_t stop = stretch.offset + stretch.size;
  trouble_at = std::clamp(trouble_at, stretch.record.body, end);  // no place is known: all of the body is in doubt
  out_.coverage.records -= stop - trouble_at;
  lost("evtx-record-data", trouble_at, stop - trouble_at,
       fmt::format("record {} is delivered without a part of its data: {}", event.record_id, what));
}

}  // namespace

void read_chunk(ByteView chunk, std::uint64_t file_offset, const Prefilter& wanted, EventBatch& out,
                const EvtxOptions& options) {
  if (chunk.empty()) return;
  ChunkReader(chunk.first(std::min(chunk.size(), kChunkSize)), file_offset, wanted, out).read(options);
}

}  // namespace doctor::evtx
