#include "base/ids.h"

#include <fmt/format.h>

#include <charconv>

#include "base/text.h"

namespace doctor {

std::string guid_text(ByteView b) {
  if (b.size() != 16) return {};
  std::string out = fmt::format("{{{:08x}-{:04x}-{:04x}-", load_le<std::uint32_t>(b, 0), load_le<std::uint16_t>(b, 4),
                                load_le<std::uint16_t>(b, 6));
  out += to_hex(b.subspan(8, 2), false);
  out += '-';
  out += to_hex(b.subspan(10, 6), false);
  out += '}';
  return out;
}

std::optional<std::string> parse_guid(std::string_view text) {
  text = trim(text);
  if (text.size() == 38 && text.front() == '{' && text.back() == '}') text = text.substr(1, 36);
  if (text.size() != 36) return std::nullopt;
  std::string digits;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash_place = i == 8 || i == 13 || i == 18 || i == 23;
    if ((text[i] == '-') != dash_place) return std::nullopt;
    if (!dash_place) digits += text[i];
  }
  auto bytes = from_hex(digits);
  if (!bytes || bytes->size() != 16) return std::nullopt;
  // The first three groups are stored as little-endian numbers.
  std::swap((*bytes)[0], (*bytes)[3]);
  std::swap((*bytes)[1], (*bytes)[2]);
  std::swap((*bytes)[4], (*bytes)[5]);
  std::swap((*bytes)[6], (*bytes)[7]);
  return bytes;
}

std::string sid_text(ByteView bytes) {
  ByteReader in(bytes);
  const std::uint8_t revision = in.u8();
  const std::uint8_t count = in.u8();
  std::uint64_t authority = 0;  // big-endian, the only such number in the formats we read
  for (int i = 0; i < 6; ++i) authority = authority << 8 | in.u8();
  if (count > 15) return {};
  std::string out = authority < (std::uint64_t{1} << 32) ? fmt::format("S-{}-{}", revision, authority)
                                                         : fmt::format("S-{}-0x{:x}", revision, authority);
  for (int i = 0; i < count; ++i) out += fmt::format("-{}", in.u32());
  return in.ok() ? out : std::string();
}

std::optional<std::string> parse_sid(std::string_view text) {
  const auto parts = split(trim(text), '-');
  if (parts.size() < 3 || parts.size() > 18 || !equals_ignore_case(parts[0], "S")) return std::nullopt;
  const auto revision = parse_integer(parts[1]);
  const auto authority = parse_integer(parts[2]);
  if (!revision || *revision > 255 || !authority || *authority >= (std::uint64_t{1} << 48)) return std::nullopt;
  std::string out;
  out += static_cast<char>(*revision);
  out += static_cast<char>(parts.size() - 3);
  for (int shift = 40; shift >= 0; shift -= 8) out += static_cast<char>(*authority >> shift & 0xff);
  for (std::size_t i = 3; i < parts.size(); ++i) {
    const auto sub = parse_integer(parts[i]);
    if (!sub || *sub > 0xffffffffU) return std::nullopt;
    for (int shift = 0; shift < 32; shift += 8) out += static_cast<char>(*sub >> shift & 0xff);
  }
  return out;
}

}  // namespace doctor
