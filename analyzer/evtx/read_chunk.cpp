#include "evtx/read_chunk.h"

#include <algorithm>

#include "evtx/chunk_reader.h"
#include "evtx/limits.h"

namespace doctor::evtx {

namespace {

void read_one(ByteView chunk, std::uint64_t file_offset, const Prefilter& wanted, const RenderOptions* render,
              EventBatch& out, const EvtxOptions& options) {
  ChunkReader& reader = ChunkReader::of(out);
  reader.start(wanted, render, options);
  reader.read(chunk, file_offset);
  reader.finish();
}

}  // namespace

void read_chunk(ByteView chunk, std::uint64_t file_offset, const Prefilter& wanted, EventBatch& out,
                const EvtxOptions& options) {
  read_one(chunk, file_offset, wanted, nullptr, out, options);
}

void render_chunk(ByteView chunk, std::uint64_t file_offset, const Prefilter& wanted, const RenderOptions& render,
                  EventBatch& out, const EvtxOptions& options) {
  read_one(chunk, file_offset, wanted, &render, out, options);
}

}  // namespace doctor::evtx
