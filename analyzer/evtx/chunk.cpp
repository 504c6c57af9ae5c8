#include "evtx/chunk.h"

#include <algorithm>
#include <cstring>

#include "base/checksum.h"

namespace doctor::evtx {

namespace {

constexpr std::string_view kChunkMagic{"ElfChnk\0", 8};

}  // namespace

ChunkHeader read_chunk_header(ByteView chunk) {
  ChunkHeader h;
  if (chunk.size() < kChunkHeaderSize) return h;
  ByteReader in(chunk);
  h.magic = std::memcmp(in.take(8).data(), kChunkMagic.data(), 8) == 0;
  h.first_number = in.u64();
  h.last_number = in.u64();
  h.first_id = in.u64();
  h.last_id = in.u64();
  in.skip(4);  // size of the used part, always 128
  h.last_offset = in.u32();
  h.free_offset = in.u32();
  h.data_checksum = in.u32();
  in.seek(120);
  h.flags = in.u32();
  h.header_checksum = in.u32();
  // Everything but flags and the checksum itself; the tables of names and templates count.
  h.checksum_ok = crc32(chunk.subspan(128, kChunkHeaderSize - 128), crc32(chunk.first(120))) == h.header_checksum;
  return h;
}

bool data_checksum_ok(ByteView chunk, const ChunkHeader& header) {
  if (!header.has_checksums()) return true;
  if (header.free_offset < kChunkHeaderSize || header.free_offset > chunk.size()) return false;
  return crc32(chunk.subspan(kChunkHeaderSize, header.free_offset - kChunkHeaderSize)) == header.data_checksum;
}

bool all_zero(ByteView bytes) {
  // Equal to itself one byte on: all are like the first. As fast as memory.
  return bytes.empty() ||
         (bytes[0] == std::byte{0} && std::memcmp(bytes.data(), bytes.data() + 1, bytes.size() - 1) == 0);
}

RecordWalker::RecordWalker(ByteView chunk, const ChunkHeader& header)
    : chunk_(chunk),
      at_(std::min(kChunkHeaderSize, chunk.size())),
      used_end_(chunk.size()),
      first_id_(header.first_id) {
  if (!header.magic) return;
  trusted_ = header.free_offset >= kChunkHeaderSize && header.free_offset <= kChunkSize;
  free_offset_lies_ = !trusted_;
  if (trusted_) used_end_ = std::min<std::size_t>(header.free_offset, chunk.size());
}

bool RecordWalker::next(Stretch& out) {
  out = {};
  out.offset = at_;
  const std::size_t left = chunk_.size() - at_;
  if (left == 0) return false;

  if (at_ >= used_end_) {
    const std::uint64_t expected = records_ > 0 ? last_id_ + 1 : first_id_;
    if (!whole_record_at(at_) || load_le<std::uint64_t>(chunk_, at_ + 8) != expected) {
      rest(out);
      at_ = chunk_.size();
      return true;
    }
    free_offset_lies_ = true;
  }
  if (!signature_at(at_)) {
    broken(out, "evtx-record-magic", "there is no record where one should begin");
    return true;
  }
  const std::uint32_t size = left >= 8 ? load_le<std::uint32_t>(chunk_, at_ + 4) : 0;
  if (size < kRecordMinSize || size > left) {
    out.claimed = size;
    broken(out, "evtx-record-size", size > left ? "exceeds the chunk" : "is too small");
    return true;
  }
  if (!trusted_ && !acceptable(at_)) {
    broken(out, "evtx-record-magic", "what looks like a record is none");
    return true;
  }
  record(out, size);
  return true;
}

void RecordWalker::record(Stretch& out, std::size_t size) {
  out.kind = Stretch::Kind::record;
  out.record.id = load_le<std::uint64_t>(chunk_, at_ + 8);
  out.record.written = {load_le<std::uint64_t>(chunk_, at_ + 16)};
  out.record.body = at_ + kRecordHeaderSize;
  out.record.sizes_agree = load_le<std::uint32_t>(chunk_, at_ + size - 4) == size;
  if (!out.record.sizes_agree) {
    // A size that is wrong but fits would swallow the records behind; the next whole one ends this one.
    std::size_t end = at_ + size;
    if (trusted_ && end > used_end_ && used_end_ >= at_ + kRecordMinSize) end = used_end_;
    size = next_whole_record(at_ + kRecordMinSize, end) - at_;
  }
  out.size = size;
  out.record.body_end = at_ + size - 4;
  at_ += size;
  if (trusted_ && at_ > used_end_) free_offset_lies_ = true;
  ++records_;
  last_id_ = out.record.id;
}

bool RecordWalker::find_whole(std::size_t from, std::size_t until, Stretch& out) const {
  for (std::size_t i = from; i + kRecordMinSize <= until; ++i) {
    const void* star = std::memchr(chunk_.data() + i, '*', until - kRecordMinSize - i + 1);
    if (star == nullptr) return false;
    i = static_cast<std::size_t>(static_cast<const std::byte*>(star) - chunk_.data());
    if (!whole_record_at(i)) continue;
    const std::uint32_t size = load_le<std::uint32_t>(chunk_, i + 4);
    if (size > until - i) continue;
    out = {};
    out.kind = Stretch::Kind::record;
    out.offset = i;
    out.size = size;
    out.record = {load_le<std::uint64_t>(chunk_, i + 8),
                  {load_le<std::uint64_t>(chunk_, i + 16)},
                  i + kRecordHeaderSize,
                  i + size - 4,
                  true};
    return true;
  }
  return false;
}

/// Up to the next whole record, or to the end of the used part; a run of zeros is no loss.
void RecordWalker::broken(Stretch& out, std::string_view code, std::string_view why) {
  const std::size_t end = next_whole_record(at_ + 1, std::max(used_end_, at_ + 1));
  out.size = end - at_;
  if (all_zero(chunk_.subspan(at_, out.size))) {
    out.kind = Stretch::Kind::slack;
  } else {
    out.kind = Stretch::Kind::damaged;
    out.code = code;
    out.why = why;
  }
  at_ = end;
}

/// Behind the used part: what earlier use left, or nothing.
void RecordWalker::rest(Stretch& out) const {
  out.kind = Stretch::Kind::slack;
  out.size = chunk_.size() - at_;
}

bool RecordWalker::signature_at(std::size_t offset) const {
  return offset + 4 <= chunk_.size() && load_le<std::uint32_t>(chunk_, offset) == kRecordMagic;
}

bool RecordWalker::whole_record_at(std::size_t offset) const {
  if (!signature_at(offset) || chunk_.size() - offset < kRecordMinSize) return false;
  const std::uint32_t size = load_le<std::uint32_t>(chunk_, offset + 4);
  return size >= kRecordMinSize && size <= chunk_.size() - offset &&
         load_le<std::uint32_t>(chunk_, offset + size - 4) == size;
}

/// Without a header nothing says which records are current; the ids of one use of a chunk rise.
bool RecordWalker::acceptable(std::size_t offset) const {
  return whole_record_at(offset) && (records_ == 0 || load_le<std::uint64_t>(chunk_, offset + 8) > last_id_);
}

std::size_t RecordWalker::next_whole_record(std::size_t from, std::size_t until) const {
  for (std::size_t i = from; i + kRecordMinSize <= until; ++i) {
    const void* star = std::memchr(chunk_.data() + i, '*', until - kRecordMinSize - i + 1);
    if (star == nullptr) break;
    i = static_cast<std::size_t>(static_cast<const std::byte*>(star) - chunk_.data());
    if (trusted_ ? whole_record_at(i) : acceptable(i)) return i;
  }
  return until;
}

}  // namespace doctor::evtx
