#include "base/checksum.h"

#include <doctest/doctest.h>

#include <string>

using namespace doctor;

namespace {
std::uint32_t crc(std::string_view text) {
  return crc32(as_bytes(text.data(), text.size()));
}
}  // namespace

TEST_CASE("crc32 gives the published check values") {
  CHECK(crc("") == 0);
  CHECK(crc("a") == 0xe8b7be43);
  CHECK(crc("123456789") == 0xcbf43926);
  CHECK(crc("The quick brown fox jumps over the lazy dog") == 0x414fa339);
}

TEST_CASE("crc32 of a text in two pieces is that of the whole, at every cut") {
  const std::string text = "0123456789abcdefghijklmnopqrstuvwxyz";
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    const std::uint32_t first = crc32(as_bytes(text.data(), cut));
    CHECK(crc32(as_bytes(text.data() + cut, text.size() - cut), first) == crc(text));
  }
}

TEST_CASE("a fingerprint tells fields apart") {
  Fingerprint a, b, c;
  a.add_field("ab");
  a.add_field("c");
  b.add_field("a");
  b.add_field("bc");
  c.add_field("ab");
  c.add_field("c");
  CHECK(a.value() != b.value());
  CHECK(a.value() == c.value());
  Fingerprint known;
  known.add("a");
  CHECK(known.value() == 0xaf63dc4c8601ec8cULL);  // published FNV-1a vector
}
