#include "xml/encoding.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/text.h"
#include "support/xml_builder.h"

namespace doctor {
namespace {

using test::encode_xml;
using test::XmlEncoding;

ByteView view(const std::string& bytes) {
  return as_bytes(bytes.data(), bytes.size());
}

}  // namespace

TEST_CASE("the encoding is told by the byte order mark, else by where the zeros of ASCII lie") {
  const auto detected = [](XmlEncoding encoding) {
    const std::string bytes = encode_xml("<Events>", encoding);
    return xml::detect_encoding(view(bytes).first(4));
  };
  CHECK(detected(XmlEncoding::utf8).encoding == xml::Encoding::utf8);
  CHECK(detected(XmlEncoding::utf8_bom).bom_bytes == 3);
  CHECK(detected(XmlEncoding::utf16le).encoding == xml::Encoding::utf16le);
  CHECK(detected(XmlEncoding::utf16le).bom_bytes == 0);
  CHECK(detected(XmlEncoding::utf16le_bom).encoding == xml::Encoding::utf16le);
  CHECK(detected(XmlEncoding::utf16le_bom).bom_bytes == 2);
  CHECK(detected(XmlEncoding::utf16be).encoding == xml::Encoding::utf16be);
  CHECK(detected(XmlEncoding::utf16be_bom).bom_bytes == 2);
  CHECK(xml::detect_encoding(view(std::string("<\0", 2))).encoding == xml::Encoding::utf8);
  CHECK(xml::detect_encoding(view(std::string("\0\0\0\0", 4))).encoding == xml::Encoding::utf8);
  CHECK(xml::detect_encoding({}).bom_bytes == 0);
}

TEST_CASE("decoding in pieces gives the same text as decoding at once, and the size comes back exactly") {
  std::string text;
  for (int i = 0; i < 3000; ++i) text += "a\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80";  // one to four bytes each
  for (const auto& [how, encoding] :
       {std::pair{XmlEncoding::utf16le, xml::Encoding::utf16le},
        std::pair{XmlEncoding::utf16be, xml::Encoding::utf16be}, std::pair{XmlEncoding::utf8, xml::Encoding::utf8}}) {
    const std::string bytes = encode_xml(text, how);
    std::string whole, pieces;
    CHECK(xml::decode(encoding, view(bytes), true, whole) == bytes.size());
    std::size_t used = 0;
    while (used < bytes.size()) {
      const std::size_t n = std::min<std::size_t>(bytes.size() - used, 7);
      used += xml::decode(encoding, view(bytes).subspan(used, n), used + n == bytes.size(), pieces);
    }
    CHECK(whole == text);
    CHECK(pieces == text);
    CHECK(xml::encoded_size(encoding, text) == bytes.size());
  }
}

TEST_CASE("a lone surrogate becomes U+FFFD and still counts as two bytes") {
  const std::string bytes("a\0\x3d\xd8z\0", 6);
  std::string text;
  CHECK(xml::decode(xml::Encoding::utf16le, view(bytes), true, text) == 6);
  CHECK(text == "a\xEF\xBF\xBDz");
  CHECK(xml::encoded_size(xml::Encoding::utf16le, text) == 6);
}

TEST_CASE("half a unit or half a pair waits for the rest, but not at the end") {
  const std::string pair("\x3d\xd8\x00\xde", 4);
  std::string text;
  CHECK(xml::decode(xml::Encoding::utf16le, view(pair).first(3), false, text) == 0);
  CHECK(xml::decode(xml::Encoding::utf16le, view(pair), false, text) == 4);
  CHECK(text == "\xF0\x9F\x98\x80");
  CHECK(xml::decode(xml::Encoding::utf16le, view(pair).first(3), true, text) == 2);
}

TEST_CASE("clean text has no control characters, no malformed bytes and no references to them") {
  CHECK(xml::is_clean("tab\t and\r\n \xC3\xA4 &#233; &#x20AC; &amp; &#; &#x"));
  for (const std::string_view dirty :
       {std::string_view("a\x01"), std::string_view("a\0b", 3), std::string_view("\xff"), std::string_view("&#3;"),
        std::string_view("&#x0;"), std::string_view("&#xD800;"), std::string_view("&#99999999999;")}) {
    std::string out;
    CHECK_FALSE(xml::is_clean(dirty));
    CHECK(xml::append_clean(dirty, out) == 1);
    CHECK(out.find("\xEF\xBF\xBD") != std::string::npos);
    CHECK(xml::is_clean(out));
  }
}

TEST_CASE("cleaning keeps what is clean, a replacement character that was there included") {
  std::string out;
  CHECK(xml::append_clean("\xEF\xBF\xBD \xC3\xA4 &#233;", out) == 0);
  CHECK(out == "\xEF\xBF\xBD \xC3\xA4 &#233;");
}

}  // namespace doctor
