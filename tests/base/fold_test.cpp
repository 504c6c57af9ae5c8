#include <doctest/doctest.h>

#include "base/text.h"

using namespace doctor;

TEST_CASE("letters of all scripts are folded, one by one") {
  CHECK(equals_ignore_case("ΑΘΉΝΑΣ", "αθήνας"));  // the final sigma, too
  CHECK(equals_ignore_case("ҐӨѢ", "ґөѣ"));
  CHECK(equals_ignore_case("ŸȘẾẞ", "ÿșếß"));
  CHECK(equals_ignore_case("ＦＵＬＬ Ա Ⴀ 𐐀", "ｆｕｌｌ ա ⴀ 𐐨"));
  CHECK(equals_ignore_case("K", "\xe2\x84\xaa"));    // the sign for Kelvin
  CHECK_FALSE(equals_ignore_case("I", "\xc4\xb1"));  // the dotless i is a letter of its own
  CHECK_FALSE(equals_ignore_case("\xc4\xb0", "i"));  // and so is its capital with a dot
  CHECK(fold(U'\u00d7') == U'\u00d7');               // the multiplication sign has no case
  CHECK(fold(U'\U0010ffff') == U'\U0010ffff');
}

TEST_CASE("folding twice is folding once, and keeps the number of characters") {
  for (char32_t c = 0; c <= 0x1ffff; ++c) {
    if (c >= 0xd800 && c <= 0xdfff) continue;
    const char32_t once = fold(c);
    REQUIRE(fold(once) == once);
    REQUIRE((once < 0xd800 || once > 0xdfff));
  }
}
