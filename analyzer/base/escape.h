#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/bytes.h"

namespace doctor {

/// For which place text is escaped. In all of them what a terminal would obey (C0, DEL, C1) does not come through, and what is no
/// Unicode (lone surrogates, malformed UTF-8) becomes U+FFFD.
/// - xml_text, xml_attribute (in single quotes): & < > and '; TAB and LF stay in text, CR, DEL and C1 become character references;
///   other controls, which XML cannot hold at all, become U+FFFD.
/// - json: " and \ and all controls, as \n, \r, \t or \u00xx.
enum class Escape : std::uint8_t { xml_text, xml_attribute, json };

/// Room that put_escaped() needs: a unit becomes at most 6 bytes; and the writers store 16 bytes at a time.
inline constexpr std::size_t escaped_room(std::size_t units) {
  return 6 * units + 32;
}

/// UTF-16LE to escaped UTF-8 at `to`; returns the place behind. An odd last byte is left out. `readable_end`: up to where bytes behind
/// the text may be read (but are not looked at): the nearer the slower.
char* put_escaped(char* to, ByteView utf16le, Escape place, const std::byte* readable_end);
/// The same for a place that is known when compiling.
template <Escape place>
char* put_escaped_at(char* to, ByteView utf16le, const std::byte* readable_end);
/// The same from UTF-8. Room: escaped_room(utf8.size()).
char* put_escaped(char* to, std::string_view utf8, Escape place);

/// The same without the instructions of this processor: for tests, and for others.
char* put_escaped_plainly(char* to, ByteView utf16le, Escape place);
char* put_escaped_plainly(char* to, std::string_view utf8, Escape place);

}  // namespace doctor
