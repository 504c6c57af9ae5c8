#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "event/source.h"
#include "evtx/chunk_memory.h"
#include "evtx/read_chunk.h"
#include "platform/file.h"

namespace doctor {

/// Opens a log for reading; one slice is sixteen 64 KiB chunks, the last may be shorter. The size of the file says how many there are,
/// never its header. `shown_path` goes to info().path.
/// Errors: not_found and io as File::open; bad_format if the file neither begins with a log's header nor holds a chunk behind the
/// place for it.
Result<std::unique_ptr<EventSource>> open_evtx(const std::filesystem::path& path, std::string shown_path,
                                               const EvtxOptions& options = {});
/// The same for a file that is open already.
Result<std::unique_ptr<EventSource>> open_evtx(File file, std::string shown_path, const EvtxOptions& options = {});
/// The same, but only what a plan (plan_resume() of this very `file`) says is to be read: a slice is sixteen parts, and everything outside
/// them counts as Coverage::known, whole chunks of it in opening_coverage(). The file's header is looked at, and what is wrong with it
/// told, whatever the plan. Parts must be in file order, one for a chunk; those that are not, or lie behind the end, are left out.
Result<std::unique_ptr<EventSource>> open_evtx(File file, std::string shown_path, const EvtxOptions& options,
                                               std::vector<ChunkPart> parts);

}  // namespace doctor
