#include "xml/count.h"

#include <algorithm>
#include <bit>

#if defined(__SSE2__) || defined(_M_X64)
#include <emmintrin.h>
#define DOCTOR_SSE2 1  // part of every 64-bit x86
#endif

namespace doctor::xml {

namespace {

bool is_plain(char c) {
  return (static_cast<unsigned char>(c) >= 0x20 && static_cast<unsigned char>(c) < 0x80 && c != '&') || c == '\t' ||
         c == '\n' || c == '\r';
}

}  // namespace

std::uint32_t count_lines_plainly(std::string_view text) {
  return static_cast<std::uint32_t>(std::count(text.begin(), text.end(), '\n'));
}

std::uint64_t count_units_plainly(std::string_view utf8) {
  std::uint64_t units = 0;
  for (const char c : utf8) {
    const auto byte = static_cast<unsigned char>(c);
    units += static_cast<std::uint64_t>((byte & 0xc0) != 0x80) + static_cast<std::uint64_t>(byte >= 0xf0);
  }
  return units;
}

std::size_t plain_prefix_plainly(std::string_view text) {
  return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_plain) - text.begin());
}

#if DOCTOR_SSE2

namespace {

__m128i load(const char* from) {
  return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
}

/// Adds up what `count` makes of 16 bytes (up to 2 for each byte); the rest of the text, less than 16 bytes, is left over.
template <class Count>
std::uint64_t sum(std::string_view& text, Count count) {
  std::uint64_t total = 0;
  while (text.size() >= 16) {
    const std::size_t rounds = std::min<std::size_t>(text.size() / 16, 127);  // so that no byte overflows
    __m128i bytes = _mm_setzero_si128();
    for (std::size_t i = 0; i < rounds; ++i) bytes = _mm_add_epi8(bytes, count(load(text.data() + 16 * i)));
    const __m128i sums = _mm_sad_epu8(bytes, _mm_setzero_si128());
    total += static_cast<std::uint64_t>(_mm_cvtsi128_si32(sums)) +
             static_cast<std::uint64_t>(_mm_cvtsi128_si32(_mm_srli_si128(sums, 8)));
    text.remove_prefix(16 * rounds);
  }
  return total;
}

}  // namespace

std::uint32_t count_lines(std::string_view text) {
  const auto lines =
      sum(text, [](__m128i b) { return _mm_and_si128(_mm_cmpeq_epi8(b, _mm_set1_epi8('\n')), _mm_set1_epi8(1)); });
  return static_cast<std::uint32_t>(lines) + count_lines_plainly(text);
}

std::uint64_t count_units(std::string_view utf8) {
  const __m128i one = _mm_set1_epi8(1);
  const auto units =
      sum(utf8, [&](__m128i b) {  // as signed bytes, 0x80 to 0xbf are the least, 0xf0 to 0xff just below zero
        const __m128i begins = _mm_and_si128(_mm_cmpgt_epi8(b, _mm_set1_epi8(-65)), one);
        const __m128i of_four =
            _mm_and_si128(_mm_cmpgt_epi8(b, _mm_set1_epi8(-17)), _mm_cmplt_epi8(b, _mm_setzero_si128()));
        return _mm_add_epi8(begins, _mm_and_si128(of_four, one));
      });
  return units + count_units_plainly(utf8);
}

std::size_t plain_prefix(std::string_view text) {
  std::size_t i = 0;
  for (; text.size() - i >= 16; i += 16) {
    const __m128i b = load(text.data() + i);
    const auto is = [&](char c) { return _mm_cmpeq_epi8(b, _mm_set1_epi8(c)); };
    const __m128i blank = _mm_or_si128(is('\t'), _mm_or_si128(is('\n'), is('\r')));
    const __m128i low = _mm_cmplt_epi8(b, _mm_set1_epi8(0x20));  // all from 0x80 on, too
    const auto odd = static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(_mm_andnot_si128(blank, low), is('&'))));
    if (odd != 0) return i + static_cast<std::size_t>(std::countr_zero(odd));
  }
  return i + plain_prefix_plainly(text.substr(i));
}

#else

std::uint32_t count_lines(std::string_view text) {
  return count_lines_plainly(text);
}
std::uint64_t count_units(std::string_view utf8) {
  return count_units_plainly(utf8);
}
std::size_t plain_prefix(std::string_view text) {
  return plain_prefix_plainly(text);
}

#endif

}  // namespace doctor::xml
