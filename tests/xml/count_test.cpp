#include "xml/count.h"

#include <doctest/doctest.h>

#include <random>
#include <string>

namespace doctor {

TEST_CASE("lines, units and plain characters are counted") {
  CHECK(xml::count_lines("a\n\nb\n") == 3);
  CHECK(xml::count_units("a\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80") == 5);
  CHECK(xml::plain_prefix("plain \t\r\n~") == 10);
  CHECK(xml::plain_prefix("plain & not") == 6);
  CHECK(xml::plain_prefix("0123456789abcdef0123\x7f\xC3") == 21);
  CHECK(xml::plain_prefix(std::string(40, 'x') + '\0') == 40);
}

TEST_CASE("sixteen at a time counts like one at a time") {
  std::mt19937 random(1);
  for (int round = 0; round < 3000; ++round) {
    std::string text(random() % (round % 50 == 0 ? 9000 : 70), ' ');
    const bool dense = round % 3 == 0;
    for (char& c : text)
      c = dense ? static_cast<char>(random()) : random() % 40 == 0 ? "\n&\x80\xf0\t\x1f\xbf\xef"[random() % 8] : 'x';
    if (round % 7 == 0) text.assign(text.size(), "\n\xf1"[round % 2]);
    CHECK(xml::count_lines(text) == xml::count_lines_plainly(text));
    CHECK(xml::count_units(text) == xml::count_units_plainly(text));
    CHECK(xml::plain_prefix(text) == xml::plain_prefix_plainly(text));
  }
}

}  // namespace doctor
