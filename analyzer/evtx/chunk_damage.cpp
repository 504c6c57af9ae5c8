// The part of ChunkReader that tells what is wrong with a chunk.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "evtx/chunk_reader.h"

namespace doctor::evtx {

void ChunkReader::lost(std::string_view code, std::size_t offset, std::size_t bytes, std::string message) {
  anomaly_ = true;
  out_.coverage.damaged += bytes;
  out_.damage.add({code, Severity::warning, {0, file_offset_ + offset, 0, 0}, bytes, std::move(message), {}});
}

void ChunkReader::remark(std::string_view code, Severity severity, std::string message, std::string help) {
  out_.damage.add({code, severity, {0, file_offset_, 0, 0}, 0, std::move(message), std::move(help)});
}

void ChunkReader::header(const ChunkHeader& header) {
  const std::size_t size = std::min(kChunkHeaderSize, chunk_.size());
  if (!header.magic) {
    out_.coverage.damaged += size;
    return;
  }
  out_.coverage.header += size;
  if (!header.checksum_ok && header.has_checksums()) {
    anomaly_ = true;
    remark("evtx-chunk-header-checksum", Severity::warning, "the chunk header's checksum is wrong");
  }
}

void ChunkReader::without_header(const RecordWalker& walker) {
  const std::uint64_t reported = out_.damage.bytes_lost();
  if (chunk_.size() < kChunkHeaderSize) {
    out_.damage.add({"evtx-chunk-cut",
                     Severity::warning,
                     {0, file_offset_, 0, 0},
                     out_.coverage.damaged - reported,
                     "the last chunk ends inside its header",
                     "the file was cut off"});
    return;
  }
  const bool nothing = walker.records() == 0;
  out_.damage.add({"evtx-chunk-magic",
                   Severity::warning,
                   {0, file_offset_, 0, 0},
                   out_.coverage.damaged - reported,
                   nothing ? "no chunk where one should begin" : "the chunk header is missing or overwritten",
                   nothing ? "" : "its records are read all the same"});
}

void ChunkReader::consistency(const ChunkHeader& header, const RecordWalker& walker) {
  if (walker.free_offset_lies()) {
    anomaly_ = true;
    remark("evtx-free-space", Severity::warning,
           fmt::format("the chunk header's free-space offset {} is wrong", header.free_offset));
  }
  if (chunk_.size() < kChunkSize) {
    remark("evtx-chunk-cut", Severity::warning,
           fmt::format("the last chunk has {} of {} bytes", chunk_.size(), kChunkSize), "the file was cut off");
    return;  // what else the header promises was in the part that is gone
  }
  if (walker.records() > 0 && walker.last_id() != header.last_id) {
    anomaly_ = true;
    remark("evtx-last-record", Severity::warning,
           fmt::format("the chunk header says that its last record is {}, but it is {}", header.last_id,
                       walker.last_id()));
  }
  if ((options_.verify_checksums || anomaly_) && !data_checksum_ok(chunk_, header)) {
    remark("evtx-chunk-checksum", Severity::warning, "the checksum of the chunk's records is wrong");
  }
}

void ChunkReader::damaged_stretch(const Stretch& stretch, const RecordWalker& walker, bool has_header) {
  if (!has_header && walker.records() == 0 && stretch.offset + stretch.size == chunk_.size()) {
    out_.coverage.damaged += stretch.size;  // one remark for the whole piece: see without_header()
    return;
  }
  lost(stretch.code, stretch.offset, stretch.size,
       stretch.code == "evtx-record-size" ? fmt::format("record size {} {}", stretch.claimed, stretch.why)
                                          : std::string(stretch.why));
}

/// Reports what of a delivered or printed event is missing, if anything is.
void ChunkReader::incomplete(const Stretch& stretch, const Outer& outer, std::uint64_t record_id, Trouble trouble) {
  const std::size_t end = stretch.record.body_end;
  if (outer.no_template_at != 0) {
    trouble = {outer.no_template_at, "its template cannot be read, so only its System part is known"};
  } else if (!outer.instance.whole) {
    trouble = {outer.instance.end, "breaks off"};
  } else if (budget_.spent()) {
    trouble.what = "costs more than any real one";
  } else if (trouble.what.empty() && !stretch.record.sizes_agree) {
    trouble = {end, "was partly overwritten"};  // at least the copy of the size
  }
  if (trouble.what.empty()) return;
  const std::size_t stop = stretch.offset + stretch.size;
  trouble.offset =
      std::clamp(trouble.offset, stretch.record.body, end);  // no place is known: all of the body is in doubt
  out_.coverage.records -= stop - trouble.offset;
  lost("evtx-record-data", trouble.offset, stop - trouble.offset,
       fmt::format("record {} is delivered without a part of its data: {}", record_id, trouble.what));
}

}  // namespace doctor::evtx
