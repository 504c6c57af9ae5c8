#include "evtx/text_pool.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstring>

#include "base/text.h"

namespace doctor::evtx {

namespace {

bool is_ascii_utf16(ByteView text) {
  std::size_t i = 0;
  for (; i + 8 <= text.size(); i += 8) {
    if ((load_le<std::uint64_t>(text, i) & 0xff80ff80ff80ff80u) != 0) return false;
  }
  for (; i + 2 <= text.size(); i += 2) {
    if (load_le<std::uint16_t>(text, i) >= 0x80) return false;
  }
  return true;
}

/// 0x80 to 0x9f of Windows-1252; what is unassigned there maps to the C1 control of the same number, as Windows does.
constexpr std::array<char16_t, 32> kCp1252High = {0x20ac, 0x81,   0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021,
                                                  0x2c6,  0x2030, 0x160,  0x2039, 0x152,  0x8d,   0x17d,  0x8f,
                                                  0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
                                                  0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0x9d,   0x17e,  0x178};

}  // namespace

char* TextPool::allocate(std::size_t n) {
  if (!budget_.text(n)) return nullptr;
  return static_cast<char*>(arena_->allocate(n, 1));
}

std::string_view TextPool::utf16(ByteView utf16le) {
  if (utf16le.size() < 2) return {};
  if (is_ascii_utf16(utf16le)) {  // nearly always
    const std::size_t n = utf16le.size() / 2;
    char* out = allocate(n);
    if (out == nullptr) return {};
    for (std::size_t i = 0; i < n; ++i) out[i] = static_cast<char>(utf16le[2 * i]);
    return {out, n};
  }
  decoded_.clear();
  append_utf8(utf16le, decoded_);
  return copy(decoded_);
}

std::string_view TextPool::windows_1252(ByteView ansi) {
  decoded_.clear();
  for (const std::byte b : ansi) {
    const auto c = static_cast<unsigned char>(b);
    append_utf8(static_cast<char32_t>(c >= 0x80 && c < 0xa0 ? kCp1252High[c - 0x80u] : c), decoded_);
  }
  return copy(decoded_);
}

std::string_view TextPool::copy(std::string_view utf8) {
  return join(utf8, {});
}

std::string_view TextPool::join(std::string_view a, std::string_view b, std::string_view c) {
  const std::size_t n = a.size() + b.size() + c.size();
  if (n == 0) return {};
  char* out = allocate(n);
  if (out == nullptr) return {};
  std::copy(c.begin(), c.end(), std::copy(b.begin(), b.end(), std::copy(a.begin(), a.end(), out)));
  return {out, n};
}

std::string_view TextPool::indexed(std::string_view path, std::size_t index) {
  std::array<char, 24> digits{'['};
  char* end = std::to_chars(digits.data() + 1, digits.data() + digits.size() - 1, index).ptr;
  *end++ = ']';
  return join(path, {digits.data(), static_cast<std::size_t>(end - digits.data())});
}

}  // namespace doctor::evtx
