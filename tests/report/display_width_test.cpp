#include "report/display_width.h"

#include <doctest/doctest.h>

using doctor::char_width;
using doctor::display_width;

TEST_CASE("ASCII and Latin letters take one column") {
  CHECK(display_width("FE01.contoso.local") == 18);
  CHECK(display_width("Zürich") == 6);
  CHECK(display_width("") == 0);
}

TEST_CASE("East Asian wide characters and emoji take two columns") {
  CHECK(display_width("証明書") == 6);
  CHECK(display_width("한국") == 4);
  CHECK(display_width("ＡＢ") == 4);  // full width forms
  CHECK(char_width(0x1f600) == 2);
  CHECK(char_width(0x115f) == 2);
}

TEST_CASE("combining, joining and control characters take none") {
  CHECK(display_width("e\xcc\x81") == 1);  // e and U+0301
  CHECK(char_width(0x200b) == 0);
  CHECK(char_width(0x1160) == 0);
  CHECK(char_width(0x11ff) == 0);
  CHECK(char_width(0x1b) == 0);
  CHECK(char_width(0x9b) == 0);
}

TEST_CASE("the ends of the tables belong to them, their neighbours do not") {
  CHECK(char_width(0x2ff) == 1);
  CHECK(char_width(0x300) == 0);
  CHECK(char_width(0x36f) == 0);
  CHECK(char_width(0x370) == 1);
  CHECK(char_width(0x10ff) == 1);
  CHECK(char_width(0x1100) == 2);
  CHECK(char_width(0xe01ef) == 0);
  CHECK(char_width(0x10fffd) == 1);
}

TEST_CASE("a malformed byte counts as one character") {
  CHECK(display_width("a\xff\xfe") == 3);
}
