#include <doctest/doctest.h>

#include "base/text.h"
#include "evtx/copying.h"
#include "evtx/element_copier.h"

using namespace doctor;
using namespace doctor::evtx;
using namespace doctor::test;

namespace {

/// Bytes of a chunk in which element() finds an element at kAt.
class Tokens {
 public:
  static constexpr std::size_t kAt = 512;

  Tokens() : bytes_(kAt, '\0') {}
  Tokens& number(std::uint64_t n, std::size_t width) {
    bytes_.append(reinterpret_cast<const char*>(&n), width);
    return *this;
  }
  Tokens& name(const std::string& utf8) {
    const std::string utf16 = to_utf16le(utf8);
    number(bytes_.size() + 4, 4).number(0, 4).number(0, 2).number(utf16.size() / 2, 2);
    bytes_ += utf16;
    return number(0, 2);
  }
  Tokens& open(const std::string& utf8, bool attributes = false) {
    number(attributes ? 0x41 : 0x01, 1).number(0, 4).name(utf8);
    return attributes ? number(0, 4) : *this;
  }
  Tokens& text(const std::string& utf8, bool more = false) {
    const std::string utf16 = to_utf16le(utf8);
    number(more ? 0x45 : 0x05, 1).number(1, 1).number(utf16.size() / 2, 2);
    bytes_ += utf16;
    return *this;
  }
  Tokens& token(std::uint8_t code) { return number(code, 1); }
  ByteView view() const { return as_bytes(bytes_.data(), bytes_.size()); }
  std::size_t size() const { return bytes_.size(); }

 private:
  std::string bytes_;
};

struct Copied {
  ElementCopier::Copied result;
  PortableXml xml;
};

Copied copy(const Tokens& tokens, TextEditor* editor = nullptr, FieldPlaces* places = nullptr,
            std::size_t limit = 65536) {
  Budget budget;
  ElementCopier copier(budget, editor);
  copier.begin(tokens.view());
  Copied out;
  out.result = copier.element(Tokens::kAt, limit, BinXmlCompiler::Layout::without_dependency, out.xml, places);
  return out;
}

}  // namespace

TEST_CASE("an element is copied to its end, and no further") {
  Tokens tokens;
  tokens.open("a").token(0x02).open("b").token(0x03).text("t").token(0x04);
  const std::size_t end = tokens.size();
  tokens.token(0x00).text("behind");
  const Copied copied = copy(tokens);
  CHECK(copied.result.whole);
  CHECK(copied.result.end == end);
  CHECK(copied.xml.stretches() == 2);
  CHECK(copied.xml.bytes().find(to_utf16le("behind")) == std::string_view::npos);
}

TEST_CASE("one that breaks off is closed, wherever it does") {
  Tokens tokens;
  tokens.open("a", true).token(0x46).name("x").text("1").token(0x06).name("y").text("2").token(0x02);
  tokens.open("b").token(0x02).text("t").token(0x04).token(0x04);
  REQUIRE(copy(tokens).result.whole);
  for (std::size_t limit = Tokens::kAt; limit < tokens.size(); ++limit) {
    CAPTURE(limit);
    const Copied copied = copy(tokens, nullptr, nullptr, limit);
    CHECK_FALSE(copied.result.whole);
    CHECK(copied.result.end <= limit);
    std::size_t begun = 0, ended = 0;
    for (const auto& piece : copied.xml.pieces()) {
      begun += piece.kind == PortableXml::Piece::Kind::size ? 1 : 0;
      ended += piece.kind == PortableXml::Piece::Kind::end ? 1 : 0;
    }
    CHECK(begun == ended);
    CHECK(copied.result.anything == (begun > 0));
  }
}

TEST_CASE("what is no element, or nests deeper than any, is not followed") {
  CHECK_FALSE(copy(Tokens().text("t")).result.anything);
  CHECK_FALSE(copy(Tokens().token(0x01).number(0, 4).number(0xffffff, 4)).result.anything);
  Tokens deep;
  for (unsigned i = 0; i < kMaxDepth + 5; ++i) deep.open("a").token(0x02);
  const Copied copied = copy(deep);
  CHECK_FALSE(copied.result.whole);
  CHECK(copied.xml.stretches() == kMaxDepth);
}

TEST_CASE("texts are asked about whole, and written with the entities they need") {
  Tokens tokens;
  tokens.open("Data", true).token(0x06).name("Name").text("User").token(0x02);
  tokens.text("a", true).token(0x49).name("amp").token(0x48).number('b', 2).token(0x47).number(1, 2).number('c', 2);
  tokens.text("d").token(0x04);
  ListedTexts editor;
  editor.replace = {{"a&bcd", "x<y"}};
  const Copied copied = copy(tokens, &editor);
  CHECK(copied.result.whole);
  CHECK(editor.asked == std::vector<std::string>{"User=a&bcd"});
  Tokens same;
  same.open("Data", true).token(0x06).name("Name").text("User").token(0x02);
  same.text("x", true).token(0x49).name("lt").text("y").token(0x04);
  CHECK(copied.xml == copy(same).xml);
}

TEST_CASE("an empty replacement is an empty text, a long one is several") {
  ListedTexts editor;
  editor.replace = {{"e", ""}, {"l", std::string(70'000, 'x')}};
  CHECK(copy(Tokens().open("a").token(0x02).text("e").token(0x04), &editor).xml ==
        copy(Tokens().open("a").token(0x02).text("").token(0x04)).xml);
  const Copied copied = copy(Tokens().open("a").token(0x02).text("l").token(0x04), &editor);
  CHECK(copied.result.whole);
  Tokens parts;
  parts.open("a").token(0x02).text(std::string(65'535, 'x'), true).text(std::string(4'465, 'x')).token(0x04);
  CHECK(copied.xml == copy(parts, nullptr, nullptr, parts.size()).xml);
}

TEST_CASE("where values stand is noted, and a value of <System> is never asked about though it stands elsewhere, too") {
  Tokens tokens;
  tokens.open("Event").token(0x02).open("System").token(0x02).open("Channel").token(0x02);
  tokens.token(0x0e).number(16, 2).token(0x01).token(0x04).token(0x04);
  tokens.open("EventData").token(0x02).open("Data", true).token(0x06).name("Name").text("Host").token(0x02);
  tokens.token(0x0d).number(3, 2).token(0x01).token(0x04).open("Copy").token(0x02).token(0x0d).number(16, 2).token(
      0x01);
  tokens.token(0x04).token(0x04).token(0x04);
  ListedTexts editor;
  FieldPlaces places;
  REQUIRE(copy(tokens, &editor, &places).result.whole);
  CHECK(places.size() == 2);
  CHECK(places[3].name == "Host");
  CHECK(places[3].ask);
  CHECK_FALSE(places[16].ask);
}

TEST_CASE("instructions are copied, their text is asked about") {
  Tokens tokens;
  tokens.token(0x0a).name("target").token(0x0b).number(3, 2);
  tokens.number('a' | 'b' << 16, 4).number('c', 2);
  Budget budget;
  ListedTexts editor;
  editor.replace = {{"abc", "z"}};
  ElementCopier copier(budget, &editor);
  copier.begin(tokens.view());
  PortableXml xml;
  const std::size_t next = copier.instruction(Tokens::kAt, tokens.size(), xml);
  REQUIRE(next > Tokens::kAt);
  CHECK(copier.instruction(next, tokens.size(), xml) == tokens.size());
  CHECK(xml.bytes().ends_with(std::string("\x0b\x01\x00z\x00", 5)));
  CHECK(copier.instruction(next, tokens.size() - 1, xml) == 0);
}

TEST_CASE("a chunk that would grow beyond any real one is given up") {
  Tokens tokens;
  tokens.open("a").token(0x02);
  const std::string name(20'000, 'n');
  tokens.open(name).token(0x03);
  const std::size_t at = tokens.size() - 1 - 2 - 2 * name.size() - 8;
  for (int i = 0; i < 200; ++i) tokens.token(0x01).number(0, 4).number(at, 4).token(0x03);
  tokens.token(0x04);
  Budget budget;
  ElementCopier copier(budget, nullptr);
  copier.begin(tokens.view());
  PortableXml xml;
  CHECK_FALSE(copier.element(Tokens::kAt, tokens.size(), BinXmlCompiler::Layout::without_dependency, xml).whole);
  CHECK(copier.spent());
  CHECK(xml.bytes().size() < ElementCopier::kMostBytes + 100'000);
}
