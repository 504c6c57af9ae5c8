#include "report/wrap.h"

#include <doctest/doctest.h>

#include "base/text.h"
#include "report/display_width.h"
#include "report/sample_report.h"

using namespace doctor;

TEST_CASE("lines are broken at blanks and runs of blanks become one") {
  CHECK(wrap("one two   three four", 9, 0) == "one two\nthree\nfour");
  CHECK(wrap("  leading and trailing  ", 80, 0) == "leading and trailing");
}

TEST_CASE("a line may be exactly as wide as allowed") {
  CHECK(wrap("1234 6789", 9, 0) == "1234 6789");
  CHECK(wrap("1234 67890", 9, 0) == "1234\n67890");
}

TEST_CASE("every line is indented, empty ones are not") {
  CHECK(wrap("one two three", 11, 2) == "  one two\n  three");
  CHECK(wrap("a\n\nb", 20, 2) == "  a\n\n  b");
  CHECK(wrap("", 20, 4).empty());
}

TEST_CASE("wide characters count two columns and may be broken between") {
  CHECK(wrap("証明書の有効期限", 8, 0) == "証明書の\n有効期限");
  CHECK(wrap("CA証明書", 8, 0) == "CA証明書");
  CHECK(wrap("abc CA証明書", 8, 0) == "abc CA証\n明書");
}

TEST_CASE("combining characters count nothing and stay with their letter") {
  const std::string word =
      "e\xcc\x81"
      "e\xcc\x81"
      "e\xcc\x81"
      "e\xcc\x81"
      "e\xcc\x81"
      "e\xcc\x81"
      "e\xcc\x81"
      "e\xcc\x81";
  CHECK(wrap(word, 8, 0) == word);
  CHECK(wrap(word + "e\xcc\x81", 8, 0) == word + "\ne\xcc\x81");
}

TEST_CASE("a word longer than a line is cut between code points") {
  CHECK(wrap("see 12345678901234567890 end", 10, 0) == "see\n1234567890\n1234567890\nend");
  const std::string umlauts = "ÄÖÜÄÖÜÄÖÜÄÖÜ";
  CHECK(wrap(umlauts, 8, 0) == "ÄÖÜÄÖÜÄÖ\nÜÄÖÜ");
}

TEST_CASE("code between back quotes and addresses stay whole however long") {
  CHECK(wrap("run `certutil -v -store My` now", 12, 0) == "run\n`certutil -v -store My`\nnow");
  CHECK(wrap("see https://learn.microsoft.com/x now", 12, 0) == "see\nhttps://learn.microsoft.com/x\nnow");
}

TEST_CASE("a back quote without its partner is a character like others") {
  CHECK(wrap("it `is so plain", 8, 0) == "it `is\nso plain");
  CHECK(wrap("`", 8, 0) == "`");
}

TEST_CASE("the text gets eight columns even if the indent eats the width") {
  CHECK(wrap("12345678 1", 4, 10) == "          12345678\n          1");
  CHECK(wrap("12345678 1", 0, 0) == "12345678\n1");
}

TEST_CASE("no width makes a line too wide, cuts a code point or loses a character") {
  const std::string text =
      "The chain of 証明書 ＦＥ０１ ends at Zürich's e\xcc\x81 CA \xf0\x9f\x98\x80 0123456789012345678901234567890";
  const auto without_white_space = [](std::string s) {
    std::erase_if(s, [](char c) { return c == ' ' || c == '\n'; });
    return s;
  };
  for (unsigned width = 8; width < 100; ++width) {
    for (const unsigned indent : {0u, 3u}) {
      const std::string wrapped = wrap(text, width + indent, indent);
      CHECK(is_utf8(wrapped));
      CHECK(without_white_space(wrapped) == without_white_space(text));
      for (const std::string& line : test::lines_of(wrapped)) CHECK(display_width(line) <= width + indent);
    }
  }
}

TEST_CASE("malformed bytes pass unchanged") {
  CHECK(wrap("a \xff\xfe b", 20, 0) == "a \xff\xfe b");
}
