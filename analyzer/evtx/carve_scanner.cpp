#include "evtx/carve_scanner.h"

#include <algorithm>
#include <cstring>

#include "evtx/chunk.h"
#include "evtx/limits.h"

namespace doctor::evtx {

namespace {

constexpr std::size_t kReadAhead = 1024 * 1024;

/// The magic, the constant beside it, and a free-space offset that can be one.
bool is_chunk_header(ByteView bytes) {
  if (bytes.size() < 128 || std::memcmp(bytes.data(), "ElfChnk", 8) != 0) return false;
  const auto free = load_le<std::uint32_t>(bytes, 48);
  return load_le<std::uint32_t>(bytes, 40) == 128 && free >= kChunkHeaderSize && free <= kChunkSize;
}

}  // namespace

ByteView ByteWindow::at(std::uint64_t offset, std::size_t size) {
  if (offset >= file_.size()) return {};
  size = static_cast<std::size_t>(std::min<std::uint64_t>(size, file_.size() - offset));
  if (offset < begin_ || offset + size > begin_ + filled_) {
    begin_ = offset;
    buffer_.assign(static_cast<std::size_t>(std::min<std::uint64_t>(size + kReadAhead, file_.size() - offset)),
                   std::byte{0});
    (void)file_.read_at(offset, buffer_);  // what cannot be read is zero, and reported by who reads the piece
    filled_ = buffer_.size();
  }
  return ByteView(buffer_).subspan(static_cast<std::size_t>(offset - begin_), size);
}

std::size_t whole_record_size(ByteView bytes) {
  if (bytes.size() < kRecordMinSize || load_le<std::uint32_t>(bytes, 0) != kRecordMagic) return 0;
  const auto size = load_le<std::uint32_t>(bytes, 4);
  if (size < kRecordMinSize || size > kChunkSize - kChunkHeaderSize || size > bytes.size()) return 0;
  return load_le<std::uint32_t>(bytes, size - 4) == size ? size : 0;
}

bool chunk_of_record(ByteView record, std::uint64_t offset, std::uint64_t& chunk_begin) {
  // Fragment header, instance token, 1, template id, offset of the definition; then the definition, if it is here: link, GUID (its
  // first four bytes are the id again), size.
  constexpr std::size_t kBody = kRecordHeaderSize, kDefinition = kBody + 14;
  if (record.size() < kDefinition + 28) return false;
  if ((load_le<std::uint64_t>(record, kBody) & 0xffffffffff) != 0x0c0001010f) return false;
  const auto id = load_le<std::uint32_t>(record, kBody + 6), place = load_le<std::uint32_t>(record, kBody + 10);
  if (load_le<std::uint32_t>(record, kDefinition + 4) != id) return false;
  if (load_le<std::uint32_t>(record, kDefinition + 20) > record.size() - kDefinition - 28) return false;
  if (place < kChunkHeaderSize + kDefinition || place > kChunkSize - (record.size() - kDefinition)) return false;
  chunk_begin = offset + kDefinition - place;
  return true;
}

bool CarveScanner::place_of_chunk(std::uint64_t offset) const {
  return is_log_ && offset >= kFileHeaderSize && (offset - kFileHeaderSize) % kChunkSize == 0;
}

bool CarveScanner::chunk_at(std::uint64_t offset) {
  return place_of_chunk(offset) || is_chunk_header(window_.at(offset, 128));
}

/// The first chunk that begins in [from, until), or `until`.
std::uint64_t CarveScanner::next_chunk(std::uint64_t from, std::uint64_t until) {
  std::uint64_t limit = until;
  if (is_log_) {
    const std::uint64_t body = from <= kFileHeaderSize ? 0 : from - kFileHeaderSize;
    limit = std::min(until, kFileHeaderSize + (body + kChunkSize - 1) / kChunkSize * kChunkSize);
  }
  const ByteView bytes = window_.at(from, static_cast<std::size_t>(limit - from) + 128);
  const auto length = static_cast<std::size_t>(std::min<std::uint64_t>(limit - from, bytes.size()));
  for (std::size_t i = 0; i < length; ++i) {
    const void* e = std::memchr(bytes.data() + i, 'E', length - i);
    if (e == nullptr) break;
    i = static_cast<std::size_t>(static_cast<const std::byte*>(e) - bytes.data());
    if (is_chunk_header(bytes.subspan(i))) return from + i;
  }
  return limit;
}

/// The first whole record that begins in [from, until) and ends there, or `until`.
std::uint64_t CarveScanner::next_record(std::uint64_t from, std::uint64_t until) {
  const ByteView bytes = window_.at(from, static_cast<std::size_t>(until - from));
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const void* star = std::memchr(bytes.data() + i, '*', bytes.size() - i);
    if (star == nullptr) break;
    i = static_cast<std::size_t>(static_cast<const std::byte*>(star) - bytes.data());
    if (whole_record_size(bytes.subspan(i)) != 0) return from + i;
  }
  return until;
}

bool CarveScanner::next(CarvePiece& out) {
  if (at_ >= end_) return false;
  out = {};
  out.offset = at_;
  if (chunk_at(at_)) {
    out.kind = CarvePiece::Kind::chunk;
    const std::uint64_t longest = std::min<std::uint64_t>(at_ + kChunkSize, window_.size());
    out.size = next_chunk(at_ + 1, longest) - at_;
  } else {
    // What can be decided now: a record must end before the next chunk, and the window must hold it whole.
    const std::uint64_t far = std::min(at_ + kLongest, window_.size());
    const std::uint64_t gap_end = next_chunk(at_, far);
    const std::uint64_t record = next_record(at_, gap_end);
    if (record < gap_end) {
      records(record, gap_end, out);
    } else {
      // A record may begin near the end of a long gap and reach behind it.
      const bool cut = gap_end == far && far < window_.size();
      out.size = gap_end - at_ - (cut ? std::min<std::uint64_t>(kChunkSize, (gap_end - at_) / 2) : 0);
    }
  }
  at_ += out.size;
  return true;
}

/// A piece with the records from `first` on that may have belonged to one chunk.
void CarveScanner::records(std::uint64_t first, std::uint64_t gap_end, CarvePiece& out) {
  out.kind = CarvePiece::Kind::records;
  const std::uint64_t far = std::min(first + kChunkSize, gap_end);
  const ByteView bytes = window_.at(first, static_cast<std::size_t>(far - first));
  out.chunk_begin = first - kChunkHeaderSize;  // if no record tells
  std::uint64_t behind = first;
  bool known = false;
  for (std::size_t i = 0; i < bytes.size();) {
    const std::size_t size = whole_record_size(bytes.subspan(i));
    if (size == 0) {
      ++i;
      continue;
    }
    std::uint64_t begin = 0;
    const bool tells = chunk_of_record(bytes.subspan(i, size), first + i, begin);
    const bool fits = begin + kChunkHeaderSize <= first || begin > first;  // the latter: before the file
    if (tells && known && begin != out.chunk_begin) break;                 // of another chunk
    if (tells && !known && !fits) break;
    if (tells && !known) {
      known = true;
      out.chunk_begin = begin;
    }
    if (known && first + i + size > out.chunk_begin + kChunkSize) break;
    i += size;
    behind = first + i;
  }
  if (behind == first) behind = first + whole_record_size(bytes);  // at least the one
  out.size = behind - out.offset;
}

}  // namespace doctor::evtx
