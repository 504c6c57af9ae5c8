#include "base/print.h"

#include <doctest/doctest.h>

#include <limits>
#include <string>

#include "base/ids.h"

using namespace doctor;

namespace {

template <class Write>
std::string printed(Write write) {
  char room[256];
  return std::string(room, write(room));
}

ByteView view(const std::string& bytes) {
  return as_bytes(bytes.data(), bytes.size());
}

}  // namespace

TEST_CASE("numbers are printed as std::to_string does, at every length") {
  std::uint64_t n = 0;
  for (int i = 0; i < 21; ++i, n = n * 10 + 7) {
    for (const std::uint64_t m : {n, n + 1, n - 1}) {
      CHECK(printed([&](char* to) { return put_decimal(to, m); }) == std::to_string(m));
      const auto s = static_cast<std::int64_t>(m);
      CHECK(printed([&](char* to) { return put_signed(to, s); }) == std::to_string(s));
      CHECK(printed([&](char* to) { return put_signed(to, -s); }) == std::to_string(-s));
    }
  }
  for (const std::int64_t m : {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()}) {
    CHECK(printed([&](char* to) { return put_signed(to, m); }) == std::to_string(m));
  }
}

TEST_CASE("hexadecimal numbers have no leading zeros") {
  const auto hex = [](std::uint64_t n) { return printed([&](char* to) { return put_hex(to, n); }); };
  CHECK(hex(0) == "0x0");
  CHECK(hex(0xf) == "0xf");
  CHECK(hex(0x10) == "0x10");
  CHECK(hex(0x8009030d) == "0x8009030d");
  CHECK(hex(0x8020000000000000) == "0x8020000000000000");
  CHECK(hex(~std::uint64_t{0}) == "0xffffffffffffffff");
}

TEST_CASE("GUIDs, SIDs and bytes say the same as their texts elsewhere") {
  const std::string guid = *parse_guid("{1F678132-5938-4686-9FDC-C8FF68F15C85}");
  CHECK(printed([&](char* to) { return put_guid(to, view(guid), false); }) == guid_text(view(guid)));
  CHECK(printed([&](char* to) { return put_guid(to, view(guid), true); }) == "1F678132-5938-4686-9FDC-C8FF68F15C85");
  for (const char* text : {"S-1-5-18", "S-1-5-21-1-22-333-4294967295", "S-1-0x123456789abc-7", "S-1-0"}) {
    const auto sid = parse_sid(text);
    if (!sid) continue;
    CHECK(printed([&](char* to) { return put_sid(to, view(*sid)); }) == sid_text(view(*sid)));
  }
  CHECK(printed([&](char* to) { return put_sid(to, view("\x01\x05zzzz")); }) == "");
  const std::string longest = std::string("\x01\x0f\0\0\0\0\0\x05", 8) + std::string(60, '\xff');
  CHECK(printed([&](char* to) { return put_sid(to, view(longest)); }).size() < kMostSidText);
  CHECK(printed([&](char* to) { return put_hex_bytes(to, view(std::string("\x00\xab\x0f", 3))); }) == "00AB0F");
}

TEST_CASE("times are printed as to_iso8601 does, whatever day comes after which") {
  TimePrinter printer;
  for (const char* text : {"2015-06-01T07:00:00Z", "2015-06-01T23:59:59.9999999Z", "2015-06-02T00:00:00Z",
                           "1601-01-01T00:00:00Z", "2015-06-01T12:34:56.7890123Z", "9999-12-31T23:59:59.9999999Z"}) {
    const FileTime time = *parse_iso8601(text);
    CHECK(printed([&](char* to) { return printer.put(to, time); }) == to_iso8601(time));
  }
  for (std::uint64_t ticks = 1; ticks != 0 && ticks < (std::uint64_t{1} << 63); ticks = ticks * 3 + 1) {
    CHECK(printed([&](char* to) { return printer.put(to, {ticks}); }) == to_iso8601({ticks}));
  }
  CHECK(printed([&](char* to) { return printer.put(to, {~std::uint64_t{0}}); }) == to_iso8601({~std::uint64_t{0}}));
}
