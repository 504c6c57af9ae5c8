#pragma once
#include <cstdint>

#include "data/yaml.h"
#include "engine/rule.h"
#include "event/source.h"

namespace doctor {

/// An event from a map of field to value, as examples write it: names of the System element set that element, all others become
/// data ("Data": unnamed; a list: the field repeats; null: an empty typed value; a key with "/": nested, the path as given).
/// What is not given comes from the rule's log source: channel, provider, and the event id if there is only one.
/// Null if the map is malformed (and was reported). The event lies in `batch`.
Event* example_event(const Yaml& map, const Rule& rule, std::uint32_t source, EventBatch& batch, Diagnostics& problems);

}  // namespace doctor
