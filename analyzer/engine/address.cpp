#include "engine/address.h"

#include <string>
#include <vector>

#include "base/text.h"

namespace doctor {

namespace {

std::optional<unsigned> decimal(std::string_view text, unsigned most) {
  if (text.empty() || text.size() > 3 || (text.size() > 1 && text[0] == '0')) return std::nullopt;
  unsigned value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + static_cast<unsigned>(c - '0');
  }
  if (value > most) return std::nullopt;
  return value;
}

bool parse_v4(std::string_view text, std::uint8_t* out) {
  const auto parts = split(text, '.');
  if (parts.size() != 4) return false;
  for (std::size_t i = 0; i < 4; ++i) {
    const auto byte = decimal(parts[i], 255);
    if (!byte) return false;
    out[i] = static_cast<std::uint8_t>(*byte);
  }
  return true;
}

// Groups of four hex digits, the last possibly an IPv4 address; appends two bytes a group.
bool parse_groups(std::string_view text, std::vector<std::uint8_t>& out) {
  if (text.empty()) return true;
  const auto groups = split(text, ':');
  if (groups.size() > 8) return false;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    std::uint8_t v4[4];
    if (i + 1 == groups.size() && groups[i].find('.') != std::string_view::npos) {
      if (!parse_v4(groups[i], v4)) return false;
      out.insert(out.end(), v4, v4 + 4);
      continue;
    }
    if (groups[i].empty() || groups[i].size() > 4) return false;
    const auto value = parse_integer("0x" + std::string(groups[i]));
    if (!value) return false;
    out.push_back(static_cast<std::uint8_t>(*value >> 8));
    out.push_back(static_cast<std::uint8_t>(*value & 0xff));
  }
  return true;
}

std::optional<IpAddress> parse_v6(std::string_view text) {
  const std::size_t gap = text.find("::");
  std::vector<std::uint8_t> head, tail;
  if (gap != std::string_view::npos && text.substr(0, gap).find('.') != std::string_view::npos) return std::nullopt;
  if (gap == std::string_view::npos) {
    if (!parse_groups(text, head) || head.size() != 16) return std::nullopt;
  } else if (!parse_groups(text.substr(0, gap), head) || !parse_groups(text.substr(gap + 2), tail) ||
             head.size() + tail.size() > 14) {
    return std::nullopt;
  }
  IpAddress address;
  address.v6 = true;
  for (std::size_t i = 0; i < head.size(); ++i) address.bytes[i] = head[i];
  for (std::size_t i = 0; i < tail.size(); ++i) address.bytes[16 - tail.size() + i] = tail[i];
  return address;
}

}  // namespace

std::optional<IpAddress> parse_ip(std::string_view text) {
  if (text.size() > 64) return std::nullopt;
  if (text.find(':') == std::string_view::npos) {
    IpAddress address;
    if (!parse_v4(text, address.bytes.data())) return std::nullopt;
    return address;
  }
  return parse_v6(text.substr(0, text.find('%')));
}

bool IpNetwork::contains(const IpAddress& address) const {
  if (address.v6 != base.v6) return false;
  for (unsigned bit = 0; bit < bits; bit += 8) {
    const unsigned left = bits - bit;
    const auto mask = static_cast<std::uint8_t>(left >= 8 ? 0xff : 0xff00 >> left);
    if (((address.bytes[bit / 8] ^ base.bytes[bit / 8]) & mask) != 0) return false;
  }
  return true;
}

Result<IpNetwork> parse_network(std::string_view text) {
  const auto bad = [&](const char* why) {
    return Error{Errc::bad_format, "'" + printable(text) + "' is no network: " + why};
  };
  const std::size_t slash = text.find('/');
  const auto base = parse_ip(text.substr(0, slash));
  if (!base) return bad("not an IPv4 or IPv6 address");
  IpNetwork network{*base, base->v6 ? 128u : 32u};
  if (slash == std::string_view::npos) return network;
  const auto bits = decimal(text.substr(slash + 1), network.bits);
  if (!bits) return bad(base->v6 ? "the prefix length must be 0 to 128" : "the prefix length must be 0 to 32");
  const unsigned size = network.bits;
  network.bits = *bits;
  for (unsigned bit = *bits; bit < size; ++bit) {
    if (((base->bytes[bit / 8] >> (7 - bit % 8)) & 1) != 0) return bad("it has bits set behind the prefix");
  }
  return network;
}

}  // namespace doctor
