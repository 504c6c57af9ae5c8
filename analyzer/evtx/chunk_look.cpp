#include "evtx/chunk_look.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/checksum.h"
#include "evtx/chunk.h"

namespace doctor::evtx {

namespace {

/// Never 0, which stands for no chunk.
std::uint64_t digest(ByteView a, ByteView b) {
  std::array<std::byte, 256> joined{};
  std::copy(a.begin(), a.end(), joined.begin());
  std::copy(b.begin(), b.end(), joined.begin() + static_cast<std::ptrdiff_t>(a.size()));
  const std::uint64_t hash = hash64(ByteView(joined).first(a.size() + b.size()));
  return hash == 0 ? 1 : hash;
}

}  // namespace

ChunkHead look_at_head(ByteView start) {
  ChunkHead head;
  const ChunkHeader header = read_chunk_header(start);
  const std::size_t header_end = std::min(start.size(), kChunkHeaderSize);
  ByteView record = start.subspan(header_end, std::min<std::size_t>(start.size() - header_end, 64));
  if (!header.magic) {
    const ByteView used = start.first(std::min<std::size_t>(start.size(), 128));
    if (!all_zero(used) || !all_zero(record)) head.identity = digest(used, record);
    return head;
  }
  head.magic = true;
  head.first_id = header.first_id;
  head.free_offset = header.free_offset;
  if (all_zero(record) && header.free_offset <= kChunkHeaderSize) return head;  // prepared, and nothing written yet
  if (record.size() >= kRecordHeaderSize && load_le<std::uint32_t>(record, 0) == kRecordMagic) {
    // Of a short record only what is its own: what follows it may not be written yet.
    const std::uint32_t size = load_le<std::uint32_t>(record, 4);
    record = record.first(std::min<std::size_t>(record.size(), std::max<std::size_t>(size, kRecordHeaderSize)));
    head.sound = size >= kRecordMinSize && load_le<std::uint64_t>(record, 8) == header.first_id;
    if (head.sound) head.first_written = {load_le<std::uint64_t>(record, 16)};
  }
  // Numbers and ids at the places of the header's first fields, without those of the last record, which change.
  std::array<std::byte, 16> firsts{};
  std::memcpy(firsts.data(), start.data() + 8, 8);
  std::memcpy(firsts.data() + 8, start.data() + 24, 8);
  head.identity = digest(firsts, record);
  return head;
}

ChunkEnd look_at_end(ByteView chunk, std::uint32_t from) {
  chunk = chunk.first(std::min(chunk.size(), kChunkSize));
  ChunkEnd end;
  RecordWalker walker(chunk, read_chunk_header(chunk));
  Stretch stretch;
  while (walker.next_whole(stretch) || walker.next(stretch)) {
    if (stretch.kind == Stretch::Kind::slack) continue;
    const auto stop = static_cast<std::uint32_t>(stretch.offset + stretch.size);
    if (stretch.offset >= from) end.anything = true;
    end.tail_end = stop;
    if (stretch.kind != Stretch::Kind::record || !stretch.record.sizes_agree) continue;
    end.whole_end = stop;
    ++end.records;
    end.last_id = stretch.record.id;
    end.last_written = stretch.record.written;
  }
  return end;
}

}  // namespace doctor::evtx
