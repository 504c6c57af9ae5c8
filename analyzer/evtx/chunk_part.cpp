// The part of ChunkReader that reads a piece of a chunk: what an earlier run has not read yet.
#include <algorithm>

#include "evtx/chunk_reader.h"

namespace doctor::evtx {

void ChunkReader::read_part(ByteView chunk, std::uint64_t file_offset, std::uint32_t from, std::uint32_t until) {
  chunk = chunk.first(std::min(chunk.size(), kChunkSize));
  const ChunkHeader chunk_header = read_chunk_header(chunk);
  if ((from == 0 && until >= kChunkSize) || !chunk_header.magic) {  // without a header, nothing says where pieces begin
    read(chunk, file_offset);
    return;
  }
  begin(chunk, file_offset);
  if (from == 0) {
    header(chunk_header);
  } else {
    out_.coverage.known += kChunkHeaderSize;
  }
  RecordWalker walker(chunk_, chunk_header);
  const bool complete = records_of_part(walker, from, until);
  // What the header says of the end is out of date while more is written; a chunk that was cut off is told once.
  if (from == 0 && (complete || chunk_.size() < kChunkSize)) consistency(chunk_header, walker);
}

/// False if there is more behind `until`.
bool ChunkReader::records_of_part(RecordWalker& walker, std::size_t from, std::size_t until) {
  bool complete = true;
  Stretch stretch;
  for (;;) {
    const bool whole = walker.next_whole(stretch);
    if (!whole && !walker.next(stretch)) return complete;
    const std::size_t end = stretch.offset + stretch.size;
    const bool record = stretch.kind == Stretch::Kind::record;
    if (stretch.offset >= until && stretch.kind != Stretch::Kind::slack) complete = false;
    // A record is in the piece in which it begins; other stretches are cut where the piece is.
    const std::size_t first = record ? stretch.offset : std::clamp(from, stretch.offset, end);
    const std::size_t stop = record ? end : std::clamp(until, first, end);
    if (first == stop || first < from || first >= until) {
      out_.coverage.known += stretch.size;
      continue;
    }
    out_.coverage.known += stretch.size - (stop - first);
    stretch.offset = first;
    stretch.size = stop - first;
    if (whole && quick_record(stretch)) continue;
    read_stretch(stretch, walker, true);
  }
}

}  // namespace doctor::evtx
