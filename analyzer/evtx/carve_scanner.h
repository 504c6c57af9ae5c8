#pragma once
#include <cstdint>
#include <vector>

#include "base/bytes.h"
#include "platform/file.h"

namespace doctor::evtx {

/// A piece of a file in which chunks and records are looked for.
struct CarvePiece {
  enum class Kind : std::uint8_t {
    chunk,    ///< begins with the header of a chunk, ends 64 KiB behind it or where the next one begins
    records,  ///< holds records without the chunk they belonged to
    other,    ///< holds nothing
  };
  Kind kind = Kind::other;
  std::uint64_t offset = 0, size = 0;
  /// records: where in the file the chunk began, as far as a record tells (modulo 2^64: it may have begun before the file).
  std::uint64_t chunk_begin = 0;
};

/// A view of a file that moves forward. Bytes that cannot be read are zero.
class ByteWindow {
 public:
  explicit ByteWindow(const File& file) : file_(file) {}

  /// [offset, offset + size), cut at the end of the file. Valid until the next call.
  ByteView at(std::uint64_t offset, std::size_t size);
  std::uint64_t size() const { return file_.size(); }

 private:
  const File& file_;
  std::vector<std::byte> buffer_;
  std::uint64_t begin_ = 0;
  std::size_t filled_ = 0;
};

/// Cuts a file into pieces that follow each other without a gap. What it finds behind a piece depends on nothing before it, so that a
/// file can be cut again from the end of any piece on, with the same result.
class CarveScanner {
 public:
  /// At most this long: pieces are handed on whole.
  static constexpr std::uint64_t kLongest = 512 * 1024;

  /// `is_log`: chunks stand where a log has them, whatever their headers say.
  CarveScanner(const File& file, bool is_log, std::uint64_t begin, std::uint64_t end)
      : window_(file), is_log_(is_log), at_(begin), end_(end) {}

  bool next(CarvePiece& out);

 private:
  bool chunk_at(std::uint64_t offset);
  bool place_of_chunk(std::uint64_t offset) const;
  std::uint64_t next_chunk(std::uint64_t from, std::uint64_t until);
  std::uint64_t next_record(std::uint64_t from, std::uint64_t until);
  void records(std::uint64_t first, std::uint64_t gap_end, CarvePiece& out);

  ByteWindow window_;
  bool is_log_;
  std::uint64_t at_, end_;
};

/// The size of a whole record (signature, size, the same size at its end) at the beginning of `bytes`, or 0.
std::size_t whole_record_size(ByteView bytes);

/// Where the chunk began that a record at `offset` belongs to, told by a template that is defined in it. False if none is.
bool chunk_of_record(ByteView record, std::uint64_t offset, std::uint64_t& chunk_begin);

}  // namespace doctor::evtx
