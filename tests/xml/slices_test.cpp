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

xml::SliceIndex slices_of(std::string bytes) {
  auto index = xml::find_slices(xml::Input(std::move(bytes)));
  REQUIRE(index.has_value());
  return std::move(*index);
}

}  // namespace

TEST_CASE("slices follow each other without gaps, are about a mebibyte and begin with an event") {
  for (const auto encoding : {test::XmlEncoding::utf8, test::XmlEncoding::utf8_bom, test::XmlEncoding::utf16le_bom,
                              test::XmlEncoding::utf16be}) {
    const std::string text = many_events(6 << 20);
    const std::string bytes = test::encode_xml(text, encoding);
    const xml::SliceIndex index = slices_of(bytes);
    CHECK(index.events == static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n')) - 2);
    std::uint64_t offset = index.encoding.bom_bytes;
    for (const xml::Slice& slice : index.slices) {
      CHECK(slice.offset == offset);
      CHECK(slice.size <= xml::kSliceBytes);
      offset += slice.size;
    }
    CHECK(offset == bytes.size());
    REQUIRE(index.slices.size() >= 6);
    CHECK(index.slices[1].line > 9'000);
  }
}

TEST_CASE("the line of a slice is that of its first character") {
  const xml::SliceIndex index = slices_of(many_events(3 << 20));
  const std::string text = many_events(3 << 20);
  for (const xml::Slice& slice : index.slices) {
    CHECK(slice.line == 1 + xml::count_lines(std::string_view(text).substr(0, static_cast<std::size_t>(slice.offset))));
  }
}

TEST_CASE("an event over the limit is a slice of its own") {
  const std::string big = "<Event>" + std::string(5 << 20, 'x') + "</Event>";
  const xml::SliceIndex index = slices_of("<Event/>" + big + big + "<Event/>");
  REQUIRE(index.slices.size() == 4);
  CHECK_FALSE(index.slices[0].too_long);
  CHECK(index.slices[1].too_long);
  CHECK(index.slices[1].size == big.size());
  CHECK(index.slices[2].size == big.size());
  CHECK(index.slices[3].size == 8);
  CHECK(index.events == 2);
}

TEST_CASE("an empty file has no slices, half a character at the end belongs to the last one") {
  CHECK(slices_of("").slices.empty());
  CHECK(slices_of("\xEF\xBB\xBF").slices.empty());
  const xml::SliceIndex half = slices_of(std::string("\xFF\xFE<\0E", 5));
  REQUIRE(half.slices.size() == 1);
  CHECK(half.slices[0].size == 3);
  const xml::SliceIndex only_half = slices_of("\xFF\xFE<");
  REQUIRE(only_half.slices.size() == 1);
  CHECK(only_half.slices[0].size == 1);
}

}  // namespace doctor
