#include "base/text_buffer.h"

#include <doctest/doctest.h>

#include <string>

using namespace doctor;

TEST_CASE("text is appended piece by piece, and memory is kept when it is cleared") {
  TextBuffer b;
  CHECK(b.empty());
  CHECK(b.back() == '\0');
  std::string expected;
  for (int i = 0; i < 1000; ++i) {
    const std::string piece = std::to_string(i) + ",";
    b += piece;
    expected += piece;
    char* to = b.reserve(3);
    *to++ = 'x';
    b.finish(to);
    expected += 'x';
  }
  CHECK(b.view() == expected);
  b.shorten(5);
  CHECK(b.view() == expected.substr(0, 5));
  b.shorten(500);
  CHECK(b.size() == 5);
  const char* memory = b.view().data();
  b.clear();
  b += "again";
  CHECK(b.view().data() == memory);
  TextBuffer other;
  other += 'z';
  b.swap(other);
  CHECK(b.view() == "z");
  CHECK(other.view() == "again");
  TextBuffer moved = std::move(other);
  CHECK(moved.view() == "again");
}
