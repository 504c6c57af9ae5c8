#include "base/ids.h"

#include <doctest/doctest.h>

using namespace doctor;

namespace {
ByteView view(const std::string& s) {
  return as_bytes(s.data(), s.size());
}
}  // namespace

TEST_CASE("a GUID is printed as Event Viewer does and read back") {
  const std::string text = "{555908d1-a6d7-4695-8e1e-26931d2012f4}";
  const auto bytes = parse_guid(text);
  REQUIRE(bytes);
  CHECK(bytes->substr(0, 4) == std::string("\xd1\x08\x59\x55", 4));
  CHECK(guid_text(view(*bytes)) == text);
  CHECK(parse_guid("555908D1-A6D7-4695-8E1E-26931D2012F4") == bytes);
}

TEST_CASE("what is no GUID is refused") {
  CHECK(guid_text(view("short")).empty());
  CHECK_FALSE(parse_guid("{555908d1-a6d7-4695-8e1e-26931d2012f}"));
  CHECK_FALSE(parse_guid("{555908d1xa6d7-4695-8e1e-26931d2012f4}"));
  CHECK_FALSE(parse_guid("{555908d1-a6d7-4695-8e1e-26931d2012fg}"));
  CHECK_FALSE(parse_guid(""));
}

TEST_CASE("SIDs are printed and read back") {
  for (const char* text :
       {"S-1-5-18", "S-1-5-21-1004336348-1177238915-682003330-512", "S-1-0", "S-1-16-12288", "S-1-0x100000000-7"}) {
    CAPTURE(text);
    const auto bytes = parse_sid(text);
    REQUIRE(bytes);
    CHECK(sid_text(view(*bytes)) == text);
  }
  CHECK(sid_text(view(std::string("\x01\x01\x00\x00\x00\x00\x00\x05\x12\x00\x00\x00", 12))) == "S-1-5-18");
}

TEST_CASE("a cut or lying SID is no SID") {
  const std::string local_system("\x01\x01\x00\x00\x00\x00\x00\x05\x12\x00\x00\x00", 12);
  for (std::size_t n = 0; n < local_system.size(); ++n) CHECK(sid_text(view(local_system.substr(0, n))).empty());
  std::string lying = local_system;
  lying[1] = '\x10';
  CHECK(sid_text(view(lying)).empty());
  CHECK(sid_text(view(local_system + "tail")) == "S-1-5-18");
  CHECK_FALSE(parse_sid("S-1"));
  CHECK_FALSE(parse_sid("X-1-5-18"));
  CHECK_FALSE(parse_sid("S-1-5-18-"));
  CHECK_FALSE(parse_sid("S-1-5-4294967296"));
}
