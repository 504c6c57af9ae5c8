#pragma once
#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>

#include "base/result.h"
#include "event/source.h"

namespace doctor {

/// Opens an export of events as XML: Event Viewer's "save as XML", wevtutil with and without a root element, one event per line,
/// a tree view pasted from a browser; UTF-8 or UTF-16. Opening it looks for the first event only; slices find out where they begin when
/// they are read (xml/slice_chain.h). The file's size does not matter for memory. What is between events, cut off, too long (over 1 MiB)
/// or not well-formed is reported as damage of the slice it lies in.
/// `shown_path` is what messages call it. Errors: as File::open(), or errc io.
Result<std::unique_ptr<EventSource>> open_xml(const std::filesystem::path& path, std::string shown_path);

/// The same for bytes in memory: what is read, reported and counted is the same as for a file. `slice_bytes`: how much of it a slice
/// is; even. 0: as for a file.
Result<std::unique_ptr<EventSource>> open_xml_bytes(std::string bytes, std::string shown_path,
                                                    std::size_t slice_bytes = 0);

}  // namespace doctor
