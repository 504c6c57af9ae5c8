#include "base/escape.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "base/print.h"
#include "base/text.h"

#if defined(__SSE2__) || defined(_M_X64)
#include <emmintrin.h>
#define DOCTOR_SSE2 1  // part of every 64-bit x86
#endif

namespace doctor {

namespace {

constexpr char32_t kReplacement = 0xfffd;

char* put_utf8(char* to, char32_t c) {
  const auto byte = [](char32_t b) { return static_cast<char>(static_cast<unsigned char>(b)); };
  if (c < 0x80) {
    *to++ = byte(c);
  } else if (c < 0x800) {
    *to++ = byte(0xc0 | (c >> 6));
    *to++ = byte(0x80 | (c & 0x3f));
  } else if (c < 0x10000) {
    *to++ = byte(0xe0 | (c >> 12));
    *to++ = byte(0x80 | ((c >> 6) & 0x3f));
    *to++ = byte(0x80 | (c & 0x3f));
  } else {
    *to++ = byte(0xf0 | (c >> 18));
    *to++ = byte(0x80 | ((c >> 12) & 0x3f));
    *to++ = byte(0x80 | ((c >> 6) & 0x3f));
    *to++ = byte(0x80 | (c & 0x3f));
  }
  return to;
}

bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7f && c < 0xa0);
}

char* put_json_control(char* to, char32_t c) {
  switch (c) {
    case '\n':
      return put(to, "\\n");
    case '\r':
      return put(to, "\\r");
    case '\t':
      return put(to, "\\t");
    default:
      to = put(to, "\\u00");
      *to++ = "0123456789abcdef"[c >> 4];
      *to++ = "0123456789abcdef"[c & 15];
      return to;
  }
}

char* put_xml_control(char* to, char32_t c, bool attribute) {
  if ((c == '\t' || c == '\n') && !attribute) return put_utf8(to, c);
  if (c < 0x20 && c != '\t' && c != '\n' && c != '\r') return put_utf8(to, kReplacement);
  to = put(to, "&#");
  to = put_decimal(to, c);
  *to++ = ';';
  return to;
}

char* put_character(char* to, char32_t c, Escape place) {
  if (place == Escape::json) {
    if (c == '"' || c == '\\') *to++ = '\\';
    return is_control(c) ? put_json_control(to, c) : put_utf8(to, c);
  }
  switch (c) {
    case '&':
      return put(to, "&amp;");
    case '<':
      return put(to, "&lt;");
    case '>':
      return put(to, "&gt;");
    case '\'':
      return place == Escape::xml_attribute ? put(to, "&apos;") : put_utf8(to, c);
    case 0xfffe:
    case 0xffff:
      return put_utf8(to, kReplacement);
    default:
      return is_control(c) ? put_xml_control(to, c, place == Escape::xml_attribute) : put_utf8(to, c);
  }
}

/// One character of UTF-16 at `at`, which moves behind it.
char32_t take_character(ByteView text, std::size_t& at) {
  const char32_t c = load_le<std::uint16_t>(text, at);
  at += 2;
  if (c < 0xd800 || c > 0xdfff) return c;
  if (c < 0xdc00 && at + 2 <= text.size()) {
    const char32_t low = load_le<std::uint16_t>(text, at);
    if (low >= 0xdc00 && low <= 0xdfff) {
      at += 2;
      return 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
    }
  }
  return kReplacement;
}

}  // namespace

char* put_escaped_plainly(char* to, ByteView utf16le, Escape place) {
  const ByteView text = utf16le.first(utf16le.size() & ~std::size_t{1});
  for (std::size_t at = 0; at < text.size();) to = put_character(to, take_character(text, at), place);
  return to;
}

#if DOCTOR_SSE2

namespace {

/// A bit for each of 16 bytes that cannot be copied as it is: ASCII that is escaped, and whatever is not ASCII, since as a signed number
/// it is below 0x20.
template <Escape place>
unsigned special(__m128i ascii) {
  const auto is = [&](char c) { return _mm_cmpeq_epi8(ascii, _mm_set1_epi8(c)); };
  __m128i found = _mm_or_si128(_mm_cmplt_epi8(ascii, _mm_set1_epi8(0x20)), is(0x7f));
  if constexpr (place == Escape::json) {
    found = _mm_or_si128(found, _mm_or_si128(is('"'), is('\\')));
  } else {
    found = _mm_or_si128(found, _mm_or_si128(is('&'), _mm_or_si128(is('<'), is('>'))));
    if constexpr (place == Escape::xml_attribute) found = _mm_or_si128(found, is('\''));
  }
  return static_cast<unsigned>(_mm_movemask_epi8(found));
}

__m128i load(const void* from) {
  return _mm_loadu_si128(static_cast<const __m128i*>(from));
}

template <Escape place>
char* put_quickly(char* to, ByteView text, const std::byte* readable_end) {
  alignas(16) std::array<std::byte, 32> copy;
  for (std::size_t at = 0; at < text.size();) {
    const std::byte* from = text.data() + at;
    const std::size_t units = (text.size() - at) / 2;
    if (units < 16 && readable_end - from < 32) {  // the end of the buffer is near
      copy.fill(std::byte{0});
      std::memcpy(copy.data(), from, 2 * units);
      from = copy.data();
    }
    // Of a unit that is not ASCII this makes 0x80 to 0xff, or 0 if its highest bit is set: special() finds all of these.
    const __m128i ascii = _mm_packus_epi16(load(from), load(from + 16));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(to), ascii);
    const unsigned stop = special<place>(ascii) | 0x10000u;
    const auto plain = std::min(static_cast<std::size_t>(std::countr_zero(stop)), units);
    to += plain;
    at += 2 * plain;
    // Text in other scripts comes in runs: on through it one by one.
    for (bool odd = plain < 16; odd && at < text.size();
         odd = at < text.size() && load_le<std::uint16_t>(text, at) >= 0x80) {
      to = put_character(to, take_character(text, at), place);
    }
  }
  return to;
}

}  // namespace

template <Escape place>
char* put_escaped_at(char* to, ByteView utf16le, const std::byte* readable_end) {
  return put_quickly<place>(to, utf16le.first(utf16le.size() & ~std::size_t{1}), readable_end);
}

#else

template <Escape place>
char* put_escaped_at(char* to, ByteView utf16le, const std::byte*) {
  return put_escaped_plainly(to, utf16le, place);
}

#endif

template char* put_escaped_at<Escape::xml_text>(char*, ByteView, const std::byte*);
template char* put_escaped_at<Escape::xml_attribute>(char*, ByteView, const std::byte*);
template char* put_escaped_at<Escape::json>(char*, ByteView, const std::byte*);

char* put_escaped(char* to, ByteView utf16le, Escape place, const std::byte* readable_end) {
  switch (place) {
    case Escape::xml_text:
      return put_escaped_at<Escape::xml_text>(to, utf16le, readable_end);
    case Escape::xml_attribute:
      return put_escaped_at<Escape::xml_attribute>(to, utf16le, readable_end);
    case Escape::json:
      return put_escaped_at<Escape::json>(to, utf16le, readable_end);
  }
  return to;
}

char* put_escaped_plainly(char* to, std::string_view utf8, Escape place) {
  for (std::size_t at = 0; at < utf8.size();) to = put_character(to, next_code_point(utf8, at), place);
  return to;
}

namespace {

/// For each byte, a bit for each place where it cannot be copied as it is; ASCII only.
constexpr std::array<std::uint8_t, 256> make_special() {
  std::array<std::uint8_t, 256> table{};
  const auto bit = [](Escape place) { return static_cast<std::uint8_t>(1u << static_cast<unsigned>(place)); };
  for (std::size_t i = 0; i < 256; ++i) table[i] = i < 0x20 || i >= 0x7f ? 0xff : 0;
  for (const unsigned char c : {'"', '\\'}) table[c] = bit(Escape::json);
  for (const unsigned char c : {'&', '<', '>'}) table[c] = bit(Escape::xml_text) | bit(Escape::xml_attribute);
  table['\''] = bit(Escape::xml_attribute);
  return table;
}

constexpr std::array<std::uint8_t, 256> kSpecial = make_special();

}  // namespace

char* put_escaped(char* to, std::string_view utf8, Escape place) {
  const auto bit = static_cast<std::uint8_t>(1u << static_cast<unsigned>(place));
  for (std::size_t at = 0; at < utf8.size();) {
#if DOCTOR_SSE2
    while (utf8.size() - at >= 16) {
      const __m128i bytes = load(utf8.data() + at);
      _mm_storeu_si128(reinterpret_cast<__m128i*>(to), bytes);
      const unsigned found = place == Escape::json       ? special<Escape::json>(bytes)
                             : place == Escape::xml_text ? special<Escape::xml_text>(bytes)
                                                         : special<Escape::xml_attribute>(bytes);
      const auto plain = static_cast<std::size_t>(std::countr_zero(found | 0x10000u));
      to += plain;
      at += plain;
      if (plain < 16) break;
    }
#endif
    while (at < utf8.size() && (kSpecial[static_cast<unsigned char>(utf8[at])] & bit) == 0) *to++ = utf8[at++];
    if (at < utf8.size()) to = put_character(to, next_code_point(utf8, at), place);
  }
  return to;
}

}  // namespace doctor
