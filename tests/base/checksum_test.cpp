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

TEST_CASE("hash64 gives the published values of XXH64") {
  const auto hash = [](std::string_view text) { return hash64(as_bytes(text.data(), text.size())); };
  CHECK(hash("") == 0xef46db3751d8e999);
  CHECK(hash("a") == 0xd24ec4f1a98c6e5b);
  CHECK(hash("abc") == 0x44bc2cf5ad770999);
  CHECK(hash("Nobody inspects the spammish repetition") == 0xfbcea83c8a378bf1);
}

TEST_CASE("hash64 sees every bit, at every length") {
  std::string text;
  for (std::size_t length = 1; length <= 100; ++length) {
    text += static_cast<char>(length * 37);
    const std::uint64_t before = hash64(as_bytes(text.data(), length));
    CHECK(hash64(as_bytes(text.data(), length - 1)) != before);
    for (std::size_t bit = 0; bit < 8 * length; ++bit) {
      std::string other = text;
      other[bit / 8] = static_cast<char>(other[bit / 8] ^ (1 << bit % 8));
      if (hash64(as_bytes(other.data(), length)) == before) FAIL("bit " << bit << " of " << length << " bytes");
    }
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

TEST_CASE("the library behind the checksum says its version") {
  const std::string text(checksum_library());
  CHECK(text.starts_with("libdeflate "));
  CHECK(text.find_first_of("0123456789", 11) == 11);
}
