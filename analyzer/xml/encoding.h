#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace doctor::xml {

enum class Encoding : std::uint8_t { utf8, utf16le, utf16be };

struct Detected {
  Encoding encoding = Encoding::utf8;
  std::size_t bom_bytes = 0;
};

/// From the byte order mark, else from where the zero bytes of ASCII characters lie. An encoding named in the XML declaration
/// is not looked at: exports lie about it (a redirected wevtutil writes the code page of the console).
Detected detect_encoding(ByteView start_of_file);

/// Appends `bytes` to `utf8` and returns how many were used: a unit or surrogate pair that is cut off stays for the next call
/// unless `at_end`. UTF-8 is copied as it is, malformed or not; a lone surrogate becomes U+FFFD.
std::size_t decode(Encoding encoding, ByteView bytes, bool at_end, std::string& utf8);

/// The same to `to`, for much text: room for decoded_room(bytes.size()).
struct Decoded {
  std::size_t used = 0, written = 0;
};
Decoded decode_to(Encoding encoding, ByteView bytes, bool at_end, char* to);
inline constexpr std::size_t decoded_room(std::size_t bytes) {
  return bytes / 2 * 3 + 16;  // of UTF-16; the last 16 because as many are stored at a time
}

/// Where in decode()'s output the unit of that number begins; or the character behind it, if it is the second of a pair.
std::size_t decoded_place(std::string_view utf8, std::uint64_t units);

/// How many bytes of the file became this piece of decode()'s output. Exact, also for what became U+FFFD: every sequence of
/// up to three bytes was one unit, every one of four a surrogate pair.
std::uint64_t encoded_size(Encoding encoding, std::string_view utf8);

/// True if the text can go to the parser as it is: well-formed UTF-8 without control characters (but tab and line ends) and
/// without references to such characters.
bool is_clean(std::string_view utf8);

/// Appends `utf8` with everything that is_clean() objects to replaced by U+FFFD. Returns the number of replacements.
std::size_t append_clean(std::string_view utf8, std::string& out);

}  // namespace doctor::xml
