#include "engine/address.h"

#include <doctest/doctest.h>

#include <string>

using namespace doctor;

namespace {

bool in(std::string_view network, std::string_view address) {
  const auto n = parse_network(network);
  const auto a = parse_ip(address);
  REQUIRE(n);
  REQUIRE(a);
  return n->contains(*a);
}

std::string refusal(std::string_view network) {
  const auto n = parse_network(network);
  return n ? "accepted" : n.error().what;
}

}  // namespace

TEST_CASE("addresses of both families are read, and nothing else") {
  for (const char* good : {"10.0.0.7", "0.0.0.0", "255.255.255.255", "::", "::1", "fe80::1%12", "1:2:3:4:5:6:7:8",
                           "2001:db8::ff00:42:8329", "::ffff:10.0.0.7"}) {
    CHECK_MESSAGE(parse_ip(good).has_value(), std::string(good));
  }
  for (const char* bad : {"", "10.0.0", "10.0.0.256", "10.0.0.07", "10.0.0.7:80", "a.b.c.d", "1:2:3:4:5:6:7", ":::",
                          "1:2:3:4:5:6:7:8:9", "1::2::3", "12345::", "1.2.3.4::", "fe01.contoso.local", "g::1"}) {
    CHECK_MESSAGE(!parse_ip(bad).has_value(), std::string(bad));
  }
}

TEST_CASE("a network holds its addresses to the last bit") {
  CHECK(in("10.0.0.0/8", "10.255.255.255"));
  CHECK_FALSE(in("10.0.0.0/8", "11.0.0.0"));
  CHECK(in("172.16.0.0/12", "172.31.255.255"));
  CHECK_FALSE(in("172.16.0.0/12", "172.32.0.0"));
  CHECK(in("192.168.1.7", "192.168.1.7"));
  CHECK_FALSE(in("192.168.1.7", "192.168.1.6"));
  CHECK(in("0.0.0.0/0", "203.0.113.9"));
  CHECK(in("fe80::/10", "febf:ffff::1"));
  CHECK_FALSE(in("fe80::/10", "fec0::1"));
  CHECK(in("::1/128", "::1"));
}

TEST_CASE("the two families never mix") {
  CHECK_FALSE(in("0.0.0.0/0", "::1"));
  CHECK_FALSE(in("::/0", "10.0.0.7"));
  CHECK_FALSE(in("10.0.0.0/8", "::ffff:10.0.0.7"));
}

TEST_CASE("a text that names no network says why") {
  CHECK(refusal("10.0.0.0/33") == "'10.0.0.0/33' is no network: the prefix length must be 0 to 32");
  CHECK(refusal("::/129") == "'::/129' is no network: the prefix length must be 0 to 128");
  CHECK(refusal("10.0.0.1/8") == "'10.0.0.1/8' is no network: it has bits set behind the prefix");
  CHECK(refusal("10.*") == "'10.*' is no network: not an IPv4 or IPv6 address");
  CHECK(refusal("10.0.0.0/") == "'10.0.0.0/' is no network: the prefix length must be 0 to 32");
}
