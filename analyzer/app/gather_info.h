#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "event/source.h"
#include "report/log_info.h"

namespace doctor {

/// Reads all of every source without decoding an event more than counting it needs. One entry per source, `uses` left empty; the same
/// for any number of threads. `go_on` is called on the calling thread after every slice and may be empty; once it says false, what was
/// read until then comes back.
std::vector<LogInfo> gather_info(std::span<const std::unique_ptr<EventSource>> sources, unsigned threads,
                                 const std::function<bool(std::uint64_t bytes_done)>& go_on);

}  // namespace doctor
