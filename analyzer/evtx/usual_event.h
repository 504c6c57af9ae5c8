#pragma once
#include <cstdint>
#include <span>

#include "base/bytes.h"
#include "evtx/binxml.h"
#include "evtx/values.h"

namespace doctor::evtx {

/// The System part that templates of whole events have in common, as if it were one: for records whose own template is gone. Windows
/// numbers the substitutions alike in all of them (docs/evtx-format.md). Lifetime: static.
Ops usual_event();

/// Whether these values look like those of a whole event, that is, are of the types that usual_event() expects, and name the record.
bool usual_event_values(std::span<const StoredValue> values, ByteView chunk, std::uint64_t record_id);

}  // namespace doctor::evtx
