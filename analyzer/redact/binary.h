#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace doctor::redact {

/// What bytes of an event seem to be.
enum class BytesKind : std::uint8_t {
  small,      ///< too few to name anybody: a code, a flag
  wide_text,  ///< UTF-16LE, perhaps with NULs between and behind
  text,       ///< ASCII, the same
  socket,     ///< a socket address of Windows
  sid,
  identifier,  ///< up to kLongestIdentifier bytes that could be anything: a serial number, say
  opaque       ///< anything else, also a certificate
};
inline constexpr std::size_t kLongestIdentifier = 64;
/// Fewer bytes than these are kept.
inline constexpr std::size_t kFewestBytes = 5;

BytesKind bytes_kind(std::string_view bytes);

/// A text in bytes that is cut at its NULs, and put together again with as many.
struct TextPieces {
  std::vector<std::string> texts;  ///< UTF-8
  std::string join(bool wide) const;
};
TextPieces text_pieces(std::string_view bytes, bool wide);

/// Where the address stands in a socket address, and how long it is.
struct SocketPlace {
  std::size_t offset = 0, size = 0;  ///< 4 or 16
};
SocketPlace socket_place(std::string_view bytes);

/// True if hardly any byte is other than zero: rather a flag or a count than an identifier, unless it is a known one.
bool may_be_count(std::string_view bytes);

/// The digits by which an identifier is known. The last byte comes first: so does a serial number print that is stored as Windows stores
/// numbers (Lync's event 14397).
std::string identifier_digits(std::string_view bytes);
std::string identifier_bytes(std::string_view digits);

}  // namespace doctor::redact
