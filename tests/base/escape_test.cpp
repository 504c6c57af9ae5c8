#include "base/escape.h"

#include <doctest/doctest.h>

#include <memory>
#include <random>
#include <string>

#include "base/text.h"

using namespace doctor;

namespace {

constexpr Escape kPlaces[] = {Escape::xml_text, Escape::xml_attribute, Escape::json};

/// From exactly as many bytes as there are, so that a sanitizer sees one too many; `behind`: readable bytes behind the text.
std::string escaped(const std::string& utf16, Escape place, std::size_t behind = 0) {
  const std::size_t size = utf16.size();
  const std::unique_ptr<std::byte[]> bytes(new std::byte[size + behind + 1]);
  std::memcpy(bytes.get(), utf16.data(), size);
  std::memset(bytes.get() + size, 0xff, behind);
  const std::unique_ptr<char[]> out(new char[escaped_room(size / 2)]);
  char* const end = put_escaped(out.get(), {bytes.get(), size}, place, bytes.get() + size + behind);
  return std::string(out.get(), end);
}

std::string plainly(const std::string& utf16, Escape place) {
  std::string out(escaped_room(utf16.size() / 2), '\0');
  out.resize(static_cast<std::size_t>(put_escaped_plainly(out.data(), as_bytes(utf16.data(), utf16.size()), place) -
                                      out.data()));
  return out;
}

std::string from_utf8(std::string_view text, Escape place) {
  std::string out(escaped_room(text.size()), '\0');
  out.resize(static_cast<std::size_t>(put_escaped(out.data(), text, place) - out.data()));
  return out;
}

}  // namespace

TEST_CASE("what a place cannot hold is escaped there, and only there") {
  const std::string text = to_utf16le("a<b>&'\"\\z");
  CHECK(escaped(text, Escape::xml_text) == "a&lt;b&gt;&amp;'\"\\z");
  CHECK(escaped(text, Escape::xml_attribute) == "a&lt;b&gt;&amp;&apos;\"\\z");
  CHECK(escaped(text, Escape::json) == "a<b>&'\\\"\\\\z");
}

TEST_CASE("nothing that a terminal would obey comes through") {
  const std::string text = to_utf16le("\t\n\r\x1b[31m\x7f\xc2\x9b\xc2\x85.");
  CHECK(escaped(text, Escape::json) == "\\t\\n\\r\\u001b[31m\\u007f\\u009b\\u0085.");
  CHECK(escaped(text, Escape::xml_text) == "\t\n&#13;\xef\xbf\xbd[31m&#127;&#155;&#133;.");
  CHECK(escaped(text, Escape::xml_attribute) == "&#9;&#10;&#13;\xef\xbf\xbd[31m&#127;&#155;&#133;.");
  CHECK(escaped(std::string(2, '\0'), Escape::json) == "\\u0000");
  CHECK(escaped(std::string(2, '\0'), Escape::xml_text) == "\xef\xbf\xbd");
}

TEST_CASE("text beyond ASCII is UTF-8; what is no text is U+FFFD") {
  const std::string text = "M\xc3\xbcnchen \xe2\x82\xac \xf0\x9f\x94\x92";
  for (const Escape place : kPlaces) CHECK(escaped(to_utf16le(text), place) == text);
  CHECK(escaped(std::string("a\0\x00\xd8z\0", 6), Escape::json) == "a\xef\xbf\xbdz");
  CHECK(escaped(std::string("\x00\xdcz\0", 4), Escape::json) == "\xef\xbf\xbdz");
  CHECK(escaped(std::string("a\0x", 3), Escape::json) == "a");  // half a unit
  CHECK(escaped(std::string("\xff\xff", 2), Escape::xml_text) == "\xef\xbf\xbd");
  CHECK(escaped(std::string("\xff\xff", 2), Escape::json) == "\xef\xbf\xbf");
  CHECK(from_utf8("a\xff<", Escape::xml_text) == "a\xef\xbf\xbd&lt;");
}

TEST_CASE("the quick way and the plain way agree, at every length and place") {
  std::mt19937 random(20261125);
  const std::string alphabet = "abcdefgh 0123<>&'\"\\\x01\x7f\n";
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    const std::size_t units = random() % 70;
    const bool plain = random() % 4 == 0;
    for (std::size_t i = 0; i < units; ++i) {
      const auto kind = plain ? 0 : random() % 40;
      const char16_t unit = kind < 36   ? static_cast<char16_t>(alphabet[random() % (plain ? 8 : alphabet.size())])
                            : kind < 38 ? static_cast<char16_t>(random() % 0x10000)
                                        : static_cast<char16_t>(0xd800 + random() % 0x800);
      text += static_cast<char>(unit & 0xff);
      text += static_cast<char>(unit >> 8);
    }
    for (const Escape place : kPlaces) {
      const std::string expected = plainly(text, place);
      REQUIRE(escaped(text, place) == expected);
      REQUIRE(escaped(text, place, 40) == expected);
    }
  }
}

TEST_CASE("the same text says the same from UTF-16 and from UTF-8") {
  const std::string text = "x\tM\xc3\xbc<&>'\"\\ \xf0\x9f\x94\x92\x1b";
  for (const Escape place : kPlaces) CHECK(from_utf8(text, place) == escaped(to_utf16le(text), place));
}
