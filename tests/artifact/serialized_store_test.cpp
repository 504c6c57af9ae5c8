#include "artifact/serialized_store.h"

#include <doctest/doctest.h>

#include "base/text.h"
#include "kit.h"

namespace doctor {
namespace {

std::string u32(std::uint32_t n) {
  std::string out;
  for (int i = 0; i < 4; ++i) out += static_cast<char>(n >> (8 * i) & 0xff);
  return out;
}

std::string property(std::uint32_t id, const std::string& bytes) {
  return u32(id) + u32(1) + u32(static_cast<std::uint32_t>(bytes.size())) + bytes;
}

}  // namespace

TEST_CASE("the object among the properties is found") {
  const std::string blob = property(3, "thumb") + property(0x20, "DER");
  const auto element = read_serialized_element(test::view(blob));
  REQUIRE(element.has_value());
  CHECK(element->kind == SerializedElement::Kind::certificate);
  CHECK(std::string(reinterpret_cast<const char*>(element->der.data()), element->der.size()) == "DER");
  CHECK_FALSE(element->key_spec.has_value());
  CHECK(read_serialized_element(test::view(property(0x21, "x")))->kind == SerializedElement::Kind::crl);
  CHECK(read_serialized_element(test::view(property(0x22, "x")))->kind == SerializedElement::Kind::ctl);
}

TEST_CASE("the provider of the private key is read") {
  const std::string container = to_utf16le(std::string("le-Web\0", 7)),
                    provider = to_utf16le(std::string("Software KSP\0", 13));
  const auto size = static_cast<std::uint32_t>(container.size());
  const std::string info =
      u32(28) + u32(28 + size) + u32(1) + u32(0x20) + u32(0) + u32(0) + u32(2) + container + provider;
  const std::string blob = property(2, info) + property(0x20, "DER");
  const auto element = read_serialized_element(test::view(blob));
  REQUIRE(element.has_value());
  CHECK(element->key_container == "le-Web");
  CHECK(element->key_provider == "Software KSP");
  CHECK(element->key_spec == 2u);
}

TEST_CASE("places that lie outside the property are no texts") {
  const std::string info = u32(999) + u32(0xffffffff) + u32(1) + u32(0) + u32(0) + u32(0) + u32(1);
  const std::string blob = property(2, info) + property(0x20, "DER");
  const auto element = read_serialized_element(test::view(blob));
  REQUIRE(element.has_value());
  CHECK(element->key_container.empty());
  CHECK(element->key_provider.empty());
}

TEST_CASE("cut or without an object it is nothing") {
  const std::string blob = property(3, "thumb") + property(0x20, "DER");
  for (std::size_t n = 0; n < blob.size(); ++n)
    CHECK_FALSE(read_serialized_element(test::view(blob).first(n)).has_value());
}

}  // namespace doctor
