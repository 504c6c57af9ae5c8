#include "evtx/evtx_writer.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "base/checksum.h"
#include "evtx/limits.h"

namespace doctor::evtx {

Result<EvtxWriter> EvtxWriter::create(const std::filesystem::path& path) {
  Result<FileWriter> file = FileWriter::create(path);
  if (!file) return file.error();
  EvtxWriter writer(*std::move(file));
  if (const auto written = writer.file_.write(std::string(kFileHeaderSize, '\0')); !written) return written.error();
  if (const auto again = writer.file_.overwrite(0, "ElfFile"); !again)
    return again.error();  // better now than at the end
  return writer;
}

Result<bool> EvtxWriter::add(const PortableRecord& record) {
  bool added = chunk_.add(record, records_ + 1);
  if (!added && !chunk_.empty()) {
    if (const auto put = put_chunk(); !put) return put.error();
    added = chunk_.add(record, records_ + 1);
  }
  if (added) ++records_;
  return added;
}

Result<Done> EvtxWriter::put_chunk() {
  const auto written = file_.write(chunk_.finish());
  chunk_.clear();
  ++chunks_;
  return written;
}

Result<Done> EvtxWriter::commit() {
  if (!chunk_.empty()) {
    if (const auto put = put_chunk(); !put) return put;
  }
  if (const auto put = file_.overwrite(0, header()); !put) return put;
  return file_.commit();
}

std::string EvtxWriter::header() const {
  std::string out(kFileHeaderSize, '\0');
  const auto store = [&](std::size_t at, std::uint64_t n, std::size_t width) {
    std::memcpy(out.data() + at, &n, width);
  };
  std::memcpy(out.data(), "ElfFile", 8);
  store(8, 0, 8);              // first chunk
  store(16, chunks_ - 1, 8);   // last chunk
  store(24, records_ + 1, 8);  // next record id
  store(32, 128, 4);           // used
  store(36, 1, 2);             // version 3.1
  store(38, 3, 2);
  store(40, kFileHeaderSize, 2);
  store(42, std::min<std::uint64_t>(chunks_, 0xffff), 2);
  store(120, 0, 4);  // neither dirty nor full
  store(124, crc32(as_bytes(out.data(), 120)), 4);
  return out;
}

}  // namespace doctor::evtx
