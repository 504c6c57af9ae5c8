#pragma once
#include <cstdint>
#include <filesystem>
#include <string>

#include "base/result.h"
#include "evtx/chunk_writer.h"
#include "evtx/portable_xml.h"
#include "platform/file_writer.h"

namespace doctor::evtx {

/// Writes a log (.evtx) that appears under its name when it is whole. Records are numbered from 1 in the order of add(); the id that an
/// event itself says stays. Memory: two chunks.
/// Threads: one at a time.
class EvtxWriter {
 public:
  /// Errors: as FileWriter; unsupported for what is no file on a disk (a pipe), since the header is written last.
  static Result<EvtxWriter> create(const std::filesystem::path& path);

  /// True if the record is in; false if it is too large for any chunk. Error: io.
  Result<bool> add(const PortableRecord& record);
  /// Completes the file. Requires a record. Error: io.
  Result<Done> commit();

  std::uint64_t records() const { return records_; }

 private:
  explicit EvtxWriter(FileWriter file) : file_(std::move(file)) {}
  Result<Done> put_chunk();
  std::string header() const;

  FileWriter file_;
  ChunkWriter chunk_;
  std::uint64_t records_ = 0, chunks_ = 0;
};

}  // namespace doctor::evtx
