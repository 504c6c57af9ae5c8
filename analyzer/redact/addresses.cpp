#include "redact/addresses.h"

#include <fmt/format.h>

#include "redact/characters.h"

namespace doctor::redact {

namespace {

std::optional<unsigned> hex_value(char c) {
  if (is_digit(c)) return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
  return std::nullopt;
}

/// Groups of hexadecimal digits with single colons between them, at most 8; false if it is anything else.
bool read_groups(std::string_view text, std::array<std::uint16_t, 8>& groups, std::size_t& count) {
  count = 0;
  if (text.empty()) return true;
  std::size_t at = 0;
  for (;;) {
    unsigned value = 0;
    std::size_t digits = 0;
    for (; at < text.size() && digits < 5; ++at, ++digits) {
      const auto digit = hex_value(text[at]);
      if (!digit) break;
      value = value * 16 + *digit;
    }
    if (digits == 0 || digits > 4 || count == 8) return false;
    groups[count++] = static_cast<std::uint16_t>(value);
    if (at == text.size()) return true;
    if (text[at++] != ':') return false;
  }
}

}  // namespace

std::optional<Found4> ipv4_at(std::string_view text) {
  Found4 out;
  std::size_t at = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    if (i > 0 && (at >= text.size() || text[at++] != '.')) return std::nullopt;
    const std::size_t begin = at;
    unsigned value = 0;
    while (at < text.size() && is_digit(text[at]) && at - begin < 4)
      value = value * 10 + static_cast<unsigned>(text[at++] - '0');
    if (at == begin || value > 255 || (at - begin > 1 && text[begin] == '0')) return std::nullopt;
    out.address[i] = static_cast<std::uint8_t>(value);
  }
  if (at < text.size() && is_digit(text[at])) return std::nullopt;
  if (at + 1 < text.size() && text[at] == '.' && is_digit(text[at + 1])) return std::nullopt;
  // 2.5.29.17 and 2.5.4.3: object ids of certificates.
  if (out.address[0] == 2 && out.address[1] == 5 && (out.address[2] == 29 || out.address[2] == 4)) return std::nullopt;
  if (out.address[0] == 1 && out.address[1] == 3 && out.address[2] == 6) return std::nullopt;
  out.length = at;
  return out;
}

std::optional<Address6> parse_ipv6(std::string_view text) {
  if (text.size() < 2 || text.size() > 39) return std::nullopt;
  std::array<std::uint16_t, 8> front{}, back{};
  std::size_t fronts = 0, backs = 0;
  const std::size_t gap = text.find("::");
  if (gap == std::string_view::npos) {
    if (!read_groups(text, front, fronts) || fronts != 8) return std::nullopt;
  } else {
    if (!read_groups(text.substr(0, gap), front, fronts) || !read_groups(text.substr(gap + 2), back, backs))
      return std::nullopt;
    if (fronts + backs > 7) return std::nullopt;
  }
  Address6 out{};
  const auto put = [&](std::size_t place, std::uint16_t value) {
    out[2 * place] = static_cast<std::uint8_t>(value >> 8);
    out[2 * place + 1] = static_cast<std::uint8_t>(value & 0xff);
  };
  for (std::size_t i = 0; i < fronts; ++i) put(i, front[i]);
  for (std::size_t i = 0; i < backs; ++i) put(8 - backs + i, back[i]);
  return out;
}

AddressClass class_of(const Address4& a) {
  if (a[0] == 127 || a[0] == 0 || (a[0] >= 224 && a[0] <= 239)) return AddressClass::kept;
  if (a[0] == 255 && a[1] == 255 && a[2] == 255) return AddressClass::kept;  // a mask, or everybody
  const bool is_private = a[0] == 10 || (a[0] == 172 && (a[1] & 0xf0) == 16) || (a[0] == 192 && a[1] == 168);
  const bool is_shared = a[0] == 100 && (a[1] & 0xc0) == 64, is_link = a[0] == 169 && a[1] == 254;
  return is_private || is_shared || is_link ? AddressClass::inside : AddressClass::outside;
}

AddressClass class_of(const Address6& a) {
  bool zeros = true;
  for (std::size_t i = 0; i < 15; ++i) zeros = zeros && a[i] == 0;
  if ((zeros && a[15] <= 1) || a[0] == 0xff) return AddressClass::kept;
  const bool is_link = a[0] == 0xfe && (a[1] & 0xc0) == 0x80, is_unique = (a[0] & 0xfe) == 0xfc;
  return is_link || is_unique ? AddressClass::inside : AddressClass::outside;
}

std::string address_text(const Address4& a) {
  return fmt::format("{}.{}.{}.{}", a[0], a[1], a[2], a[3]);
}

std::string address_text(const Address6& a) {
  const auto group = [&](std::size_t i) { return static_cast<unsigned>(a[2 * i] << 8 | a[2 * i + 1]); };
  std::size_t best = 8, best_length = 1;
  for (std::size_t i = 0; i < 8; ++i) {
    std::size_t length = 0;
    while (i + length < 8 && group(i + length) == 0) ++length;
    if (length > best_length) best = i, best_length = length;
  }
  std::string out;
  for (std::size_t i = 0; i < 8;) {
    if (i == best) {
      out += "::";
      i += best_length;
      continue;
    }
    if (!out.empty() && out.back() != ':') out += ':';
    out += fmt::format("{:x}", group(i++));
  }
  return out;
}

std::optional<FoundSid> sid_at(std::string_view text) {
  if (text.size() < 7 || (text[0] != 'S' && text[0] != 's') || text.substr(1, 3) != "-1-") return std::nullopt;
  std::array<std::size_t, 17> begins{};
  std::size_t parts = 0, at = 3;
  while (parts < begins.size() && at + 1 < text.size() && text[at] == '-' && is_digit(text[at + 1])) {
    begins[parts++] = ++at;
    while (at < text.size() && is_digit(text[at])) ++at;
  }
  if (parts < 2) return std::nullopt;
  FoundSid out;
  out.length = at;
  const auto part = [&](std::size_t i) {
    return text.substr(begins[i], (i + 1 < parts ? begins[i + 1] - 1 : at) - begins[i]);
  };
  const auto own = [&](std::size_t first, std::size_t count) {
    if (parts < first + count) count = parts - first;
    out.own_begin = begins[first];
    out.own_end = begins[first + count - 1] + part(first + count - 1).size();
  };
  if (parts > 2 && part(0) == "5" && part(1) == "21") own(2, 3);
  if (parts > 2 && part(0) == "12" && part(1) == "1") own(2, 4);
  return out;
}

}  // namespace doctor::redact
