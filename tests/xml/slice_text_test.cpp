#include "xml/slice_text.h"

#include <doctest/doctest.h>

#include "support/xml_builder.h"

namespace doctor {
namespace {

xml::Slicing slicing_of(const xml::Input& input, std::size_t slice_bytes) {
  auto slicing = xml::slice_up(input, slice_bytes);
  REQUIRE(slicing.has_value());
  return *slicing;
}

}  // namespace

TEST_CASE("a slice has the pieces that begin in its stretch, whole") {
  const xml::Input input(std::string("<Event>1</Event>\n<Event>2</Event>\n<Event>3</Event>"));
  const xml::Slicing slicing = slicing_of(input, 20);
  REQUIRE(slicing.count() == 3);
  xml::SliceText text;
  text.load(input, slicing, 0);
  const xml::Start second = text.split({0, 1});
  REQUIRE(text.pieces().size() == 3);
  CHECK(second == xml::Start{33, 2});
  text.load(input, slicing, 1);
  const xml::Start third = text.split(second);
  REQUIRE(text.pieces().size() == 2);
  const std::span<char> event = text.text(text.pieces()[1]);
  CHECK(std::string_view(event.data(), event.size()) == "<Event>3</Event>");
  CHECK(third == xml::Start{50, 3});
  text.load(input, slicing, 2);
  CHECK(text.split(third) == third);
  CHECK(text.pieces().empty());
}

TEST_CASE("bytes of the file and places in the text fit together, whatever the characters are") {
  const std::string event = "<Event>\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80</Event>", plain = "<Event>aaaa</Event>";
  for (const std::string& one : {event, plain}) {
    const std::string bytes = test::encode_xml(one + one, test::XmlEncoding::utf16be);
    const xml::Input input(bytes);
    const xml::Slicing slicing = slicing_of(input, 18);  // inside of the pair
    xml::SliceText text;
    text.load(input, slicing, 0);
    const xml::Start next = text.split({0, 1});
    REQUIRE(text.pieces().size() == 1);
    CHECK(text.bytes(text.pieces()[0]) == bytes.size() / 2);
    CHECK(next.offset == bytes.size() / 2);
    text.load(input, slicing, 2);
    CHECK(text.split(next).offset == bytes.size());
    REQUIRE(text.pieces().size() == 1);
    const std::span<char> second = text.text(text.pieces()[0]);
    CHECK(std::string_view(second.data(), second.size()) == one);
  }
}

TEST_CASE("what is missing at the end belongs to the last slice") {
  const xml::Input input(std::string("\xFF\xFE<\0E", 5));
  const xml::Slicing slicing = slicing_of(input, 2);
  xml::SliceText text;
  text.load(input, slicing, 1);
  CHECK(text.split({4, 1}) == xml::Start{5, 1});
  CHECK(text.unread() == 1);
}

}  // namespace doctor
