#include "redact/addresses.h"

#include <doctest/doctest.h>

using namespace doctor::redact;

TEST_CASE("IPv4 at the front of a text") {
  REQUIRE(ipv4_at("10.0.0.10:123->"));
  CHECK(ipv4_at("10.0.0.10:123")->length == 9);
  CHECK(ipv4_at("10.0.0.10. The end")->length == 9);
  for (const char* none :
       {"1.2.3", "1.2.3.256", "01.2.3.4", "1.2.3.4.5", "1.2.3.4444", "2.5.29.17", "1.3.6.1", "", "a"})
    CHECK_FALSE(ipv4_at(none));
}

TEST_CASE("IPv6") {
  for (const char* good : {"::", "::1", "fe80::1", "2001:db8::1:2", "1:2:3:4:5:6:7:8", "1::8", "1:2:3:4:5:6:7::"})
    CHECK_MESSAGE(parse_ipv6(good), good);
  for (const char* bad : {"", ":", "1", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3", ":::", "12345::", "g::1",
                          "1:2:3:4:5:6:7:8::", ":1"})
    CHECK_FALSE_MESSAGE(parse_ipv6(bad), bad);
  CHECK(address_text(*parse_ipv6("2001:0DB8:0:0::0:1")) == "2001:db8::1");
  CHECK(address_text(*parse_ipv6("1:0:3:4:5:6:7:8")) == "1:0:3:4:5:6:7:8");
}

TEST_CASE("classes of addresses") {
  CHECK(class_of(Address4{10, 0, 0, 1}) == AddressClass::inside);
  CHECK(class_of(Address4{172, 31, 0, 1}) == AddressClass::inside);
  CHECK(class_of(Address4{172, 32, 0, 1}) == AddressClass::outside);
  CHECK(class_of(Address4{169, 254, 9, 9}) == AddressClass::inside);
  CHECK(class_of(Address4{8, 8, 8, 8}) == AddressClass::outside);
  CHECK(class_of(Address4{127, 0, 0, 1}) == AddressClass::kept);
  CHECK(class_of(Address4{224, 0, 0, 251}) == AddressClass::kept);
  CHECK(class_of(Address4{255, 255, 255, 0}) == AddressClass::kept);
  CHECK(class_of(*parse_ipv6("::1")) == AddressClass::kept);
  CHECK(class_of(*parse_ipv6("fe80::1")) == AddressClass::inside);
  CHECK(class_of(*parse_ipv6("fd00::1")) == AddressClass::inside);
  CHECK(class_of(*parse_ipv6("2a00::1")) == AddressClass::outside);
}

TEST_CASE("the own numbers of a SID") {
  const auto own = [](std::string_view text) {
    const auto sid = sid_at(text);
    return sid ? text.substr(sid->own_begin, sid->own_end - sid->own_begin) : "none";
  };
  CHECK(own("S-1-5-21-1-22-333-500") == "1-22-333");
  CHECK(own("S-1-5-21-1-22-333") == "1-22-333");
  CHECK(own("S-1-5-21-1") == "1");
  CHECK(own("s-1-12-1-1-2-3-4") == "1-2-3-4");
  CHECK(own("S-1-5-18").empty());
  CHECK(own("S-1-5-32-544").empty());
  CHECK(own("S-1-5-80-1-2-3").empty());
  CHECK(own("S-1-5-21").empty());
  CHECK(own("S-1-") == "none");
  CHECK(own("S-2-5-21") == "none");
}
