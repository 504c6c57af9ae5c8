#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/time.h"

namespace doctor::xml {

/// What the prefilter, the extents and the marks need to know of an event, read from its System element without a parser.
/// Lifetime: the views point into the event's text.
struct Peek {
  std::uint32_t event_id = 0;
  std::uint64_t record_id = 0;
  FileTime time;
  std::uint8_t level = 0;
  std::string_view provider, channel, computer;
};

/// Reads the System element if it is written the plain way every exporter writes it: first child of the event, no prefixes,
/// references, comments or CDATA, ASCII only, each element once. Then the answer equals what EventParser makes of the event.
/// Anything else: nothing, and the caller parses.
std::optional<Peek> peek(std::string_view event);

/// Numbers and times as both readers of the System element take them: 0 for what is none.
std::uint64_t number_or_zero(std::string_view text);
FileTime time_or_zero(std::string_view text);
std::uint8_t small_number(std::string_view text);  ///< 0 also above 255

}  // namespace doctor::xml
