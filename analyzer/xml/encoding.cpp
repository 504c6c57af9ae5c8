#include "xml/encoding.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"

namespace doctor::xml {

namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

bool is_high_surrogate(Encoding encoding, std::byte first, std::byte second) {
  const auto upper = std::to_integer<unsigned>(encoding == Encoding::utf16le ? second : first);
  return (upper & 0xfcu) == 0xd8u;
}

/// What XML 1.0 has no way to write: below a blank, but not tab or line end.
bool is_control(char32_t c) {
  return c < 0x20 && c != '\t' && c != '\n' && c != '\r';
}

bool is_forbidden(char32_t c) {
  return is_control(c) || (c >= 0xd800 && c <= 0xdfff) || c > 0x10ffff;
}

/// The length of a numeric character reference ("&#x3;") at the start of `text` that names a forbidden character; else 0.
std::size_t forbidden_reference(std::string_view text) {
  if (!text.starts_with("&#")) return 0;
  const bool hex = text.size() > 2 && text[2] == 'x';
  std::size_t i = hex ? 3 : 2;
  const std::size_t digits = i;
  char32_t value = 0;
  for (; i < text.size(); ++i) {
    const char c = text[i];
    unsigned digit = 0;
    if (c >= '0' && c <= '9') {
      digit = static_cast<unsigned>(c - '0');
    } else if (hex && c >= 'a' && c <= 'f') {
      digit = static_cast<unsigned>(c - 'a' + 10);
    } else if (hex && c >= 'A' && c <= 'F') {
      digit = static_cast<unsigned>(c - 'A' + 10);
    } else {
      break;
    }
    if (value <= 0x10ffff) value = value * (hex ? 16 : 10) + digit;
  }
  if (i == digits || i == text.size() || text[i] != ';') return 0;
  return is_forbidden(value) ? i + 1 : 0;
}

}  // namespace

Detected detect_encoding(ByteView start) {
  const auto at = [&](std::size_t i) { return std::to_integer<unsigned>(start[i]); };
  if (start.size() >= 3 && at(0) == 0xef && at(1) == 0xbb && at(2) == 0xbf) return {Encoding::utf8, 3};
  if (start.size() >= 2 && at(0) == 0xff && at(1) == 0xfe) return {Encoding::utf16le, 2};
  if (start.size() >= 2 && at(0) == 0xfe && at(1) == 0xff) return {Encoding::utf16be, 2};
  // An export begins with ASCII: '<', a blank, a '-' of a pasted tree. Two of them settle it; one may be a stray zero.
  if (start.size() < 4) return {};
  const bool even_zero = at(0) == 0 && at(2) == 0, odd_zero = at(1) == 0 && at(3) == 0;
  if (odd_zero && !even_zero && at(0) != 0 && at(2) != 0) return {Encoding::utf16le, 0};
  if (even_zero && !odd_zero && at(1) != 0 && at(3) != 0) return {Encoding::utf16be, 0};
  return {};
}

std::size_t decode(Encoding encoding, ByteView bytes, bool at_end, std::string& utf8) {
  if (encoding == Encoding::utf8) {
    utf8.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    return bytes.size();
  }
  std::size_t usable = bytes.size() & ~std::size_t{1};
  if (!at_end && usable >= 2 && is_high_surrogate(encoding, bytes[usable - 2], bytes[usable - 1])) usable -= 2;
  if (encoding == Encoding::utf16le) {
    append_utf8(bytes.first(usable), utf8);
    return usable;
  }
  std::array<std::byte, 4096> swapped;
  for (std::size_t i = 0; i < usable;) {
    std::size_t n = std::min(usable - i, swapped.size());
    if (i + n < usable && is_high_surrogate(encoding, bytes[i + n - 2], bytes[i + n - 1])) n -= 2;
    for (std::size_t k = 0; k < n; k += 2) {
      swapped[k] = bytes[i + k + 1];
      swapped[k + 1] = bytes[i + k];
    }
    append_utf8(ByteView(swapped).first(n), utf8);
    i += n;
  }
  return usable;
}

std::uint64_t encoded_size(Encoding encoding, std::string_view utf8) {
  if (encoding == Encoding::utf8) return utf8.size();
  std::uint64_t units = 0;
  for (const char c : utf8) {
    const auto byte = static_cast<unsigned char>(c);
    units += static_cast<std::uint64_t>((byte & 0xc0) != 0x80) + static_cast<std::uint64_t>(byte >= 0xf0);
  }
  return units * 2;
}

bool is_clean(std::string_view text) {
  bool ascii = true;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte >= 0x80) {
      ascii = false;
    } else if (is_control(byte) || (byte == '&' && forbidden_reference(text.substr(i)) != 0)) {
      return false;
    }
  }
  return ascii || is_utf8(text);
}

std::size_t append_clean(std::string_view text, std::string& out) {
  std::size_t replaced = 0;
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte >= 0x80) {
      const std::size_t start = i;
      const char32_t c = next_code_point(text, i);
      if (c == 0xfffd && text.substr(start, i - start) != kReplacement) {
        ++replaced;
        out += kReplacement;
      } else {
        out += text.substr(start, i - start);
      }
      continue;
    }
    const std::size_t reference = byte == '&' ? forbidden_reference(text.substr(i)) : 0;
    if (reference != 0 || is_control(byte)) {
      ++replaced;
      out += kReplacement;
      i += std::max<std::size_t>(reference, 1);
    } else {
      out += text[i++];
    }
  }
  return replaced;
}

}  // namespace doctor::xml
