#include "cert/pem.h"

#include <algorithm>

#include "base/text.h"
#include "cert/der.h"

namespace doctor {
namespace {

constexpr std::string_view kBegin = "-----BEGIN ", kEnd = "-----END ", kDashes = "-----";
constexpr std::size_t kLongestLabel = 100;

bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || c == '\0';
}

int digit(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+') return 62;
  return c == '/' ? 63 : -1;
}

enum class Width : std::uint8_t { one, two_le, two_be };

// From the mark, else from where the zeros of the first characters lie: no text of one byte a character has any.
Width width_of(ByteView file, std::size_t& mark) {
  const auto at = [&](std::size_t i) { return i < file.size() ? static_cast<unsigned>(file[i]) : 256U; };
  mark = 2;
  if (at(0) == 0xff && at(1) == 0xfe) return Width::two_le;
  if (at(0) == 0xfe && at(1) == 0xff) return Width::two_be;
  mark = at(0) == 0xef && at(1) == 0xbb && at(2) == 0xbf ? 3 : 0;
  if (at(1) == 0 && at(3) == 0 && at(0) != 0) return Width::two_le;
  if (at(0) == 0 && at(2) == 0 && at(1) != 0 && at(1) < 256) return Width::two_be;
  return Width::one;
}

// The label of the armour line at `at` (behind "-----BEGIN "), with the closing dashes on the same line; empty if it is none.
std::string_view label_at(std::string_view text, std::size_t at) {
  const std::string_view line = text.substr(at, kLongestLabel + kDashes.size());
  const std::size_t end = std::min(line.find(kDashes), line.find_first_of("\r\n"));
  if (end == std::string_view::npos || line.substr(end, kDashes.size()) != kDashes) return {};
  return line.substr(0, end);
}

// Headers end with an empty line; a body without a colon has none.
std::size_t behind_headers(std::string_view body) {
  const std::size_t first = body.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return 0;
  const std::size_t line_end = body.find('\n', first);
  if (body.substr(first, line_end - first).find(':') == std::string_view::npos) return 0;
  const std::size_t blank = std::min(body.find("\n\n", first), body.find("\n\r\n", first));
  return blank == std::string_view::npos ? 0 : blank + 1;
}

// Fills in where the block ends. The next armour decides: its own END, or the BEGIN of another.
void find_end(std::string_view text, PemBlock& block) {
  std::size_t at = text.find(kDashes, block.body_begin);
  while (at != std::string_view::npos) {
    const std::string_view rest = text.substr(at);
    if (rest.starts_with(kEnd) || rest.starts_with(kBegin)) break;
    at = text.find(kDashes, at + 1);
  }
  block.end = std::min(at, text.size());
  block.body = text.substr(block.body_begin, block.end - block.body_begin);
  if (at == std::string_view::npos) {
    block.problem = "cut off: no END line up to the end of the file";
    return;
  }
  if (text.substr(at).starts_with(kBegin)) {
    block.problem = "no END line before the next BEGIN";
    return;
  }
  const std::string_view label = label_at(text, at + kEnd.size());
  block.end = std::min(text.size(), at + kEnd.size() + label.size() + kDashes.size());
  if (label != block.label)
    block.problem = label.empty() ? "its END line is cut off" : "its END line names another label";
}

}  // namespace

AsciiText::AsciiText(ByteView file) {
  const Width width = width_of(file, mark_);
  if (width == Width::one) {
    text_ = std::string_view(reinterpret_cast<const char*>(file.data()), file.size()).substr(mark_);
    return;
  }
  unit_ = 2;
  const std::size_t low = width == Width::two_le ? 0 : 1;
  narrowed_.reserve(file.size() / 2);
  for (std::size_t i = mark_; i + 1 < file.size(); i += 2) {
    const char c = static_cast<char>(file[i + low]);
    narrowed_ += file[i + 1 - low] == std::byte{0} && static_cast<unsigned char>(c) < 0x80 ? c : '?';
  }
  text_ = narrowed_;
}

void each_pem_block(std::string_view text, const std::function<bool(const PemBlock&)>& what) {
  std::uint32_t line = 1;
  std::size_t counted = 0;
  for (std::size_t at = text.find(kBegin); at != std::string_view::npos;) {
    PemBlock block;
    block.begin = at;
    line += static_cast<std::uint32_t>(std::count(text.begin() + static_cast<std::ptrdiff_t>(counted),
                                                  text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
    counted = at;
    block.line = line;
    block.label = label_at(text, at + kBegin.size());
    block.body_begin = std::min(text.size(), at + kBegin.size() + block.label.size() + kDashes.size());
    if (block.label.empty()) {
      block.end = std::min(text.size(), at + kBegin.size());
      block.problem = "its BEGIN line is cut off";
    } else {
      find_end(text, block);
    }
    if (!what(block)) return;
    at = text.find(kBegin, std::max(block.end, at + 1));
  }
}

Base64 decode_base64(std::string_view text) {
  Base64 out;
  out.bytes.reserve(text.size() / 4 * 3);
  std::uint32_t bits = 0;
  int have = 0;
  bool padded = false;
  for (std::size_t i = behind_headers(text); i < text.size(); ++i) {
    const char c = text[i];
    if (is_space(c)) continue;
    const int value = digit(c);
    if (c == '=') {
      padded = true;
    } else if (value < 0 || padded) {
      out.bad_at = i;
      return out;
    } else {
      bits = (bits << 6 | static_cast<std::uint32_t>(value)) & 0xffffffU;
      have += 6;
      if (have < 8) continue;
      have -= 8;
      out.bytes.push_back(static_cast<std::byte>(bits >> have & 0xffU));
    }
  }
  return out;
}

bool looks_like_base64_der(std::string_view head) {
  const std::string_view start = trim(head).substr(0, 1000);
  if (start.size() < 16 || start[0] != 'M') return false;
  const Base64 decoded = decode_base64(start);
  return !decoded.bad_at && looks_like_der(decoded.bytes);
}

}  // namespace doctor
