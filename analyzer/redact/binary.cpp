#include "redact/binary.h"

#include <algorithm>

#include "base/ids.h"
#include "base/text.h"

namespace doctor::redact {

namespace {

unsigned byte_at(std::string_view bytes, std::size_t i) {
  return static_cast<unsigned char>(bytes[i]);
}

bool is_printable(unsigned c) {
  return (c >= 0x20 && c != 0x7f) || c == '\r' || c == '\n' || c == '\t';
}

/// Most units are ASCII, so that numbers in a row are no text.
bool is_wide_text(std::string_view bytes) {
  if (bytes.size() % 2 != 0) return false;
  std::size_t ascii = 0, others = 0;
  for (std::size_t i = 0; i < bytes.size(); i += 2) {
    const unsigned c = byte_at(bytes, i) | byte_at(bytes, i + 1) << 8;
    if (c == 0) continue;
    if (!is_printable(c) || (c >= 0xd800 && c < 0xe000) || c >= 0xfff0) return false;
    ++(c < 0x80 ? ascii : others);
  }
  return ascii > 1 && ascii >= others;
}

bool is_plain_text(std::string_view bytes) {
  std::size_t letters = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const unsigned c = byte_at(bytes, i);
    if (c == 0) continue;
    if (c > 0x7e || !is_printable(c)) return false;
    ++letters;
  }
  return letters > 3 && letters * 2 > bytes.size();
}

bool is_sid(std::string_view bytes) {
  return bytes.size() >= 12 && byte_at(bytes, 0) == 1 && byte_at(bytes, 1) > 0 && byte_at(bytes, 1) <= 15 &&
         bytes.size() == 8 + 4 * std::size_t{byte_at(bytes, 1)} && byte_at(bytes, 2) == 0 && byte_at(bytes, 3) == 0;
}

}  // namespace

SocketPlace socket_place(std::string_view bytes) {
  const bool size_fits = bytes.size() == 16 || bytes.size() == 28 || bytes.size() == 128;
  if (!size_fits || byte_at(bytes, 1) != 0) return {};
  if (byte_at(bytes, 0) == 2) return {4, 4};
  return byte_at(bytes, 0) == 23 && bytes.size() >= 28 ? SocketPlace{8, 16} : SocketPlace{};
}

BytesKind bytes_kind(std::string_view bytes) {
  if (bytes.size() < kFewestBytes || std::all_of(bytes.begin(), bytes.end(), [](char c) { return c == '\0'; }))
    return BytesKind::small;
  if (is_sid(bytes)) return BytesKind::sid;
  if (is_wide_text(bytes)) return BytesKind::wide_text;
  if (is_plain_text(bytes)) return BytesKind::text;
  if (socket_place(bytes).size > 0) return BytesKind::socket;
  return bytes.size() <= kLongestIdentifier ? BytesKind::identifier : BytesKind::opaque;
}

TextPieces text_pieces(std::string_view bytes, bool wide) {
  TextPieces out;
  const std::string text = wide ? to_utf8(as_bytes(bytes.data(), bytes.size())) : std::string(bytes);
  for (const std::string_view piece : split(text, '\0')) out.texts.emplace_back(piece);
  return out;
}

std::string TextPieces::join(bool wide) const {
  std::string text;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (i > 0) text += '\0';
    text += texts[i];
  }
  return wide ? to_utf16le(text) : text;
}

bool may_be_count(std::string_view bytes) {
  const auto zeros = std::count(bytes.begin(), bytes.end(), '\0');
  return bytes.size() - static_cast<std::size_t>(zeros) < kFewestBytes;
}

std::string identifier_digits(std::string_view bytes) {
  const std::string reversed(bytes.rbegin(), bytes.rend());
  return to_hex(as_bytes(reversed.data(), reversed.size()), false);
}

std::string identifier_bytes(std::string_view digits) {
  std::string bytes = from_hex(digits).value_or(std::string());
  std::reverse(bytes.begin(), bytes.end());
  return bytes;
}

}  // namespace doctor::redact
