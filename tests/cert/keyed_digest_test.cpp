#include "cert/keyed_digest.h"

#include <doctest/doctest.h>

#include "base/text.h"

using namespace doctor;

namespace {

std::string hex(std::string_view key, std::string_view text) {
  const std::string digest = keyed_digest(as_bytes(key.data(), key.size()), text);
  return to_hex(as_bytes(digest.data(), digest.size()), false);
}

}  // namespace

TEST_CASE("HMAC-SHA256 as RFC 4231 has it") {
  CHECK(hex(std::string(20, '\x0b'), "Hi There") == "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  CHECK(hex("Jefe", "what do ya want for nothing?") ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  CHECK(hex(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First") ==
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST_CASE("no key and no text are a key and a text, too") {
  CHECK(hex("", "") == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
  CHECK(hex("", "a") != hex("", ""));  // not the key of last time
}
