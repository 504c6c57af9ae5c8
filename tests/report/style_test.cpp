#include "report/style.h"

#include <doctest/doctest.h>

using namespace doctor;

TEST_CASE("ink becomes an ANSI sequence only if colours are asked for") {
  const Line line = Line("it is ").add("critical", Ink::red);
  CHECK(inked(line.marked(), false) == "it is critical");
  CHECK(inked(line.marked(), true) == "it is \x1b[1;38;5;197mcritical\x1b[0m");
}

TEST_CASE("every ink has its own sequence and plain has none") {
  CHECK(inked(Line("x").marked(), true) == "x");
  CHECK(inked(Line("x", Ink::bold).marked(), true) == "\x1b[1mx\x1b[0m");
  CHECK(inked(Line("x", Ink::muted).marked(), true) == "\x1b[2mx\x1b[0m");
  CHECK(inked(Line("x", Ink::blue).marked(), true) == "\x1b[38;5;33mx\x1b[0m");
  CHECK(inked(Line("x", Ink::orange).marked(), true) == "\x1b[38;5;172mx\x1b[0m");
}

TEST_CASE("a text cannot bring marks or escape sequences of its own") {
  const Line line(
      "a\x1b[31m\x02\x06\x0f"
      "b");
  CHECK(inked(line.marked(), true) ==
        "a\\x1b[31m\\x02\\x06\\x0f"
        "b");
}

TEST_CASE("white space of all kinds becomes a blank") {
  CHECK(Line("a\nb\tc\rd").marked() == "a b c d");
}

TEST_CASE("an empty piece leaves no marks") {
  CHECK(Line("", Ink::red).marked().empty());
}

TEST_CASE("an ink that goes over the end of a line begins anew on the next") {
  const std::vector<std::string> lines = closed_lines(Line("a").add("b", Ink::red).marked() + "\n" + Line("c").marked());
  REQUIRE(lines.size() == 2);
  std::string split = Line("bd", Ink::red).marked();
  split.insert(split.find('d'), "\n");
  const std::vector<std::string> halves = closed_lines(split);
  REQUIRE(halves.size() == 2);
  CHECK(halves[0] == Line("b", Ink::red).marked());
  CHECK(halves[1] == Line("d", Ink::red).marked());
  CHECK(closed_lines("").size() == 1);
}

TEST_CASE("the severities that need hands today are red") {
  CHECK(ink_of_severity("critical") == Ink::red);
  CHECK(ink_of_severity("high") == Ink::red);
  CHECK(ink_of_severity("medium") == Ink::orange);
  CHECK(ink_of_severity("low") == Ink::blue);
  CHECK(ink_of_severity("info") == Ink::blue);
}
