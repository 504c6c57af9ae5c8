#include "evtx/file_header.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "base/checksum.h"
#include "evtx/limits.h"

namespace doctor::evtx {

namespace {

constexpr std::size_t kUsed = 128, kCovered = 120;
constexpr std::string_view kMagic{"ElfFile\0", 8};

void add(Diagnostics& damage, std::string_view code, Severity severity, std::string message, std::string help = {}) {
  damage.add({code, severity, {}, 0, std::move(message), std::move(help)});
}

}  // namespace

FileHeader read_file_header(ByteView start_of_file) {
  ByteReader in(start_of_file);
  FileHeader h;
  const ByteView magic = in.take(8);
  h.magic = magic.size() == 8 && std::memcmp(magic.data(), kMagic.data(), 8) == 0;
  h.first_chunk = in.u64();
  h.last_chunk = in.u64();
  h.next_record_id = in.u64();
  in.skip(4);  // size of the used part, always 128
  h.minor_version = in.u16();
  h.major_version = in.u16();
  h.block_size = in.u16();
  h.chunk_count = in.u16();
  in.seek(120);
  h.flags = in.u32();
  h.checksum = in.u32();
  if (start_of_file.size() >= kUsed) h.checksum_ok = crc32(start_of_file.first(kCovered)) == h.checksum;
  return h;
}

void report_file_header(const FileHeader& header, std::uint64_t chunks_in_file, Diagnostics& damage) {
  if (!header.magic) {
    add(damage, "evtx-file-header", Severity::warning, "the file header is missing or overwritten",
        "the chunks behind it are read all the same");
    return;
  }
  if (!header.checksum_ok) {
    add(damage, "evtx-file-header", Severity::warning, "the file header's checksum is wrong");
  }
  if (header.major_version != 3) {
    add(damage, "evtx-file-version", Severity::warning,
        fmt::format("format version {}.{} is not 3.x", header.major_version, header.minor_version));
  }
  if (header.dirty()) {
    add(damage, "evtx-file-dirty", Severity::note, "the log was not closed cleanly (copied while in use)",
        "export it with: wevtutil epl");
  }
  // 16 bits count the chunks, so the header cannot be right about more; and unused space behind the last chunk is normal.
  const std::uint64_t claimed = header.chunk_count;
  if (claimed > chunks_in_file) {
    damage.add({"evtx-file-short", Severity::warning, {}, (claimed - chunks_in_file) * kChunkSize,
                fmt::format("{} of the {} chunks that the file header promises are missing", claimed - chunks_in_file, claimed),
                "the file was cut off"});
  }
}

}  // namespace doctor::evtx
