#include "artifact/text_input.h"

#include <doctest/doctest.h>

#include <vector>

#include "base/text.h"
#include "kit.h"

namespace doctor {
namespace {

struct Lines {
  std::vector<std::string> texts;
  std::uint64_t bytes = 0;
  bool ended = true;
};

Lines lines_of(const std::string& bytes) {
  TextLines lines(test::view(bytes));
  Lines all;
  all.bytes = lines.bom_bytes();
  while (lines.next()) {
    CHECK(lines.offset() == all.bytes);
    CHECK(lines.line() == all.texts.size() + 1);
    all.texts.emplace_back(lines.text());
    all.bytes += lines.size();
    all.ended = lines.ended();
  }
  CHECK(all.bytes == bytes.size());
  return all;
}

const std::string kText = "one\r\n\r\ntw\xC3\xB6 \xF0\x9F\x98\x80\nthree";
const std::vector<std::string> kExpected = {"one", "", "tw\xC3\xB6 \xF0\x9F\x98\x80", "three"};

std::string swapped(std::string bytes) {
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) std::swap(bytes[i], bytes[i + 1]);
  return bytes;
}

}  // namespace

TEST_CASE("the same lines come out of every encoding, and every byte belongs to one") {
  CHECK(lines_of(kText).texts == kExpected);
  CHECK(lines_of("\xEF\xBB\xBF" + kText).texts == kExpected);
  CHECK(lines_of(test::utf16(kText)).texts == kExpected);
  CHECK(lines_of(to_utf16le(kText)).texts == kExpected);
  CHECK(lines_of(swapped(test::utf16(kText))).texts == kExpected);
  CHECK(lines_of(swapped(to_utf16le(kText))).texts == kExpected);
  CHECK(lines_of("").texts.empty());
}

TEST_CASE("a line that is no UTF-8 is read as Windows-1252, and only that line") {
  const Lines lines = lines_of("\xC3\xB6\n\xF6\x80\x81\n\xC3\xB6\n");
  CHECK(lines.texts == std::vector<std::string>{"\xC3\xB6", "\xC3\xB6\xE2\x82\xAC\xEF\xBF\xBD", "\xC3\xB6"});
}

TEST_CASE("the last line tells whether it was ended") {
  CHECK(lines_of("a\n").ended);
  CHECK_FALSE(lines_of("a\nb").ended);
  CHECK(lines_of(test::utf16("a\r\n")).ended);
  CHECK_FALSE(lines_of(test::utf16("a\r\n") + "x").ended);
}

TEST_CASE("a line can be read again") {
  const std::string text = "a\nb\n";
  TextLines lines(test::view(text));
  REQUIRE(lines.next());
  lines.again();
  REQUIRE(lines.next());
  CHECK(lines.text() == "a");
  REQUIRE(lines.next());
  CHECK(lines.text() == "b");
  CHECK_FALSE(lines.next());
}

TEST_CASE("a line that is too long is passed over, the next one is read") {
  const std::string text =
      std::string(TextLines::kLongestLine - 1, 'x') + "\n" + std::string(TextLines::kLongestLine, 'y') + "\nz\n";
  TextLines lines(test::view(text));
  REQUIRE(lines.next());
  CHECK_FALSE(lines.too_long());
  CHECK(lines.text().size() == TextLines::kLongestLine - 1);
  REQUIRE(lines.next());
  CHECK(lines.too_long());
  CHECK(lines.text().empty());
  REQUIRE(lines.next());
  CHECK(lines.text() == "z");
}

}  // namespace doctor
