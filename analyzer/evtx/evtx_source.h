#pragma once
#include <filesystem>
#include <memory>
#include <string>

#include "base/result.h"
#include "event/source.h"
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

}  // namespace doctor
