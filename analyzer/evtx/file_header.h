#pragma once
#include <cstdint>

#include "base/bytes.h"
#include "base/diagnostic.h"

namespace doctor::evtx {

/// What the header of a log says about it. Nothing is decided by it: Windows writes it late, and a log that was copied while in
/// use or cut off has a header that lies. The size of the file says how many chunks there are.
struct FileHeader {
  bool magic = false;  ///< "ElfFile" and a zero
  std::uint64_t first_chunk = 0, last_chunk = 0, next_record_id = 0;
  std::uint16_t minor_version = 0, major_version = 0;
  std::uint16_t block_size = 0, chunk_count = 0;
  std::uint32_t flags = 0;  ///< 1: dirty, 2: full
  std::uint32_t checksum = 0;
  bool checksum_ok = false;

  bool dirty() const { return (flags & 1) != 0; }
};

/// Reads the first 128 bytes; a shorter view is read as far as it goes and has no checksum.
FileHeader read_file_header(ByteView start_of_file);

/// Says where the header and the file disagree. `chunks_in_file` counts 64 KiB pieces, a partial last one included.
void report_file_header(const FileHeader& header, std::uint64_t chunks_in_file, Diagnostics& damage);

}  // namespace doctor::evtx
