#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "base/bytes.h"
#include "base/time.h"
#include "evtx/limits.h"

namespace doctor::evtx {

inline constexpr std::uint32_t kRecordMagic = 0x00002a2a;

/// What the header of a chunk says. Only `free_offset` is used to find records, and that with care.
struct ChunkHeader {
  bool magic = false;  ///< "ElfChnk" and a zero
  std::uint64_t first_number = 0, last_number = 0;
  std::uint64_t first_id = 0, last_id = 0;
  std::uint32_t last_offset = 0;  ///< of the last record
  std::uint32_t free_offset = 0;  ///< behind the last record
  std::uint32_t data_checksum = 0, header_checksum = 0;
  std::uint32_t flags = 0;
  bool checksum_ok = false;  ///< of the header

  bool has_checksums() const { return (flags & 4) == 0; }
};

/// Requires at least kChunkHeaderSize bytes to find anything; less gives a header without magic.
ChunkHeader read_chunk_header(ByteView chunk);

/// True if the checksum of the records is right, or there is none. Requires header.magic.
bool data_checksum_ok(ByteView chunk, const ChunkHeader& header);

bool all_zero(ByteView bytes);

struct RecordView {
  std::uint64_t id = 0;
  FileTime written;
  std::size_t body = 0, body_end = 0;  ///< offsets in the chunk: the binary XML, without the size behind it
  bool sizes_agree = false;  ///< the size in front and its copy behind; if not, part of the record was overwritten
};

/// One piece of a chunk behind its header.
struct Stretch {
  enum class Kind : std::uint8_t { record, damaged, slack };
  Kind kind = Kind::slack;
  std::size_t offset = 0, size = 0;
  RecordView record;          ///< if kind is record
  std::string_view code;      ///< if damaged: of the diagnostic
  std::string_view why;       ///< if damaged: one clause; behind "record size N " if the code is evtx-record-size
  std::uint32_t claimed = 0;  ///< if damaged: that N
};

/// Cuts the part of a chunk behind its header into stretches that follow each other without a gap, so that every byte is in one
/// of them. A record that is broken ends at the next place where a whole one begins. Records behind the free-space offset are what
/// an earlier use of the chunk left, unless they carry on where the others stop: then the offset is what is wrong.
class RecordWalker {
 public:
  RecordWalker(ByteView chunk, const ChunkHeader& header);

  /// The quick way for what nearly always comes next: a record with everything in order. False, without having moved, if there is
  /// none, or no header to trust: then next() finds out.
  bool next_whole(Stretch& out) {
    if (!trusted_ || at_ + kRecordMinSize > used_end_) return false;
    const std::byte* p = chunk_.data() + at_;
    std::uint32_t magic = 0, size = 0, copy = 0;
    std::memcpy(&magic, p, 4);
    std::memcpy(&size, p + 4, 4);
    if (magic != kRecordMagic || size < kRecordMinSize || size > used_end_ - at_) return false;
    std::memcpy(&copy, p + size - 4, 4);
    if (copy != size) return false;
    out.kind = Stretch::Kind::record;
    out.offset = at_;
    out.size = size;
    std::memcpy(&out.record.id, p + 8, 8);
    std::memcpy(&out.record.written.ticks, p + 16, 8);
    out.record.body = at_ + kRecordHeaderSize;
    out.record.body_end = at_ + size - 4;
    out.record.sizes_agree = true;
    at_ += size;
    ++records_;
    last_id_ = out.record.id;
    return true;
  }

  /// False at the end of the chunk.
  bool next(Stretch& out);

  /// The first whole record that begins in [from, until) of the chunk and ends before `until`; false if there is none. For slack.
  bool find_whole(std::size_t from, std::size_t until, Stretch& out) const;

  /// Whether the free-space offset was found to be wrong; final when next() has returned false.
  bool free_offset_lies() const { return free_offset_lies_; }
  std::uint64_t records() const { return records_; }
  std::uint64_t last_id() const { return last_id_; }

 private:
  bool signature_at(std::size_t offset) const;
  bool whole_record_at(std::size_t offset) const;
  bool acceptable(std::size_t offset) const;
  std::size_t next_whole_record(std::size_t from, std::size_t until) const;
  void record(Stretch& out, std::size_t size);
  void broken(Stretch& out, std::string_view code, std::string_view why);
  void rest(Stretch& out) const;

  ByteView chunk_;
  std::size_t at_ = 0;
  std::size_t used_end_ = 0;  ///< where the header says that the records end; the chunk's end if it cannot be believed
  bool trusted_ = false;      ///< there is a header, and it says where the records end
  std::uint64_t first_id_ = 0;
  bool free_offset_lies_ = false;
  std::uint64_t records_ = 0, last_id_ = 0;
};

}  // namespace doctor::evtx
