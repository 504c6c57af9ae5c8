#include "redact/base64_run.h"

#include <algorithm>

#include "cert/bundle.h"
#include "cert/der.h"
#include "cert/pem.h"
#include "redact/binary.h"
#include "redact/characters.h"

namespace doctor::redact {

namespace {

constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

bool is_base64(char c) {
  return is_letter(c) || is_digit(c) || c == '+' || c == '/';
}
bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// Behind a line end and the blanks in front of the next line; `at` itself if there is no more base64.
std::size_t next_line(std::string_view text, std::size_t at) {
  constexpr std::size_t kMostSpace = 16;
  if (at >= text.size() || (text[at] != '\r' && text[at] != '\n')) return at;
  std::size_t next = at;
  while (next < text.size() && next - at < kMostSpace && is_space(text[next])) ++next;
  return next < text.size() && is_base64(text[next]) ? next : at;
}

}  // namespace

std::size_t base64_end(std::string_view text, std::size_t place) {
  std::size_t at = place;
  for (;;) {
    const std::size_t line = at;
    while (at < text.size() && is_base64(text[at])) ++at;
    const std::size_t length = at - line, next = next_line(text, at);
    if (next == at || length < kFewestBase64 || length % 4 != 0) break;
    at = next;
  }
  for (int i = 0; i < 2 && at < text.size() && text[at] == '='; ++i) ++at;
  return at;
}

std::string base64_content(std::string_view run) {
  const Base64 decoded = decode_base64(run);
  if (decoded.bad_at) return {};
  std::string bytes(reinterpret_cast<const char*>(decoded.bytes.data()), decoded.bytes.size());
  switch (bytes_kind(bytes)) {
    case BytesKind::text:
    case BytesKind::wide_text:
      return bytes;
    case BytesKind::opaque: {
      const DerHeader header = der_header(decoded.bytes);
      const bool der = header.problem.empty() && header.tag == kDerSequence && header.total() == bytes.size();
      if (der || !certificates_in(decoded.bytes, 1).empty()) return bytes;
      break;
    }
    default:
      break;
  }
  return {};
}

std::string to_base64(std::string_view bytes, std::string_view like) {
  std::string all;
  const auto byte = [&](std::size_t i) {
    return i < bytes.size() ? unsigned{static_cast<unsigned char>(bytes[i])} : 0U;
  };
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const unsigned three = byte(i) << 16 | byte(i + 1) << 8 | byte(i + 2);
    for (unsigned shift = 18, n = 0; n < 4; ++n, shift -= 6)
      all += i + n > bytes.size() ? '=' : kDigits[three >> shift & 63];
  }
  const std::size_t width = std::min(like.find_first_of("\r\n"), like.size());
  if (width == like.size()) return all;
  const std::size_t second = std::min(like.find_first_not_of(" \t\r\n", width), like.size());
  std::string out;
  for (std::size_t at = 0; at < all.size(); at += width) {
    if (at > 0) out += like.substr(width, second - width);
    out += all.substr(at, width);
  }
  return out;
}

}  // namespace doctor::redact
