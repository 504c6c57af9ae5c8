#include "xml/plain_event.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#include "xml/limits.h"

#if defined(__SSE2__) || defined(_M_X64)
#include <emmintrin.h>
#define DOCTOR_SSE2 1  // part of every 64-bit x86
#if defined(__GNUC__)
#include <immintrin.h>
#define DOCTOR_AVX2 1  // not part of every one: asked for when it runs
#define DOCTOR_ON_AVX2 __attribute__((target("avx2")))
#endif
#endif

namespace doctor::xml {

namespace {

constexpr std::size_t kBlock = 64;

/// What stands where in 64 bytes: a bit for each.
struct Marks {
  std::uint64_t less = 0, greater = 0, quote = 0, apostrophe = 0;
  std::uint64_t name_e = 0;      ///< an E behind "<", "/" or ":"
  std::uint64_t may_follow = 0;  ///< behind this byte is what may follow a closing quote
  std::uint64_t end_tag = 0;     ///< the "<" of "</"
  std::uint64_t empty_tag = 0;   ///< the ">" of "/>"
  bool odd = false;              ///< behind a "<" is neither letter nor slash
  int opened = 0;                ///< elements opened less elements closed
};

bool is_letter(char c) {
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'z';
}

/// Reads 66 bytes: one before the block and one behind it.
struct PlainMarks {
  static Marks of(const char* block) {
    Marks m;
    for (std::size_t i = 0; i < kBlock; ++i) {
      const std::uint64_t bit = std::uint64_t{1} << i;
      const char before = block[static_cast<std::ptrdiff_t>(i) - 1], c = block[i], behind = block[i + 1];
      if (c == '<') {
        m.less |= bit;
        m.opened += behind == '/' ? -1 : 1;
        if (behind == '/') m.end_tag |= bit;
        m.odd = m.odd || !(is_letter(behind) || behind == '/');
      }
      if (c == '>') {
        m.greater |= bit;
        m.opened -= before == '/' ? 1 : 0;
        if (before == '/') m.empty_tag |= bit;
      }
      if (c == '"') m.quote |= bit;
      if (c == '\'') m.apostrophe |= bit;
      if (c == 'E' && (before == '<' || before == '/' || before == ':')) m.name_e |= bit;
      if (behind == ' ' || behind == '>' || behind == '/') m.may_follow |= bit;
    }
    return m;
  }
};

#if DOCTOR_SSE2

struct QuickMarks {
  static Marks of(const char* block) {
    Marks m;
    __m128i opened = _mm_set1_epi8(16), odd = _mm_setzero_si128();
    for (int part = 0; part < 4; ++part) {
      const char* at = block + 16 * part;
      const __m128i before = load(at - 1), c = load(at), behind = load(at + 1);
      const __m128i less = is(c, '<'), greater = is(c, '>'), slash_behind = is(behind, '/');
      const __m128i slash_before = is(before, '/');
      const __m128i from_a = _mm_sub_epi8(_mm_or_si128(behind, _mm_set1_epi8(0x20)), _mm_set1_epi8('a'));
      const __m128i letter = _mm_cmpeq_epi8(_mm_min_epu8(from_a, _mm_set1_epi8(25)), from_a);
      odd = _mm_or_si128(odd, _mm_andnot_si128(_mm_or_si128(letter, slash_behind), less));
      // A comparison gives -1 where it holds.
      const __m128i closing = _mm_and_si128(less, slash_behind), closed = _mm_and_si128(greater, slash_before);
      opened = _mm_add_epi8(_mm_sub_epi8(opened, less), _mm_add_epi8(_mm_add_epi8(closing, closing), closed));
      const __m128i begins = _mm_or_si128(_mm_or_si128(is(before, '<'), is(before, ':')), slash_before);
      const __m128i follows = _mm_or_si128(_mm_or_si128(is(behind, ' '), is(behind, '>')), slash_behind);
      put(m.less, less, part);
      put(m.greater, greater, part);
      put(m.quote, is(c, '"'), part);
      put(m.apostrophe, is(c, '\''), part);
      put(m.name_e, _mm_and_si128(is(c, 'E'), begins), part);
      put(m.may_follow, follows, part);
      put(m.end_tag, closing, part);
      put(m.empty_tag, closed, part);
    }
    m.odd = _mm_movemask_epi8(odd) != 0;
    const __m128i sums = _mm_sad_epu8(opened, _mm_setzero_si128());
    m.opened = _mm_cvtsi128_si32(sums) + _mm_cvtsi128_si32(_mm_srli_si128(sums, 8)) - 16 * 16;
    return m;
  }

 private:
  static __m128i load(const char* from) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from)); }
  static __m128i is(__m128i bytes, char c) { return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(c)); }
  static void put(std::uint64_t& mask, __m128i bytes, int part) {
    mask |= std::uint64_t{static_cast<std::uint32_t>(_mm_movemask_epi8(bytes))} << (16 * part);
  }
};

#else
using QuickMarks = PlainMarks;
#endif

#if DOCTOR_AVX2

/// The same with registers of twice the size, for a processor that has them. Written out: what both had in common would be a function that
/// may not use these registers and yet takes them, which compilers refuse.
struct WideMarks {
  DOCTOR_ON_AVX2 static Marks of(const char* block) {
    Marks m;
    __m256i opened = _mm256_set1_epi8(16), odd = _mm256_setzero_si256();
    for (int part = 0; part < 2; ++part) {
      const char* at = block + 32 * part;
      const __m256i before = load(at - 1), c = load(at), behind = load(at + 1);
      const __m256i less = is(c, '<'), greater = is(c, '>'), slash_behind = is(behind, '/');
      const __m256i slash_before = is(before, '/');
      const __m256i from_a = _mm256_sub_epi8(_mm256_or_si256(behind, _mm256_set1_epi8(0x20)), _mm256_set1_epi8('a'));
      const __m256i letter = _mm256_cmpeq_epi8(_mm256_min_epu8(from_a, _mm256_set1_epi8(25)), from_a);
      odd = _mm256_or_si256(odd, _mm256_andnot_si256(_mm256_or_si256(letter, slash_behind), less));
      const __m256i closing = _mm256_and_si256(less, slash_behind), closed = _mm256_and_si256(greater, slash_before);
      opened = _mm256_add_epi8(_mm256_sub_epi8(opened, less), _mm256_add_epi8(_mm256_add_epi8(closing, closing), closed));
      const __m256i begins = _mm256_or_si256(_mm256_or_si256(is(before, '<'), is(before, ':')), slash_before);
      const __m256i follows = _mm256_or_si256(_mm256_or_si256(is(behind, ' '), is(behind, '>')), slash_behind);
      put(m.less, less, part);
      put(m.greater, greater, part);
      put(m.quote, is(c, '"'), part);
      put(m.apostrophe, is(c, '\''), part);
      put(m.name_e, _mm256_and_si256(is(c, 'E'), begins), part);
      put(m.may_follow, follows, part);
      put(m.end_tag, closing, part);
      put(m.empty_tag, closed, part);
    }
    m.odd = _mm256_movemask_epi8(odd) != 0;
    const __m256i halves = _mm256_sad_epu8(opened, _mm256_setzero_si256());
    const __m128i sums = _mm_add_epi64(_mm256_castsi256_si128(halves), _mm256_extracti128_si256(halves, 1));
    m.opened = _mm_cvtsi128_si32(sums) + _mm_cvtsi128_si32(_mm_srli_si128(sums, 8)) - 16 * 32;
    return m;
  }

 private:
  DOCTOR_ON_AVX2 static __m256i load(const char* from) { return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from)); }
  DOCTOR_ON_AVX2 static __m256i is(__m256i bytes, char c) { return _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(c)); }
  DOCTOR_ON_AVX2 static void put(std::uint64_t& mask, __m256i bytes, int part) {
    mask |= std::uint64_t{static_cast<std::uint32_t>(_mm256_movemask_epi8(bytes))} << (32 * part);
  }
};

#endif

/// Bit i of the result: whether an odd number of bits up to and with i is set.
std::uint64_t parity(std::uint64_t bits) {
  for (int shift = 1; shift < 64; shift *= 2) bits ^= bits << shift;
  return bits;
}

/// What one block leaves to the next.
class Balance {
 public:
  /// False: the event must be looked at closely.
  bool pass(const Marks& m) {
    // Inside a block the depth rises by at most half its bytes.
    if (m.odd || depth_ > kMaxDepth - static_cast<int>(kBlock) / 2) return false;
    const std::uint64_t in_tag = parity(m.less | m.greater) ^ in_tag_;
    if ((m.less & ~in_tag) != 0 || (m.greater & in_tag) != 0) return false;
    quotes_seen_ |= m.quote & in_tag;
    apostrophes_seen_ |= m.apostrophe & in_tag;
    if (quotes_seen_ != 0 && apostrophes_seen_ != 0) return false;
    const std::uint64_t quotes = (m.quote | m.apostrophe) & in_tag;
    const std::uint64_t in_value = parity(quotes) ^ in_value_;
    if ((m.greater & in_value) != 0 || (quotes & ~in_value & ~m.may_follow) != 0) return false;
    if (!ends_fit(m)) return false;
    in_tag_ = (in_tag >> 63) != 0 ? ~std::uint64_t{0} : 0;
    in_value_ = (in_value >> 63) != 0 ? ~std::uint64_t{0} : 0;
    depth_ += m.opened;
    return true;
  }
  bool even() const { return depth_ == 0 && in_tag_ == 0; }

 private:
  /// No "</a/>", which counts twice.
  bool ends_fit(const Marks& m) {
    for (std::uint64_t left = m.empty_tag; left != 0; left &= left - 1) {
      const std::uint64_t before = m.less & ((left & -left) - 1);
      if (before == 0 ? in_end_tag_ : (m.end_tag & std::bit_floor(before)) != 0) return false;
    }
    if (m.less != 0) in_end_tag_ = (m.end_tag & std::bit_floor(m.less)) != 0;
    return true;
  }

  std::uint64_t in_tag_ = 0, in_value_ = 0;  ///< all ones or none: what the last byte was in
  std::uint64_t quotes_seen_ = 0, apostrophes_seen_ = 0;
  bool in_end_tag_ = false;  ///< the last tag that began was one
  int depth_ = 0;
};

/// Blocks of a text with a byte before and behind; zeros are what is outside of it.
class Blocks {
 public:
  explicit Blocks(std::string_view text) : text_(text) {}

  const char* at(std::size_t i) {
    return i > 0 && text_.size() - i > kBlock ? text_.data() + i : copy(i, text_.size());
  }
  /// As if the text ended at `end`.
  const char* copy(std::size_t i, std::size_t end) {
    buffer_.fill('\0');
    const std::size_t first = i > 0 ? i - 1 : 0;
    std::memcpy(buffer_.data() + (i > 0 ? 0 : 1), text_.data() + first, std::min(end, i + kBlock + 1) - first);
    return buffer_.data() + 1;
  }

 private:
  std::string_view text_;
  std::array<char, kBlock + 2> buffer_{};
};

enum class Found : unsigned char { nothing, end, stranger };

/// What begins with the E at `at`, in an event that begins at `begin`.
Found look(std::string_view text, std::size_t at, std::size_t begin) {
  constexpr std::string_view kName = "Event";
  if (text.compare(at, kName.size(), kName) != 0) return Found::nothing;
  const char behind = at + kName.size() < text.size() ? text[at + kName.size()] : '\0';
  if (is_letter(behind) || at == begin + 1) return Found::nothing;
  if (text[at - 1] == '<' || text[at - 1] == ':') return Found::stranger;
  if (text[at - 2] != '<') return Found::nothing;  // "/Event" in text
  return behind == '>' ? Found::end : Found::stranger;
}

bool is_empty_tag(std::string_view text, std::size_t begin) {
  return text[text.find('>', begin) - 1] == '/';
}

/// Always put in place, so that it uses what the function around it may use.
template <class MarksOf>
[[gnu::always_inline]] inline std::size_t find_end(std::string_view text, std::size_t begin) {
  if (text.compare(begin, 2, "<E") != 0) return 0;  // with a prefix
  const std::string_view within = text.substr(0, begin + kMaxPiece);
  Blocks blocks(within);
  Balance balance;
  for (std::size_t i = begin; i < within.size(); i += kBlock) {
    const Marks marks = MarksOf::of(blocks.at(i));
    for (std::uint64_t left = marks.name_e; left != 0; left &= left - 1) {
      const std::size_t at = i + static_cast<std::size_t>(std::countr_zero(left));
      switch (look(within, at, begin)) {
        case Found::nothing:
          break;
        case Found::stranger:
          return 0;
        case Found::end: {
          const std::size_t end = at + 6;
          std::size_t block = i;
          if (end > block + kBlock) {  // the end tag lies in two blocks
            if (!balance.pass(marks)) return 0;
            block += kBlock;
          }
          const bool fits = balance.pass(MarksOf::of(blocks.copy(block, end))) && balance.even();
          return fits && !is_empty_tag(within, begin) ? end : 0;
        }
      }
    }
    if (!balance.pass(marks)) return 0;
  }
  return 0;
}

}  // namespace

#if DOCTOR_AVX2
namespace {
DOCTOR_ON_AVX2 std::size_t find_end_widely(std::string_view text, std::size_t begin) {
  return find_end<WideMarks>(text, begin);
}
}  // namespace
#endif

std::size_t plain_event_end(std::string_view text, std::size_t begin) {
#if DOCTOR_AVX2
  static const bool has_avx2 = __builtin_cpu_supports("avx2") != 0;
  if (has_avx2) return find_end_widely(text, begin);
#endif
  return plain_event_end_quickly(text, begin);
}

std::size_t plain_event_end_quickly(std::string_view text, std::size_t begin) {
  return find_end<QuickMarks>(text, begin);
}

std::size_t plain_event_end_plainly(std::string_view text, std::size_t begin) {
  return find_end<PlainMarks>(text, begin);
}

}  // namespace doctor::xml
