#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace doctor {

/// A file as text of one byte a character, in which PEM (all ASCII) is looked for. Of UTF-16 the other characters are "?".
/// Lifetime: `text` points into the file or into `narrowed`; the struct does not move it.
class AsciiText {
 public:
  explicit AsciiText(ByteView file);
  AsciiText(const AsciiText&) = delete;
  AsciiText& operator=(const AsciiText&) = delete;

  std::string_view text() const { return text_; }
  /// The byte of the file where the character at `position` of text() begins.
  std::uint64_t file_offset(std::size_t position) const { return mark_ + position * unit_; }

 private:
  std::string narrowed_;
  std::string_view text_;
  std::size_t mark_ = 0, unit_ = 1;
};

/// What stands between "-----BEGIN label-----" and its END (RFC 7468), or the reason why that is no block.
struct PemBlock {
  std::string_view label, body;
  std::size_t begin = 0, end = 0;  ///< positions in the text, with both armour lines
  std::size_t body_begin = 0;
  std::uint32_t line = 0;    ///< of the BEGIN, counted from 1
  std::string_view problem;  ///< "no END line before the next BEGIN"; empty if the block is whole
};

/// Calls `what` for each block in order, until it says false. One pass over the text, whatever it holds.
void each_pem_block(std::string_view text, const std::function<bool(const PemBlock&)>& what);

struct Base64 {
  std::vector<std::byte> bytes;
  std::optional<std::size_t> bad_at;  ///< position of the first character that is none of base64
};
/// Blanks and line ends are passed over; headers as of RFC 1421 ("Proc-Type: ...") in front, too. Missing padding is no fault.
Base64 decode_base64(std::string_view text);

/// True if a text that begins so may be base64 of DER without armour.
bool looks_like_base64_der(std::string_view head);

}  // namespace doctor
