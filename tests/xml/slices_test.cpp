#include "xml/slices.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "support/xml_builder.h"
#include "xml/limits.h"

namespace doctor {
namespace {

std::string many_events(std::size_t bytes) {
  std::string text = "<Events>\n";
  while (text.size() < bytes) text += "<Event><System><EventID>1</EventID></System></Event>\n";
  return text + "</Events>\n";
}

xml::Slicing slicing_of(std::string bytes, std::size_t slice_bytes = xml::kSliceBytes) {
  auto slicing = xml::slice_up(xml::Input(std::move(bytes)), slice_bytes);
  REQUIRE(slicing.has_value());
  return *slicing;
}

}  // namespace

TEST_CASE("the stretches follow each other without gaps from behind the byte order mark to the end") {
  for (const auto encoding : {test::XmlEncoding::utf8, test::XmlEncoding::utf8_bom, test::XmlEncoding::utf16le_bom,
                              test::XmlEncoding::utf16be}) {
    const std::string bytes = test::encode_xml(many_events(3 << 20), encoding);
    const xml::Slicing slicing = slicing_of(bytes);
    CHECK(slicing.has_event);
    std::uint64_t offset = slicing.encoding.bom_bytes;
    for (std::size_t i = 0; i < slicing.count(); ++i) {
      CHECK(slicing.begin_of(i) == offset);
      CHECK(slicing.end_of(i) - slicing.begin_of(i) <= xml::kSliceBytes);
      offset = slicing.end_of(i);
    }
    CHECK(offset == bytes.size());
    CHECK(slicing.count() >= 6);
  }
}

TEST_CASE("an event is looked for until one is found, however far") {
  CHECK(slicing_of("<Event/>").has_event);
  CHECK(slicing_of(std::string(6 << 20, '\n') + "<Event/>").has_event);
  CHECK_FALSE(slicing_of(std::string(6 << 20, '\n') + "<Event").has_event);
  CHECK_FALSE(slicing_of("<Event>" + std::string(3 << 20, 'x') + "</Event>").has_event);
}

TEST_CASE("an empty file has no slices, half a character at the end is one") {
  CHECK(slicing_of("").count() == 0);
  CHECK(slicing_of("\xEF\xBB\xBF").count() == 0);
  CHECK(slicing_of(std::string("\xFF\xFE<\0E", 5)).count() == 1);
  CHECK(slicing_of(std::string("\xFF\xFE<\0E", 5), 2).count() == 2);
  CHECK(slicing_of("\xFF\xFE<").count() == 1);
}

}  // namespace doctor
