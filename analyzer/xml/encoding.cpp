#include "xml/encoding.h"

#include <algorithm>
#include <cstring>

#include "base/text.h"
#include "xml/count.h"

#if defined(__SSE2__) || defined(_M_X64)
#include <emmintrin.h>
#define DOCTOR_SSE2 1  // part of every 64-bit x86
#endif

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

template <bool big_endian>
char32_t unit_at(ByteView units, std::size_t at) {
  const auto unit = load_le<std::uint16_t>(units, at);
  return big_endian ? static_cast<std::uint16_t>(unit << 8 | unit >> 8) : unit;
}

/// One character; `at` moves behind it.
template <bool big_endian>
char* put_character(ByteView units, std::size_t& at, char* to) {
  char32_t c = unit_at<big_endian>(units, at);
  at += 2;
  if (c < 0x80) {
    *to++ = static_cast<char>(c);
    return to;
  }
  const auto byte = [](char32_t b) { return static_cast<char>(static_cast<unsigned char>(b)); };
  if (c < 0x800) {
    *to++ = byte(0xc0 | c >> 6);
    *to++ = byte(0x80 | (c & 0x3f));
    return to;
  }
  if (c >= 0xd800 && c < 0xe000) {
    const char32_t low = c < 0xdc00 && at < units.size() ? unit_at<big_endian>(units, at) : 0;
    if (low >= 0xdc00 && low < 0xe000) {
      at += 2;
      c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
      *to++ = byte(0xf0 | c >> 18);
      *to++ = byte(0x80 | (c >> 12 & 0x3f));
      *to++ = byte(0x80 | (c >> 6 & 0x3f));
      *to++ = byte(0x80 | (c & 0x3f));
      return to;
    }
    c = 0xfffd;
  }
  *to++ = byte(0xe0 | c >> 12);
  *to++ = byte(0x80 | (c >> 6 & 0x3f));
  *to++ = byte(0x80 | (c & 0x3f));
  return to;
}

#if DOCTOR_SSE2
/// 16 units of ASCII at once. False: there are others among them.
template <bool big_endian>
bool put_sixteen(const std::byte* from, char* to) {
  __m128i low = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
  __m128i high = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from + 16));
  if constexpr (big_endian) {
    low = _mm_or_si128(_mm_slli_epi16(low, 8), _mm_srli_epi16(low, 8));
    high = _mm_or_si128(_mm_slli_epi16(high, 8), _mm_srli_epi16(high, 8));
  }
  const __m128i beyond = _mm_and_si128(_mm_or_si128(low, high), _mm_set1_epi16(static_cast<short>(0xff80)));
  if (_mm_movemask_epi8(_mm_cmpeq_epi16(beyond, _mm_setzero_si128())) != 0xffff) return false;
  _mm_storeu_si128(reinterpret_cast<__m128i*>(to), _mm_packus_epi16(low, high));
  return true;
}
#endif

template <bool big_endian>
char* put_utf8(ByteView units, char* to) {
  for (std::size_t at = 0; at < units.size();) {
    std::size_t stop = units.size();
#if DOCTOR_SSE2
    if (units.size() - at >= 32) {
      if (put_sixteen<big_endian>(units.data() + at, to)) {
        at += 32;
        to += 16;
        continue;
      }
      stop = at + 32;
    }
#endif
    while (at < stop) to = put_character<big_endian>(units, at, to);
  }
  return to;
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
  const std::size_t before = utf8.size();
  utf8.resize(before + decoded_room(bytes.size()));
  const Decoded decoded = decode_to(encoding, bytes, at_end, utf8.data() + before);
  utf8.resize(before + decoded.written);
  return decoded.used;
}

Decoded decode_to(Encoding encoding, ByteView bytes, bool at_end, char* to) {
  if (encoding == Encoding::utf8) {
    if (!bytes.empty()) std::memcpy(to, bytes.data(), bytes.size());
    return {bytes.size(), bytes.size()};
  }
  std::size_t usable = bytes.size() & ~std::size_t{1};
  if (!at_end && usable >= 2 && is_high_surrogate(encoding, bytes[usable - 2], bytes[usable - 1])) usable -= 2;
  const ByteView units = bytes.first(usable);
  const char* end = encoding == Encoding::utf16le ? put_utf8<false>(units, to) : put_utf8<true>(units, to);
  return {usable, static_cast<std::size_t>(end - to)};
}

std::size_t decoded_place(std::string_view utf8, std::uint64_t units) {
  std::size_t i = 0;
  for (std::uint64_t passed = 0; passed < units && i < utf8.size();) {
    const auto first = static_cast<unsigned char>(utf8[i]);
    passed += first >= 0xf0 ? 2 : 1;
    i += first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1;
  }
  return std::min(i, utf8.size());
}

std::uint64_t encoded_size(Encoding encoding, std::string_view utf8) {
  return encoding == Encoding::utf8 ? utf8.size() : 2 * count_units(utf8);
}

bool is_clean(std::string_view text) {
  bool ascii = true;
  for (std::size_t i = plain_prefix(text); i < text.size(); i += 1 + plain_prefix(text.substr(i + 1))) {
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
