#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace doctor::redact {

/// Bytes of an address, most significant first.
using Address4 = std::array<std::uint8_t, 4>;
using Address6 = std::array<std::uint8_t, 16>;

/// The IPv4 address at the front of `text` (no leading zeros), and how long its text is. Nothing if a digit, or a dot and a digit, follows:
/// that is a version or an object id.
struct Found4 {
  Address4 address{};
  std::size_t length = 0;
};
std::optional<Found4> ipv4_at(std::string_view text);

/// The whole of `text` as an IPv6 address without zone and without dotted tail.
std::optional<Address6> parse_ipv6(std::string_view text);

/// What a reader may still know of an address behind its pseudonym.
enum class AddressClass : std::uint8_t { kept, inside, outside };
/// Kept: loopback, unspecified, broadcast, multicast. Inside: private, shared, link-local, unique local.
AddressClass class_of(const Address4& address);
AddressClass class_of(const Address6& address);

std::string address_text(const Address4& address);
/// In the short form of RFC 5952, for addresses of 2001:db8::/32 with one run of zeros.
std::string address_text(const Address6& address);

/// A SID in text at the front of `text`: "S-1-5-21-...".
struct FoundSid {
  std::size_t length = 0;
  std::size_t own_begin = 0,
              own_end = 0;  ///< the numbers that tell one domain or person from another; equal if there are none
};
/// Nothing if it is no SID. Own numbers have S-1-5-21-a-b-c (a domain or computer; what follows is the number of the account in it) and
/// S-1-12-1-a-b-c-d (a person in Azure AD).
std::optional<FoundSid> sid_at(std::string_view text);

}  // namespace doctor::redact
