#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>

namespace doctor {

namespace {

constexpr char32_t kReplacement = 0xfffd;

bool is_surrogate(char32_t c) {
  return c >= 0xd800 && c <= 0xdfff;
}

char lower_ascii(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace

void append_utf8(char32_t c, std::string& out) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xc0 | c >> 6);
    out += static_cast<char>(0x80 | (c & 0x3f));
  } else if (c < 0x10000) {
    if (is_surrogate(c)) c = kReplacement;
    out += static_cast<char>(0xe0 | c >> 12);
    out += static_cast<char>(0x80 | (c >> 6 & 0x3f));
    out += static_cast<char>(0x80 | (c & 0x3f));
  } else if (c < 0x110000) {
    out += static_cast<char>(0xf0 | c >> 18);
    out += static_cast<char>(0x80 | (c >> 12 & 0x3f));
    out += static_cast<char>(0x80 | (c >> 6 & 0x3f));
    out += static_cast<char>(0x80 | (c & 0x3f));
  } else {
    append_utf8(kReplacement, out);
  }
}

void append_utf8(ByteView utf16le, std::string& out) {
  const std::size_t units = utf16le.size() / 2;
  const auto unit = [&](std::size_t i) { return load_le<std::uint16_t>(utf16le, 2 * i); };
  out.reserve(out.size() + units);
  for (std::size_t i = 0; i < units; ++i) {
    const char32_t c = unit(i);
    if (c < 0x80) {
      out += static_cast<char>(c);
    } else if (c >= 0xd800 && c < 0xdc00 && i + 1 < units && unit(i + 1) >= 0xdc00 && unit(i + 1) < 0xe000) {
      append_utf8(0x10000 + ((c - 0xd800) << 10) + (char32_t{unit(i + 1)} - 0xdc00), out);
      ++i;
    } else {
      append_utf8(c, out);
    }
  }
}

std::string to_utf8(ByteView utf16le) {
  std::string out;
  append_utf8(utf16le, out);
  return out;
}

char32_t next_code_point(std::string_view text, std::size_t& position) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(position++);
  if (first < 0x80) return first;
  std::size_t more = 0;
  char32_t c = 0, least = 0;
  if (first >= 0xc2 && first < 0xe0) {
    more = 1, c = first & 0x1f, least = 0x80;
  } else if (first >= 0xe0 && first < 0xf0) {
    more = 2, c = first & 0x0f, least = 0x800;
  } else if (first >= 0xf0 && first < 0xf5) {
    more = 3, c = first & 0x07, least = 0x10000;
  } else {
    return kReplacement;
  }
  if (text.size() - position < more) return kReplacement;
  for (std::size_t i = 0; i < more; ++i) {
    const unsigned char next = byte(position + i);
    if ((next & 0xc0) != 0x80) return kReplacement;
    c = c << 6 | (next & 0x3f);
  }
  if (c < least || is_surrogate(c) || c > 0x10ffff) return kReplacement;
  position += more;
  return c;
}

std::string to_utf16le(std::string_view utf8) {
  std::string out;
  out.reserve(2 * utf8.size());
  const auto put = [&](char32_t unit) {
    out += static_cast<char>(unit & 0xff);
    out += static_cast<char>(unit >> 8);
  };
  for (std::size_t i = 0; i < utf8.size();) {
    const char32_t c = next_code_point(utf8, i);
    if (c < 0x10000) {
      put(c);
    } else {
      put(0xd800 + ((c - 0x10000) >> 10));
      put(0xdc00 + ((c - 0x10000) & 0x3ff));
    }
  }
  return out;
}

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t start = i;
    if (next_code_point(text, i) == kReplacement && text.substr(start, 3) != "\xef\xbf\xbd") return false;
  }
  return true;
}

std::string fold(std::string_view utf8) {
  if (is_ascii(utf8)) return to_lower_ascii(utf8);
  std::string out;
  out.reserve(utf8.size());
  for (std::size_t i = 0; i < utf8.size();) append_utf8(fold(next_code_point(utf8, i)), out);
  return out;
}

std::string to_lower_ascii(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower_ascii);
  return out;
}

bool equals_ignore_case(std::string_view a, std::string_view b) {
  std::size_t i = 0, j = 0;
  while (i < a.size() && j < b.size()) {
    if (fold(next_code_point(a, i)) != fold(next_code_point(b, j))) return false;
  }
  return i == a.size() && j == b.size();
}

bool less_ignore_case(std::string_view a, std::string_view b) {
  std::size_t i = 0, j = 0;
  while (i < a.size() && j < b.size()) {
    const char32_t x = fold(next_code_point(a, i));
    const char32_t y = fold(next_code_point(b, j));
    if (x != y) return x < y;
  }
  return i == a.size() && j < b.size();
}

bool contains_ignore_case(std::string_view text, std::string_view part) {
  return fold(text).find(fold(part)) != std::string::npos;
}

bool starts_with_ignore_case(std::string_view text, std::string_view prefix) {
  std::size_t i = 0, j = 0;
  while (j < prefix.size()) {
    if (i == text.size() || fold(next_code_point(text, i)) != fold(next_code_point(prefix, j))) return false;
  }
  return true;
}

bool ends_with_ignore_case(std::string_view text, std::string_view suffix) {
  const std::string folded = fold(text);
  return folded.ends_with(fold(suffix));
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n\v\f";
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t at = text.find(separator);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

std::optional<std::uint64_t> parse_integer(std::string_view text, bool* negative) {
  if (negative != nullptr) *negative = false;
  const bool minus = text.starts_with('-');
  if (minus || text.starts_with('+')) text.remove_prefix(1);
  const bool hex = text.starts_with("0x") || text.starts_with("0X");
  if (hex) text.remove_prefix(2);
  if (text.empty() || (hex && text.size() > 16)) return std::nullopt;
  std::uint64_t value = 0;
  for (const char c : text) {
    std::uint64_t digit = 0;
    if (c >= '0' && c <= '9') {
      digit = static_cast<std::uint64_t>(c - '0');
    } else if (hex && lower_ascii(c) >= 'a' && lower_ascii(c) <= 'f') {
      digit = static_cast<std::uint64_t>(lower_ascii(c) - 'a' + 10);
    } else {
      return std::nullopt;
    }
    const std::uint64_t base = hex ? 16 : 10;
    if (value > (UINT64_MAX - digit) / base) return std::nullopt;
    value = value * base + digit;
  }
  if (!minus) return value;
  if (value > std::uint64_t{1} << 63) return std::nullopt;
  if (negative != nullptr) *negative = value != 0;
  return ~value + 1;
}

namespace {

bool shows_nothing_or_steers(char32_t c) {
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x61c || (c >= 0x200b && c <= 0x200f) ||
         (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff || (c >= 0xfff9 && c <= 0xfffb) ||
         (c >= 0xe0000 && c <= 0xe007f);
}

}  // namespace

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t start = i;
    const char32_t c = next_code_point(text, i);
    if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (c == '\r') {
      out += "\\r";
    } else if (c == kReplacement && i == start + 1) {  // a malformed byte; U+FFFD itself is three bytes
      fmt::format_to(std::back_inserter(out), "\\x{:02x}", static_cast<unsigned char>(text[start]));
    } else if (c < 0x80 && shows_nothing_or_steers(c)) {
      fmt::format_to(std::back_inserter(out), "\\x{:02x}", static_cast<std::uint32_t>(c));
    } else if (shows_nothing_or_steers(c)) {
      fmt::format_to(std::back_inserter(out), "\\u{{{:04x}}}", static_cast<std::uint32_t>(c));
    } else {
      out.append(text.substr(start, i - start));
    }
  }
  return out;
}

namespace {

// Edit distance with swaps of neighbours, for short words.
std::size_t edits(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), row(b.size() + 1), next(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    next[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t cost = lower_ascii(a[i - 1]) == lower_ascii(b[j - 1]) ? 0 : 1;
      next[j] = std::min({row[j] + 1, next[j - 1] + 1, row[j - 1] + cost});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        next[j] = std::min(next[j], before[j - 2] + 1);
    }
    before = row;
    row = next;
  }
  return row[b.size()];
}

}  // namespace

std::string_view nearest_name(std::string_view name, std::span<const std::string_view> candidates) {
  if (name.size() > 64) return {};
  std::string_view best;
  std::size_t best_edits = name.size() / 3 + 1;
  for (const std::string_view c : candidates) {
    const std::size_t longer = std::max(c.size(), name.size()) - std::min(c.size(), name.size());
    if (c.size() > 64 || longer >= best_edits) continue;  // so many edits it takes at least
    const std::size_t n = edits(name, c);
    if (n < best_edits) {
      best_edits = n;
      best = c;
    }
  }
  return best;
}

std::string to_hex(ByteView bytes, bool upper) {
  const char* digits = upper ? "0123456789ABCDEF" : "0123456789abcdef";
  std::string out;
  out.reserve(2 * bytes.size());
  for (const std::byte b : bytes) {
    out += digits[static_cast<unsigned>(b) >> 4];
    out += digits[static_cast<unsigned>(b) & 15];
  }
  return out;
}

std::optional<std::string> from_hex(std::string_view text) {
  std::string out;
  int high = -1;
  for (const char raw : text) {
    const char c = lower_ascii(raw);
    int digit = 0;
    if (c >= '0' && c <= '9') {
      digit = c - '0';
    } else if (c >= 'a' && c <= 'f') {
      digit = c - 'a' + 10;
    } else if ((c == ' ' || c == ':') && high < 0) {
      continue;
    } else {
      return std::nullopt;
    }
    if (high < 0) {
      high = digit;
    } else {
      out += static_cast<char>(high * 16 + digit);
      high = -1;
    }
  }
  if (high >= 0) return std::nullopt;
  return out;
}

std::string did_you_mean(std::string_view name, std::span<const std::string_view> candidates) {
  const std::string_view nearest = nearest_name(name, candidates);
  return nearest.empty() ? std::string() : "did you mean '" + printable(nearest) + "'?";
}

std::string_view prefix(std::string_view utf8, std::size_t most) {
  if (utf8.size() <= most) return utf8;
  while (most > 0 && (static_cast<unsigned char>(utf8[most]) & 0xc0) == 0x80) --most;
  return utf8.substr(0, most);
}

}  // namespace doctor
