#pragma once
#include <cstdint>
#include <functional>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "platform/file.h"

namespace doctor {

/// What is remembered of a 64 KiB chunk: which one it is, whatever file it lies in and wherever, and how far it was read.
struct KnownChunk {
  /// Of the header's first record id and number and the beginning of the first record (id, time, data): the same for the same chunk of
  /// the same log in a renamed, archived or copied file; another one once the chunk was overwritten. Without a header: of what lies in
  /// its place. 0: nothing was written there yet.
  std::uint64_t identity = 0;
  /// Offset in the chunk behind the last whole record that was read; kChunkSize once nothing can follow in it; 0: not read.
  std::uint32_t read_until = 0;

  bool operator==(const KnownChunk&) const = default;
};

/// What lies behind the last whole record of the newest chunk and looks like a record half written. If it still looks the same a run
/// later, it stays so, and is told as damage, once.
struct TornTail {
  std::uint32_t size = 0;  ///< in bytes; 0: there is none
  std::uint64_t digest = 0;
  bool told = false;

  bool operator==(const TornTail&) const = default;
};

/// What is remembered of a log, so that the next run reads only what is new. Plain data: state/ stores it.
struct LogMemory {
  std::vector<KnownChunk> chunks;  ///< in file order, all there were
  std::uint32_t newest = 0;        ///< index of the chunk with the last record
  /// Record ids ascend from chunk to chunk, going round the end of the file at most once, as Windows writes.
  bool ordered = false;
  std::uint64_t bytes = 0;         ///< size of the file
  std::uint64_t header_digest = 0; ///< of the first 128 bytes of the file
  std::uint64_t last_record_id = 0;
  FileTime last_written;           ///< of the record of that id
  TornTail tail;                   ///< of the newest chunk

  bool operator==(const LogMemory&) const = default;
};

/// A piece of a chunk that is to be read: the records that begin in [from, until).
struct ChunkPart {
  std::uint64_t chunk = 0;            ///< index in the file
  std::uint32_t from = 0, until = 0;  ///< offsets in the chunk; from 0: the whole chunk up to `until`, with its header
  std::uint64_t identity = 0;         ///< of the chunk that is meant: if another lies there when it is read, that is told and not read

  bool operator==(const ChunkPart&) const = default;
};

struct ResumePlan {
  std::vector<ChunkPart> parts;  ///< in file order, one for a chunk; empty: nothing new
  LogMemory after;               ///< what is known of the log once the parts were read
  std::uint64_t known_chunks = 0;    ///< of which nothing is read: they were before, here or in another file, or only the next run can
  std::uint64_t lost_records = 0;    ///< written and overwritten between two runs: ids that nobody read here; 0 if the log cannot tell
  bool unchanged = false;            ///< nothing is new, found without looking at every chunk
};

/// Finds what is new in a log. `before`: what was remembered of the file at this path, null if nothing. `known`: how far a chunk of that
/// identity was read in any file (0: never); may be empty. Reads a few hundred bytes of each chunk that has to be looked at, and all of
/// those that may have grown: if the log is ordered and still holds its newest chunk, only of those from there on. What is written while
/// the plan is made or read is left to the next run: a record is in one plan, whole. A chunk that is overwritten between the plan and the
/// reading is told as damage (evtx-changed); `after` still names the one that was planned, so that the next plan finds another.
///
/// A file that is no log gives a plan all the same; open_evtx() refuses it. Time and memory are bounded by the number of chunks that fit
/// into the file (16 bytes to remember each), whatever it holds.
/// Errors: io.
Result<ResumePlan> plan_resume(const File& file, const LogMemory* before,
                               const std::function<std::uint32_t(std::uint64_t identity)>& known);

}  // namespace doctor
