#pragma once
#include <cstddef>
#include <cstdint>
#include <span>

#include "base/bytes.h"
#include "base/time.h"

namespace doctor {
class EventBatch;
}

namespace doctor::evtx {

/// Where the record of an event lies: what is needed to copy it. Lifetime: the batch's content.
struct RecordPlace {
  ByteView chunk;
  std::size_t body = 0, body_end = 0;  ///< offsets in the chunk: the binary XML, without the size behind it
  std::uint64_t id = 0;                ///< in the record's header
  FileTime written;
};

/// Of each event of a batch that was read from EVTX, in the order of the events; empty if the batch was read from anything else.
std::span<const RecordPlace> record_places(const EventBatch& batch);

}  // namespace doctor::evtx
