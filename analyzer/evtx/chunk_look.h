#pragma once
#include <cstddef>
#include <cstdint>

#include "base/bytes.h"
#include "base/time.h"
#include "evtx/limits.h"

namespace doctor::evtx {

/// How much of a chunk look_at_head() wants to see: its header and the beginning of its first record.
inline constexpr std::size_t kChunkHeadSize = kChunkHeaderSize + 64;

/// Which chunk it is.
struct ChunkHead {
  std::uint64_t identity = 0;  ///< as KnownChunk::identity
  bool magic = false;
  bool sound = false;  ///< the first record has the id that the header says
  std::uint64_t first_id = 0;
  FileTime first_written;  ///< of the first record, if it is sound
  std::uint32_t free_offset = 0;

  bool readable() const { return magic && identity != 0; }
};

/// `start` may be shorter than kChunkHeadSize (the file ends there) or longer.
ChunkHead look_at_head(ByteView start);

/// Where a chunk's records end. Offsets in the chunk.
struct ChunkEnd {
  std::uint64_t records = 0;  ///< whole ones
  /// Behind the last whole record; without one, behind the header.
  std::uint32_t whole_end = static_cast<std::uint32_t>(kChunkHeaderSize);
  std::uint32_t tail_end = static_cast<std::uint32_t>(kChunkHeaderSize);  ///< behind the damage that follows it; whole_end if none does
  std::uint64_t last_id = 0;  ///< of the last whole record
  FileTime last_written;
  bool anything = false;  ///< a record or damage lies behind `from`
};

/// Walks over all records of a chunk, as reading it does.
ChunkEnd look_at_end(ByteView chunk, std::uint32_t from);

}  // namespace doctor::evtx
