#include "cert/serialized.h"

#include <doctest/doctest.h>

#include "cert/make_certs.h"

namespace doctor {

TEST_CASE("a property is header and value, what follows stays") {
  const auto bytes = test::to_bytes(test::stored_property_bytes(3, test::to_bytes("hash")) + "next");
  const auto property = stored_property(bytes);
  REQUIRE(property);
  CHECK(property->id == 3);
  CHECK(property->value.size() == 4);
  CHECK(property->size == bytes.size() - 4);
}

TEST_CASE("what is no property is refused") {
  const auto good = test::to_bytes(test::stored_property_bytes(0x20, test::to_bytes("value")));
  CHECK(stored_property(good));
  for (std::size_t n = 0; n < good.size(); ++n) CHECK_FALSE(stored_property(ByteView(good).first(n)));
  for (const std::size_t at : {2UL, 4UL, 8UL}) {  // id beyond 16 bits, encoding 3, a longer length
    auto bad = good;
    bad[at] = static_cast<std::byte>(static_cast<unsigned>(bad[at]) + 2);
    CHECK_FALSE(stored_property(bad));
  }
  CHECK_FALSE(stored_property(test::to_bytes(test::stored_property_bytes(0, {}))));
}

TEST_CASE("a store file says so") {
  CHECK(begins_store_file(test::to_bytes(std::string("\0\0\0\0CERT...", 11))));
  CHECK_FALSE(begins_store_file(test::to_bytes(std::string("\0\0\0\0CER", 7))));
  CHECK_FALSE(begins_store_file({}));
}

}  // namespace doctor
