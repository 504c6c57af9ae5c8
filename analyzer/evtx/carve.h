#pragma once
#include <filesystem>
#include <memory>
#include <string>

#include "base/result.h"
#include "event/source.h"
#include "evtx/read_chunk.h"

namespace doctor {

/// Looks for chunks and records of event logs in arbitrary bytes: disk images, memory dumps, slack, logs whose header is gone. All of
/// the file is read once now. In a log that has its header, or a chunk where the first one belongs, chunks are read as always, and what
/// is left behind in them and between them besides; in anything else, everything found is marked as carved.
/// A record (its id and the time when it was written tell) is delivered once, wherever it is found again: preferably from the
/// records of a chunk that were current, else the first.
/// Memory: 16 bytes for each record found, while opening.
/// Errors: not_found and io as File::open.
Result<std::unique_ptr<EventSource>> open_carved(const std::filesystem::path& path, std::string shown_path,
                                                 const EvtxOptions& options = {});

}  // namespace doctor
