#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/result.h"

namespace doctor {

/// An IPv4 or IPv6 address, most significant byte first.
struct IpAddress {
  bool v6 = false;
  std::array<std::uint8_t, 16> bytes{};  ///< the first 4 of an IPv4 address
};

/// "10.0.0.7", "fe80::1", "::ffff:10.0.0.7"; a zone ("%12") is ignored. Nothing else: no ports, no names, no leading zeros.
std::optional<IpAddress> parse_ip(std::string_view text);

/// A block of addresses, as "10.0.0.0/8" names it.
struct IpNetwork {
  IpAddress base;
  unsigned bits = 0;

  bool contains(const IpAddress& address) const;  ///< never across the two families
};

/// Without "/bits" the one address. Error: not an address, too many bits, or host bits set ("10.0.0.1/8" names no network).
Result<IpNetwork> parse_network(std::string_view text);

}  // namespace doctor
