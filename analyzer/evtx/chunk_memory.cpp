#include "evtx/chunk_memory.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <unordered_map>
#include <utility>

#include "base/checksum.h"
#include "evtx/chunk.h"
#include "evtx/chunk_look.h"
#include "evtx/file_header.h"
#include "evtx/limits.h"

namespace doctor {

namespace {

using namespace evtx;

constexpr auto kWholeChunk = static_cast<std::uint32_t>(kChunkSize);

class Planner {
 public:
  Planner(const File& file, const LogMemory* before,
          const std::function<std::uint32_t(std::uint64_t identity)>& known)
      : file_(file),
        before_(before),
        known_(known),
        chunks_((file.size() - std::min<std::uint64_t>(file.size(), kFileHeaderSize) + kChunkSize - 1) / kChunkSize),
        buffer_(kChunkSize) {}

  Result<ResumePlan> plan();

 private:
  Result<Done> look_at_file_header();
  bool quick_way_possible() const;
  Result<bool> quick_way();
  Result<std::optional<std::vector<std::uint64_t>>> written_since(const ChunkHead& newest);
  bool file_header_objects() const;
  Result<Done> full_way();
  bool in_order(const std::vector<ChunkHead>& heads, std::uint64_t newest) const;
  void count_lost(const std::vector<ChunkHead>& heads);

  Result<Done> newest_chunk(std::uint64_t index, ByteView chunk);
  Result<Done> finished_chunk(std::uint64_t index, const ChunkHead& head);
  Result<Done> open_chunk(std::uint64_t index, const ChunkHead& head);
  Result<Done> unreadable_chunk(std::uint64_t index, const ChunkHead& head);
  Result<bool> may_have_grown(std::uint64_t index, const ChunkHead& head, std::uint32_t from) const;

  Result<ByteView> read(std::uint64_t index, std::size_t size);
  Result<ChunkHead> head(std::uint64_t index);
  bool cut(std::uint64_t index) const { return place(index) + kChunkSize > file_.size(); }
  static std::uint64_t place(std::uint64_t index) { return kFileHeaderSize + index * kChunkSize; }

  const KnownChunk* remembered(std::uint64_t index) const;
  std::uint32_t read_before(std::uint64_t index, std::uint64_t identity);
  const TornTail* remembered_tail(std::uint64_t identity) const;
  std::uint32_t behind_told_tail(ByteView chunk, std::uint64_t identity, std::uint32_t from) const;
  void add(std::uint64_t index, std::uint32_t from, std::uint32_t until, std::uint64_t identity);

  const File& file_;
  const LogMemory* before_;
  const std::function<std::uint32_t(std::uint64_t identity)>& known_;
  const std::uint64_t chunks_;
  std::vector<std::byte> buffer_;
  FileHeader header_;
  ResumePlan plan_;
  std::unordered_map<std::uint64_t, std::uint32_t> elsewhere_;  ///< before_->chunks by identity, made when asked for
};

Result<ResumePlan> Planner::plan() {
  if (const auto header = look_at_file_header(); !header) return header.error();
  bool done = false;
  if (quick_way_possible()) {
    const auto quick = quick_way();
    if (!quick) return quick.error();
    done = *quick;
    plan_.unchanged = done && plan_.parts.empty();
  }
  if (!done) {
    const std::uint64_t digest = plan_.after.header_digest;
    plan_ = {};
    plan_.after.header_digest = digest;
    if (const auto full = full_way(); !full) return full.error();
  }
  std::sort(plan_.parts.begin(), plan_.parts.end(),
            [](const ChunkPart& a, const ChunkPart& b) { return a.chunk < b.chunk; });
  plan_.after.bytes = file_.size();
  plan_.known_chunks = chunks_ - plan_.parts.size();
  return std::move(plan_);
}

Result<Done> Planner::look_at_file_header() {
  std::array<std::byte, 128> start{};
  const auto got = file_.read_at(0, start);
  if (!got) return got.error();
  header_ = read_file_header(ByteView(start).first(*got));
  plan_.after.header_digest = hash64(ByteView(start).first(*got));
  return Done{};
}

// ---- The quick way: from the chunk that was the newest onwards.

bool Planner::quick_way_possible() const {
  if (before_ == nullptr || !before_->ordered || file_.size() < before_->bytes) return false;
  if (before_->newest >= before_->chunks.size() || before_->newest >= chunks_) return false;
  if (before_->chunks.size() > chunks_ || before_->chunks[before_->newest].identity == 0) return false;
  // A last chunk that was or is cut off may have become longer, wherever the newest one is.
  const auto whole = [](std::uint64_t bytes) { return bytes >= kFileHeaderSize && (bytes - kFileHeaderSize) % kChunkSize == 0; };
  return file_.size() == before_->bytes || (whole(file_.size()) && whole(before_->bytes));
}

/// False if the whole log has to be looked at.
Result<bool> Planner::quick_way() {
  const std::uint64_t newest = before_->newest;
  const auto chunk = read(newest, kChunkSize);
  if (!chunk) return chunk.error();
  const ChunkHead newest_head = look_at_head(*chunk);
  if (newest_head.identity != before_->chunks[newest].identity || !newest_head.readable()) return false;
  const std::vector<std::byte> as_it_was(chunk->begin(), chunk->end());
  const auto next = written_since(newest_head);
  if (!next) return next.error();
  if (!*next) return false;

  const std::uint64_t digest = plan_.after.header_digest;
  plan_.after = *before_;
  plan_.after.header_digest = digest;
  plan_.after.chunks.resize(static_cast<std::size_t>(chunks_));
  if ((*next)->empty()) {
    if (const auto done = newest_chunk(newest, as_it_was); !done) return done.error();
  } else {
    // It is read again: between the first look and that at the next chunk, it may have been filled.
    if (const auto done = finished_chunk(newest, newest_head); !done) return done.error();
    for (const std::uint64_t index : **next) {
      const bool last = index == (*next)->back();
      const auto bytes = read(index, last ? kChunkSize : kChunkHeadSize);
      if (!bytes) return bytes.error();
      const ChunkHead now = look_at_head(*bytes);
      if (!now.readable()) return false;
      const auto done = last ? newest_chunk(index, *bytes) : finished_chunk(index, now);
      if (!done) return done.error();
    }
  }
  return !file_header_objects();
}

/// The chunks behind the newest one that are not what they were, as Windows would have gone on; nothing if it cannot have been so.
Result<std::optional<std::vector<std::uint64_t>>> Planner::written_since(const ChunkHead& newest) {
  std::optional<std::vector<std::uint64_t>> out{std::in_place};
  const std::optional<std::vector<std::uint64_t>> no;
  std::uint64_t first_id = newest.first_id, at = before_->newest;
  std::uint64_t appended = before_->chunks.size();  // the first chunk behind the old end that was not looked at
  for (std::uint64_t n = 1; n < chunks_; ++n) {
    at = (at + 1) % chunks_;
    const auto now = head(at);
    if (!now) return now.error();
    const KnownChunk* then = remembered(at);
    if (now->identity == (then == nullptr ? 0 : then->identity)) break;
    if (!now->readable() || !now->sound || now->first_id <= first_id) return no;
    first_id = now->first_id;
    out->push_back(at);
    if (at == appended) ++appended;
  }
  for (; appended < chunks_; ++appended) {  // room for more is zero
    const auto now = head(appended);
    if (!now) return now.error();
    if (now->identity != 0) return no;
  }
  return out;
}

/// A log that was closed cleanly since says what the last record is. (One that was not has a header from before.)
bool Planner::file_header_objects() const {
  return plan_.after.header_digest != before_->header_digest && header_.magic && header_.checksum_ok &&
         !header_.dirty() && header_.next_record_id != plan_.after.last_record_id + 1;
}

// ---- The full way: over the heads of all chunks.

Result<Done> Planner::full_way() {
  std::vector<ChunkHead> heads;
  std::uint64_t newest = 0;
  for (std::uint64_t i = 0; i < chunks_; ++i) {
    const auto one = head(i);
    if (!one) return one.error();
    heads.push_back(*one);
    if (one->readable() && (!heads[newest].readable() || one->first_id > heads[newest].first_id)) newest = i;
  }
  const bool any = newest < heads.size() && heads[newest].readable();
  plan_.after.chunks.resize(heads.size());
  plan_.after.newest = static_cast<std::uint32_t>(newest);
  plan_.after.ordered = any && newest <= UINT32_MAX && in_order(heads, newest);
  count_lost(heads);
  for (std::uint64_t i = 0; i < heads.size(); ++i) {
    Result<Done> done = Done{};
    if (!heads[i].readable()) {
      done = unreadable_chunk(i, heads[i]);
    } else if (i == newest) {
      const auto chunk = read(i, kChunkSize);
      if (!chunk) return chunk.error();
      done = newest_chunk(i, *chunk);
    } else if (!plan_.after.ordered || cut(i)) {
      done = open_chunk(i, heads[i]);
    } else {
      done = finished_chunk(i, heads[i]);
    }
    if (!done) return done.error();
  }
  return Done{};
}

/// Ids ascend from behind the newest chunk, round the end, up to it; where there is still room, it comes behind the newest.
bool Planner::in_order(const std::vector<ChunkHead>& heads, std::uint64_t newest) const {
  bool room = false;
  std::uint64_t last = 0;
  for (std::uint64_t n = 1; n <= heads.size(); ++n) {
    const ChunkHead& one = heads[(newest + n) % heads.size()];
    if (one.identity == 0) {
      if (last != 0) return false;
      room = true;
      continue;
    }
    if (!one.readable() || (!one.sound && n < heads.size())) continue;  // damage: nobody knows
    if (!one.sound || one.first_id <= last) return false;
    last = one.first_id;
  }
  // With room left, the log has not gone round: the oldest chunk is the first.
  return !room ||
         std::none_of(heads.begin() + static_cast<std::ptrdiff_t>(newest) + 1, heads.end(),
                      [](const ChunkHead& one) { return one.readable(); });
}

void Planner::count_lost(const std::vector<ChunkHead>& heads) {
  if (before_ == nullptr || !before_->ordered || !plan_.after.ordered) return;
  if (before_->newest >= before_->chunks.size() || before_->last_record_id == 0) return;
  const std::uint64_t gone = before_->chunks[before_->newest].identity;
  const ChunkHead* lowest = nullptr;
  for (const ChunkHead& one : heads) {
    if (one.identity == gone) return;
    if (one.readable() && (lowest == nullptr || one.first_id < lowest->first_id)) lowest = &one;
  }
  if (lowest == nullptr || lowest->first_written < before_->last_written) return;
  if (lowest->first_id > before_->last_record_id) plan_.lost_records = lowest->first_id - before_->last_record_id - 1;
}

// ---- What is to be read of one chunk.

/// More may follow in it: it is read up to its last whole record.
Result<Done> Planner::newest_chunk(std::uint64_t index, ByteView chunk) {
  const ChunkHead head = look_at_head(chunk);
  if (!head.readable()) return unreadable_chunk(index, head);  // overwritten just now
  const std::uint32_t read = read_before(index, head.identity);
  const std::uint32_t from = behind_told_tail(chunk, head.identity, read);
  const ChunkEnd end = look_at_end(chunk, from);
  KnownChunk& memory = plan_.after.chunks[static_cast<std::size_t>(index)];
  // Less than was read: an older copy was put back. It goes on from where it ends.
  memory = {head.identity, end.records > 0 ? end.whole_end : 0};

  const bool fresh = end.records > 0 && end.whole_end > from;
  std::uint32_t until = end.whole_end;
  TornTail tail;
  if (end.tail_end > end.whole_end && read <= end.whole_end) {
    tail.size = end.tail_end - end.whole_end;
    tail.digest = hash64(chunk.subspan(end.whole_end, tail.size));
    const TornTail* then = remembered_tail(head.identity);
    const bool same = then != nullptr && then->size == tail.size && then->digest == tail.digest &&
                      memory.read_until == before_->chunks[before_->newest].read_until;
    if (same && !then->told) until = end.tail_end;
    tail.told = same;
  }
  if (fresh || until > end.whole_end) add(index, from, until, head.identity);
  plan_.after.newest = static_cast<std::uint32_t>(index);
  plan_.after.tail = tail;
  plan_.after.last_record_id = end.records > 0 ? end.last_id : std::max<std::uint64_t>(head.first_id, 1) - 1;
  plan_.after.last_written = end.last_written;
  return Done{};
}

/// Nothing more is written into it.
Result<Done> Planner::finished_chunk(std::uint64_t index, const ChunkHead& head) {
  plan_.after.chunks[static_cast<std::size_t>(index)] = {head.identity, kWholeChunk};
  std::uint32_t from = read_before(index, head.identity);
  if (from >= kWholeChunk) return Done{};
  if (from > 0) {
    const auto chunk = read(index, kChunkSize);
    if (!chunk) return chunk.error();
    from = behind_told_tail(*chunk, head.identity, from);
    if (!look_at_end(*chunk, from).anything) return Done{};
  }
  add(index, from, kWholeChunk, head.identity);
  return Done{};
}

/// Whether more is written into it is not known: the log has no order, or is cut off there.
Result<Done> Planner::open_chunk(std::uint64_t index, const ChunkHead& head) {
  KnownChunk& memory = plan_.after.chunks[static_cast<std::size_t>(index)];
  std::uint32_t from = read_before(index, head.identity);
  memory = {head.identity, from};
  if (from > 0) {
    const auto grown = may_have_grown(index, head, from);
    if (!grown) return grown.error();
    if (!*grown) return Done{};
  }
  const auto chunk = read(index, kChunkSize);
  if (!chunk) return chunk.error();
  from = behind_told_tail(*chunk, head.identity, from);
  const ChunkEnd end = look_at_end(*chunk, from);
  if (from > 0 && !end.anything) return Done{};
  memory.read_until = std::max(from, end.tail_end);
  add(index, from, memory.read_until, head.identity);
  return Done{};
}

/// Zeros, or no header: read once, as it is.
Result<Done> Planner::unreadable_chunk(std::uint64_t index, const ChunkHead& head) {
  plan_.after.chunks[static_cast<std::size_t>(index)] = {head.identity, head.identity == 0 ? 0 : kWholeChunk};
  const KnownChunk* then = remembered(index);
  const bool same = then != nullptr && then->identity == head.identity;
  if (same || read_before(index, head.identity) >= kWholeChunk) return Done{};
  add(index, 0, kWholeChunk, head.identity);
  return Done{};
}

/// True if the header, or a record where the next one would begin, says that there is more than was read.
Result<bool> Planner::may_have_grown(std::uint64_t index, const ChunkHead& head, std::uint32_t from) const {
  if (head.free_offset > from && head.free_offset <= kChunkSize) return true;
  if (from + kRecordMinSize > kChunkSize) return false;
  std::array<std::byte, 4> magic{};
  const auto got = file_.read_at(place(index) + from, magic);
  if (!got) return got.error();
  return *got == magic.size() && load_le<std::uint32_t>(magic, 0) == kRecordMagic;
}

// ---- Reading and remembering.

/// Good until the next call.
Result<ByteView> Planner::read(std::uint64_t index, std::size_t size) {
  const std::span<std::byte> room = std::span(buffer_).first(size);
  const auto got = file_.read_at(place(index), room);
  if (!got) return got.error();
  return ByteView(room.first(*got));
}

Result<ChunkHead> Planner::head(std::uint64_t index) {
  const auto start = read(index, kChunkHeadSize);
  if (!start) return start.error();
  return look_at_head(*start);
}

const KnownChunk* Planner::remembered(std::uint64_t index) const {
  if (before_ == nullptr || index >= before_->chunks.size()) return nullptr;
  return &before_->chunks[static_cast<std::size_t>(index)];
}

/// How far the chunk was read before: here, at another place of this log, or in another file.
std::uint32_t Planner::read_before(std::uint64_t index, std::uint64_t identity) {
  if (identity == 0) return 0;
  std::uint32_t read = known_ ? known_(identity) : 0;
  if (const KnownChunk* then = remembered(index); then != nullptr && then->identity == identity) {
    read = std::max(read, then->read_until);
  } else if (before_ != nullptr && read < kWholeChunk) {
    if (elsewhere_.empty()) {
      for (const KnownChunk& one : before_->chunks) {
        std::uint32_t& most = elsewhere_[one.identity];
        most = std::max(most, one.read_until);
      }
    }
    if (const auto found = elsewhere_.find(identity); found != elsewhere_.end()) read = std::max(read, found->second);
  }
  return read < kChunkHeaderSize ? 0 : std::min(read, kWholeChunk);
}

const TornTail* Planner::remembered_tail(std::uint64_t identity) const {
  if (before_ == nullptr || before_->tail.size == 0 || before_->newest >= before_->chunks.size()) return nullptr;
  return before_->chunks[before_->newest].identity == identity ? &before_->tail : nullptr;
}

/// Behind a tail that was told as damage, if it is still what it was; else `from`.
std::uint32_t Planner::behind_told_tail(ByteView chunk, std::uint64_t identity, std::uint32_t from) const {
  const TornTail* tail = remembered_tail(identity);
  if (tail == nullptr || !tail->told) return from;
  const std::uint32_t begin = std::max<std::uint32_t>(from, static_cast<std::uint32_t>(kChunkHeaderSize));
  if (begin > chunk.size() || tail->size > chunk.size() - begin) return from;
  return hash64(chunk.subspan(begin, tail->size)) == tail->digest ? begin + tail->size : from;
}

void Planner::add(std::uint64_t index, std::uint32_t from, std::uint32_t until, std::uint64_t identity) {
  plan_.parts.push_back({index, from, until, identity});
}

}  // namespace

Result<ResumePlan> plan_resume(const File& file, const LogMemory* before,
                               const std::function<std::uint32_t(std::uint64_t identity)>& known) {
  return Planner(file, before, known).plan();
}

}  // namespace doctor
