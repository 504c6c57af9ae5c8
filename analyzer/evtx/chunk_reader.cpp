#include "evtx/chunk_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "evtx/usual_event.h"

namespace doctor::evtx {

namespace {

/// Whether what is left of a record that was partly overwritten still speaks of itself: its number and time are those in front of
/// it, or were not written yet.
bool credible(const Filled& event, const SystemPlan& plan, const RecordView& record, FileTime time) {
  const std::uint64_t id = number_at(event, plan.record_id);
  return (id == 0 || id == record.id) && time == record.written;
}

}  // namespace

ChunkReader& ChunkReader::of(EventBatch& batch) {
  auto* known = dynamic_cast<ChunkReader*>(batch.reader.get());
  if (known != nullptr && &known->out_ == &batch) return *known;
  auto made = std::make_unique<ChunkReader>(batch);
  ChunkReader& reader = *made;
  batch.reader = std::move(made);
  return reader;
}

std::span<const RecordPlace> record_places(const EventBatch& batch) {
  const auto* reader = dynamic_cast<const ChunkReader*>(batch.reader.get());
  if (reader == nullptr || reader->places().size() != batch.events().size()) return {};
  return reader->places();
}

void ChunkReader::start(const Prefilter& wanted, const RenderOptions* render, const EvtxOptions& options) {
  wanted_ = &wanted;
  render_ = render;
  options_ = options;
  renderer_.use_plans(!options.without_plans);
  pool_.use(out_.arena());
  places_.clear();
  ++epoch_;
  if (library_.full() || counter_.large()) {  // they refer to each other
    library_.clear();
    counter_.clear();
  }
}

void ChunkReader::finish() {
  counter_.flush(out_.extents);
}

void ChunkReader::begin(ByteView chunk, std::uint64_t file_offset) {
  chunk_ = chunk.first(std::min(chunk.size(), kChunkSize));
  file_offset_ = file_offset;
  budget_ = {};
  anomaly_ = false;
  compiler_.begin(chunk_);
  templates_.begin(chunk_);
  data_.begin(chunk_);
  renderer_.begin(chunk_);
}

void ChunkReader::read_left_behind(ByteView chunk, std::uint64_t file_offset) {
  begin(chunk, file_offset);
  Stretch all;
  all.size = chunk_.size();
  slack(all, RecordWalker(chunk_, {}));
}

void ChunkReader::read(ByteView chunk, std::uint64_t file_offset) {
  if (chunk.empty()) return;
  begin(chunk, file_offset);
  const ChunkHeader chunk_header = read_chunk_header(chunk_);
  if (!chunk_header.magic && all_zero(chunk_)) {  // space that was never used
    out_.coverage.slack += chunk_.size();
    return;
  }
  RecordWalker walker(chunk_, chunk_header);
  header(chunk_header);
  records(walker, chunk_header);
  if (chunk_header.magic) {
    consistency(chunk_header, walker);
  } else {
    without_header(walker);
  }
}

void ChunkReader::records(RecordWalker& walker, const ChunkHeader& chunk_header) {
  Stretch stretch;
  for (;;) {
    if (walker.next_whole(stretch)) {
      for (const std::size_t ahead :
           {0, 64, 128, 192}) {  // of the record behind this one: what quick_record() looks at
        fetch_ahead(chunk_.data() + std::min(stretch.offset + stretch.size + ahead, chunk_.size()));
      }
      if (quick_record(stretch)) continue;
    } else if (!walker.next(stretch)) {
      return;
    }
    read_stretch(stretch, walker, chunk_header.magic);
  }
}

void ChunkReader::read_stretch(const Stretch& stretch, const RecordWalker& walker, bool has_header) {
  switch (stretch.kind) {
    case Stretch::Kind::record:
      (void)read_record(stretch);
      break;
    case Stretch::Kind::slack:
      slack(stretch, walker);
      break;
    case Stretch::Kind::damaged:
      damaged_stretch(stretch, walker, has_header);
      break;
  }
}

/// What lies behind the records: nothing, or what an earlier use left.
void ChunkReader::slack(const Stretch& stretch, const RecordWalker& walker) {
  const std::size_t end = stretch.offset + stretch.size;
  std::size_t at = stretch.offset;
  Stretch record;
  while (options_.carve && budget_.steps() && walker.find_whole(at, end, record)) {
    out_.coverage.slack += record.offset - at;
    carved_record(record);
    at = record.offset + record.size;
  }
  out_.coverage.slack += end - at;
}

/// A record that was left behind: delivered if anything can be made of it, else what it was before, slack.
void ChunkReader::carved_record(const Stretch& stretch) {
  carved_ = true;
  Outer outer;
  const std::string_view broken = outermost(stretch.record, outer);
  const Filled filled{outer.ops, outer.instance.values, chunk_, pool_};
  const bool good = broken.empty() && credible(filled, *outer.plan, stretch.record,
                                               time_at(filled, outer.plan->time, stretch.record.written));
  if (!good || !read_record(stretch)) out_.coverage.slack += stretch.size;
  carved_ = false;
}

bool ChunkReader::told_elsewhere(std::size_t offset) const {
  const auto* list = options_.told_elsewhere;
  return list != nullptr && std::binary_search(list->begin(), list->end(), file_offset_ + offset);
}

/// The short way for nearly all records: one that is whole and of a usual shape is counted, and printed if it is wanted and printing is
/// all that is wanted. False for any other: then nothing has happened, and read_record() does it all.
bool ChunkReader::quick_record(const Stretch& stretch) {
  if (options_.told_elsewhere != nullptr || wanted_->asks_for_ids()) return false;
  const RecordView& record = stretch.record;
  // Fragment header, instance token, 1 (not looked at), template id, definition offset.
  constexpr std::uint64_t kStart = 0x0c0001010f, kStartMask = 0xffffffffff;
  std::size_t at = record.body;
  const std::size_t end = record.body_end;
  if (end - at < 18 || (load_le<std::uint64_t>(chunk_, at) & kStartMask) != kStart) return false;
  const auto id = load_le<std::uint32_t>(chunk_, at + 6), place = load_le<std::uint32_t>(chunk_, at + 10);
  Definition* definition = templates_.find(place);
  if (!definition->sound || definition->id != id || !definition->gate.usable || budget_.spent()) return false;
  at += 14;
  if (place == at) {  // defined here, at its first use
    if (end - at < 28) return false;
    const auto size = load_le<std::uint32_t>(chunk_, at + 20);
    if (size > end - at - 28) return false;
    at += 24 + size;
  }
  const SystemGate& gate = definition->gate;
  const auto count = load_le<std::uint32_t>(chunk_, at);
  at += 4;
  if (count < gate.needed || count > (end - at) / 4) return false;

  std::array<std::uint32_t, SystemGate::kMostValues> places;  // chunk offsets of the values
  std::size_t value_at = at + 4 * std::size_t{count};
  for (std::size_t i = 0; i < gate.needed; ++i) {
    places[i] = static_cast<std::uint32_t>(value_at);
    value_at += load_le<std::uint16_t>(chunk_, at + 4 * i);
  }
  const auto descriptor = [&](std::uint8_t index) {  // size and type
    return load_le<std::uint32_t>(chunk_, at + 4 * std::size_t{index}) & 0xffffff;
  };
  constexpr std::uint32_t kEventId = 0x060002, kLevel = 0x040001, kTime = 0x110008;
  if (value_at > end || descriptor(gate.event_id) != kEventId || descriptor(gate.level) != kLevel ||
      descriptor(gate.time) != kTime) {
    return false;
  }
  const auto event_id = load_le<std::uint16_t>(chunk_, places[gate.event_id]);
  FileTime time{load_le<std::uint64_t>(chunk_, places[gate.time])};
  if (time.ticks == 0) time = record.written;

  bool texts = true;
  const auto stored = [&](std::uint8_t index) -> std::string_view {
    if (index == SystemGate::kLiteral) return {};
    const std::uint32_t d = descriptor(index);
    if (d >> 16 != value_type::string && d != 0) texts = false;
    return {reinterpret_cast<const char*>(chunk_.data() + places[index]), d & 0xffff};
  };
  const ExtentCounter::Key key{definition, load_le<std::uint8_t>(chunk_, places[gate.level]), stored(gate.computer),
                               stored(gate.channel), stored(gate.provider)};
  if (!texts) return false;
  ExtentCounter::Names* who = counter_.find(key, definition->writer);
  if (who == nullptr) return false;
  if (who->epoch != epoch_) {
    who->epoch = epoch_;
    who->any_id = wanted_->wants_any_id(who->provider, who->channel);
  }
  const bool wanted = (who->any_id || wanted_->lists(event_id)) && wanted_->wants_record(key.level, record.id) &&
                      wanted_->wants(event_id, time, who->provider, who->channel) &&
                      wanted_->wants_names(who->provider, who->channel, who->computer);
  if (wanted) return quick_print(stretch, *definition, at, count, time);
  counter_.count(time);
  out_.coverage.records += stretch.size;
  if (out_.want_marks) out_.marks.push_back({record.id, time, file_offset_ + stretch.offset});
  return true;
}

/// The rest of quick_record() for a wanted record whose writer was just found: prints it, if printing is all that is wanted. A
/// function of its own, because the other way does not want to pay for its variables.
bool ChunkReader::quick_print(const Stretch& stretch, Definition& definition, std::size_t descriptors,
                              std::size_t count, FileTime time) {
  if (render_ == nullptr || wanted_->wants_text() || !budget_.steps(count)) return false;
  values_.resize(count);
  Outer outer;
  outer.instance.definition = &definition;
  templates_.fill(descriptors, stretch.record.body_end, values_, outer.instance);
  if (!outer.instance.whole) return false;
  outer.ops = definition.ops;
  counter_.count(time);
  out_.coverage.records += stretch.size;
  if (out_.want_marks) out_.marks.push_back({stretch.record.id, time, file_offset_ + stretch.offset});
  render(stretch, outer);
  return true;
}

/// False if nothing could be made of it; then it has been reported (or, carved, is nobody's loss).
bool ChunkReader::read_record(const Stretch& stretch) {
  if (told_elsewhere(stretch.offset)) {
    out_.coverage.slack += stretch.size;
    return true;
  }
  Outer outer;
  std::string_view broken = outermost(stretch.record, outer);
  Filled filled{outer.ops, outer.instance.values, chunk_, pool_};
  Event event;
  if (broken.empty()) {
    const auto id = filled.evaluate(outer.plan->event_id.begin, outer.plan->event_id.end).integer();
    event.event_id = static_cast<std::uint32_t>(id.value_or(0));
    event.level = static_cast<std::uint8_t>(number_at(filled, outer.plan->level));
    event.time = time_at(filled, outer.plan->time, stretch.record.written);
    if (!stretch.record.sizes_agree && !credible(filled, *outer.plan, stretch.record, event.time)) {
      broken = "was overwritten";
    } else if (id && !budget_.spent()) {
      const ExtentCounter::Names& who = names(filled, outer, event.level);
      event.provider = who.provider;
      event.channel = who.channel;
      event.computer = who.computer;
      counter_.count(event.time);
      if (out_.want_marks) out_.marks.push_back({stretch.record.id, event.time, file_offset_ + stretch.offset});
      out_.coverage.records += stretch.size;
      const std::uint64_t own_id = wanted_->asks_for_ids() ? number_at(filled, outer.plan->record_id) : 0;
      if (wanted_->wants(event.event_id, event.time, event.provider, event.channel) &&
          wanted_->wants_record(event.level, own_id != 0 ? own_id : stretch.record.id) &&
          wanted_->wants_names(event.provider, event.channel, event.computer)) {
        event.origin.offset = file_offset_ + stretch.offset;
        event.record_id = stretch.record.id;
        event.carved = carved_ || options_.all_carved;
        deliver(stretch, outer, event);
      }
      return true;
    }
  }
  if (carved_) return false;
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
    outer.instance = templates_.instance(at, record.body_end, values_);
    if (outer.instance.definition == nullptr) return without_template(record, at, outer);
    outer.ops = outer.instance.definition->ops;
    outer.plan = &outer.instance.definition->plan;
  } else if (token_at(at) == Token::open) {
    const Compiled compiled = compiler_.element(at, record.body_end, BinXmlCompiler::Layout::without_dependency, pool_);
    outer.ops = compiled.ops;
    outer.own_plan = SystemPlan::of(compiled.ops);
    outer.plan = &outer.own_plan;
    outer.instance.end = compiled.end;
    outer.instance.whole = compiled.whole;
  } else {
    return "does not begin with binary XML";
  }
  return outer.plan->found ? std::string_view{} : "has no System element";
}

/// A record whose template is gone. When carving, the values that every template of Windows uses are good enough.
std::string_view ChunkReader::without_template(const RecordView& record, std::size_t begin, Outer& outer) {
  constexpr std::string_view kGone = "refers to a template that cannot be read";
  if (!options_.carve || !usual_event_values(outer.instance.values, chunk_, record.id)) return kGone;
  anomaly_ = true;
  outer.ops = usual_event();
  outer.own_plan = SystemPlan::of(outer.ops);
  outer.plan = &outer.own_plan;
  outer.instance.whole = true;
  outer.no_template_at = begin;
  return {};
}

/// The names that an Extent needs, made once for all records that agree in them.
const ExtentCounter::Names& ChunkReader::names(const Filled& event, const Outer& outer, std::uint8_t level) {
  const SystemPlan& plan = *outer.plan;
  ExtentCounter::Key key{outer.instance.definition, level, {}, {}, {}};
  ExtentCounter::Hint hint;
  bool comparable = true;
  const auto stored = [&](Slot slot) -> std::string_view {
    if (slot.absent()) return {};
    const Op& op = event.ops[slot.begin];
    if (slot.end - slot.begin == 1 && op.kind == Op::Kind::text)
      return outer.instance.definition != nullptr ? std::string_view{} : op.text;
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
    if (const auto* known = counter_.find(key, hint)) return *known;
  }
  const ExtentCounter::Names made{text_at(event, plan.computer), text_at(event, plan.channel),
                                  text_at(event, plan.provider)};
  if (!comparable) {  // an odd shape: compare the finished texts
    key = {nullptr, level, made.computer, made.channel, made.provider};
    if (const auto* known = counter_.find(key, hint)) return *known;
  }
  return counter_.add(key, made);
}

void ChunkReader::deliver(const Stretch& stretch, const Outer& outer, Event event) {
  if (render_ != nullptr && !wanted_->wants_text()) {
    render(stretch, outer);
    return;
  }
  collect(stretch, outer, event);
  if (!wanted_->has_wanted_text(event)) return;
  if (render_ != nullptr) {
    render(stretch, outer);
    return;
  }
  event.data = out_.keep(event.data);
  out_.add(event);
  places_.push_back({chunk_, stretch.record.body, stretch.record.body_end, stretch.record.id, stretch.record.written});
  incomplete(stretch, outer, event.record_id, data_.trouble());
}

/// Completes the event; its data are good until the next event.
void ChunkReader::collect(const Stretch& stretch, const Outer& outer, Event& event) {
  const Filled filled{outer.ops, outer.instance.values, chunk_, pool_};
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
  if (outer.instance.whole) data_.fragments(next_fragment(chunk_, outer.instance.end, end), end);
  event.data = data_.fields();
}

void ChunkReader::render(const Stretch& stretch, const Outer& outer) {
  if (!render_->wants(file_offset_ + stretch.offset)) return;
  const std::size_t end = stretch.record.body_end;
  const std::size_t beside = outer.instance.whole ? next_fragment(chunk_, outer.instance.end, end) : end;
  if (!render_->before.empty()) out_.rendered += render_->before;
  const bool carved = carved_ || options_.all_carved;
  if (carved && render_->format == RenderFormat::xml) {
    out_.rendered += fmt::format("<!-- carved at offset {} -->", file_offset_ + stretch.offset);
  }
  const std::size_t start = out_.rendered.size();
  Trouble trouble = renderer_.event(outer.ops, outer.instance, beside, end, render_->format, out_.rendered);
  if (carved && render_->format == RenderFormat::json) {
    const std::string event(out_.rendered.view().substr(start + 1));
    out_.rendered.shorten(start);
    out_.rendered += fmt::format("{{\"#carved\":{{\"offset\":{}}},", file_offset_ + stretch.offset);
    out_.rendered += event;
  }
  if (render_->after.size() == 1) {
    out_.rendered += render_->after[0];
  } else {
    out_.rendered += render_->after;
  }
  ++out_.events_rendered;
  incomplete(stretch, outer, stretch.record.id, trouble);
}

}  // namespace doctor::evtx
