#pragma once
#include <cstdint>
#include <vector>

#include "base/bytes.h"
#include "event/source.h"

namespace doctor {

struct EvtxOptions {
  /// Checks the checksum over the records of every chunk (4 times the work of finding an event in it). Without it, only of chunks
  /// in which something was wrong. The checksum of the chunk header is always checked.
  bool verify_checksums = false;
  /// Takes records out of what a chunk left behind: slack of an earlier use, and records whose template is gone, of which only the System
  /// part can be read. They are marked as carved.
  bool carve = false;
  /// Offsets in the file of records that are told elsewhere: left out. Sorted; may be null.
  const std::vector<std::uint64_t>* told_elsewhere = nullptr;
  /// All records are marked as carved.
  bool all_carved = false;
};

namespace evtx {

/// Reads one chunk: all events that `wanted` wants go to out.events(), all readable records are counted in out.extents, every byte
/// of `chunk` in out.coverage, and what is wrong with it goes to out.damage. The bytes that damage reports as lost are those
/// that coverage counts as damaged. The one way into the format, for files and for fuzzing.
///
/// `chunk` holds up to 64 KiB; less is a chunk that was cut off, more is not looked at. `file_offset` is where it lies in its file.
/// `out` must have been cleared; events point into `chunk` as well, which must live as long as they do.
/// Threads: any, with one batch each. Time and memory are bounded by limits.h for any input.
void read_chunk(ByteView chunk, std::uint64_t file_offset, const Prefilter& wanted, EventBatch& out,
                const EvtxOptions& options = {});

/// The same, but prints the events that `wanted` wants to out.rendered.
void render_chunk(ByteView chunk, std::uint64_t file_offset, const Prefilter& wanted, const RenderOptions& render,
                  EventBatch& out, const EvtxOptions& options = {});

}  // namespace evtx
}  // namespace doctor
