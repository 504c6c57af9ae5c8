#include "xml/splitter.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

namespace doctor {
namespace {

using xml::Flaw;
using xml::Piece;
using xml::PieceKind;
using xml::Splitter;
using xml::Tail;

/// "H8 B2 E30 Dgarbage5": kind, flaw of damaged pieces, size. Fails the test if the pieces leave gaps.
std::string pieces(std::string_view text, Tail tail = Tail::nothing) {
  static constexpr const char* kFlaws[] = {"none", "garbage", "cut", "long", "deep", "declaration", "malformed"};
  Splitter splitter(text, tail);
  std::string out;
  std::size_t expected = 0;
  Piece piece;
  while (splitter.next(piece)) {
    CHECK(piece.begin == expected);
    expected += piece.size;
    if (!out.empty()) out += ' ';
    switch (piece.kind) {
      case PieceKind::header:
        out += "H";
        break;
      case PieceKind::blank:
        out += "B";
        break;
      case PieceKind::event:
        out += "E";
        break;
      case PieceKind::damaged:
        out += std::string("D") + kFlaws[static_cast<int>(piece.flaw)];
        break;
    }
    out += std::to_string(piece.size);
  }
  CHECK((expected == text.size() || tail == Tail::more));
  return out;
}

}  // namespace

TEST_CASE("declaration, root and blanks are told from events") {
  CHECK(pieces("<?xml?><Events><Event>x</Event>\r\n<Event/></Events>\n") == "H7 H8 E16 B2 E8 H9 B1");
  CHECK(pieces("") == "");
}

TEST_CASE("names count without their prefix and only whole") {
  CHECK(pieces("<e:Events><e:Event>x</e:Event></e:Events>") == "H10 E20 H11");
  CHECK(pieces("<Eventful></Eventful>") == "Dgarbage21");
}

TEST_CASE("an end tag in a comment, a CDATA section, an instruction or an attribute ends nothing") {
  CHECK(pieces("<Event><!-- </Event> --></Event>") == "E32");
  CHECK(pieces("<Event><![CDATA[</Event>]]></Event>") == "E35");
  CHECK(pieces("<Event><?x </Event> ?></Event>") == "E30");
  CHECK(pieces("<Event><a b='</Event>'/></Event>") == "E32");
  CHECK(pieces("<Event a=\">\">x</Event>") == "E22");
}

TEST_CASE("a start tag in a comment, a CDATA section or an attribute begins nothing") {
  CHECK(pieces("<!-- <Event>x</Event> --><Event>y</Event>") == "B25 E16");
  CHECK(pieces("<![CDATA[<Event>x</Event>]]><Event>y</Event>") == "Dgarbage28 E16");
  CHECK(pieces("<a b='<Event>x</Event>'/><Event>y</Event>") == "Dgarbage25 E16");
}

TEST_CASE("an element named Event inside user data belongs to it") {
  CHECK(pieces("<Event><System/><UserData><Event><a/></Event></UserData></Event>") == "E64");
}

TEST_CASE("a record that begins inside another shows that the other was cut off") {
  CHECK(pieces("<Event><System><a></a>\n<Event><System/></Event>") == "Dcut23 E24");
  CHECK(pieces("<Event><System><a></a>\n- <Event>\n- <System/></Event>") == "Dcut25 E27");
}

TEST_CASE("an event without its end reaches to the end of the file") {
  CHECK(pieces("<Event>x</Event><Event><System>") == "E16 Dcut15");
  CHECK(pieces("<Event>x</Event><Ev") == "E16 Dgarbage3");
  CHECK(pieces("<Event><!-- x") == "Dcut13");
  CHECK(pieces("<Event><![CDATA[ </Event>") == "Dcut25");
  CHECK(pieces("<Event a='x>") == "Dcut12");
}

TEST_CASE("tags that do not fit together damage their event only") {
  CHECK(pieces("<Event><a></Event><Event/>") == "Dmalformed18 E8");
  CHECK(pieces("<Event></a></Event><Event/>") == "Dmalformed19 E8");
  CHECK(pieces("<Event><a b=\"c>1</a></Event><Event d=\"e\"/>") == "Dmalformed28 E14");
  CHECK(pieces("<Event>1 < 2</Event><Event/>") == "Dmalformed20 E8");
}

TEST_CASE("garbage ends where something known begins, without the blanks before it") {
  CHECK(pieces("bla <b>bla</b> \n<Event/>") == "Dgarbage14 B2 E8");
  CHECK(pieces("</Data></Event><Event/>") == "Dgarbage15 E8");
  CHECK(pieces("1<<<<Event/>") == "Dgarbage4 E8");
}

TEST_CASE("what a browser's tree view writes between tags is blank") {
  CHECK(pieces("- <Event>\n  - <System/>\n  </Event>\n+ <Event/>") == "B2 E32 B3 E8");
  CHECK(pieces("-1 <Event/>") == "Dgarbage2 B1 E8");
}

TEST_CASE("declarations are refused wherever they stand") {
  CHECK(pieces("<!DOCTYPE a [<!ENTITY b \"<Event/>\">]><Event/>") == "Ddeclaration13 Ddeclaration22 Dgarbage2 E8");
  CHECK(pieces("<Event><!ENTITY b 'c'></Event>") == "Ddeclaration30");
}

TEST_CASE("nesting has a limit") {
  std::string fits = "<Event>", deep;
  for (int i = 0; i < 63; ++i) fits += "<a>";
  deep = fits + "<a>";
  for (int i = 0; i < 63; ++i) fits += "</a>", deep += "</a>";
  CHECK(pieces(fits + "</Event>").starts_with("E"));
  CHECK(pieces(deep + "</a></Event>").starts_with("Ddeep"));
}

TEST_CASE("an event over the limit comes in parts, and the next event is found") {
  const std::string text = "<Event>" + std::string(3 << 20, 'x') + "</Event><Event/>";
  CHECK(pieces(text) == "Dlong1048576 Dlong1048576 Dlong1048576 Dlong15 E8");
  const std::string open = "<Event>" + std::string((1 << 20) - 7, 'x') + "<Event><System/></Event>";
  CHECK(pieces(open) == "Dlong1048576 E24");
}

TEST_CASE("with more to come nothing is decided that what follows could change") {
  const std::string text =
      "<?xml v?><Events> \n- <Event a='<>'><System/><!-- <Event> --><a b=\"/\">1</a></Event> <!-- x "
      "--><Event/>\xEF\xBB\xBF"
      "noise <b> \n<Event><System/><c><Event><System/></Event><![CDATA[ ]]><x:Event>x:</x:Event><Event>a<b</Event>"
      "<!DOCTYPE a><Event><System/><?x ?><d e='f'g/></Event><Event><Event/></Event></Events>-";
  const std::string whole = pieces(text);
  std::size_t longest = 0;
  for (std::size_t n = 0; n <= text.size(); ++n) {
    const std::string part = pieces(text.substr(0, n), Tail::more);
    CAPTURE(n);
    CHECK((part.empty() || (whole + " ").starts_with(part + " ")));
    longest = std::max(longest, part.size());
  }
  CHECK(longest > whole.size() - 20);
}

TEST_CASE("the pieces do not depend on where the windows are cut") {
  std::string text;
  for (int i = 0; text.size() < (std::size_t{9} << 20); ++i) {
    text += "<Event><System/><D>" + std::string(static_cast<std::size_t>(i % 4000), 'x') + "</D></Event>\n";
    if (i % 50 == 0) text += "<!-- never ended <Event><System/> &";
    if (i % 70 == 0) text += std::string(5000, 'y');
  }
  const std::string whole = pieces(text);
  std::string cut;
  std::size_t offset = 0;
  const auto window = [&] { return std::string_view(text).substr(offset, xml::kLookahead + 100'000); };
  const auto tail = [&] { return offset + window().size() == text.size() ? Tail::nothing : Tail::more; };
  Splitter splitter(window(), tail());
  Piece piece;
  std::size_t count = 0;
  for (;;) {
    while ((tail() == Tail::nothing || splitter.left() >= xml::kLookahead) && splitter.next(piece)) ++count;
    if (tail() == Tail::nothing) break;
    offset += splitter.position();
    splitter.move_to(window(), tail());
  }
  CHECK(count == static_cast<std::size_t>(std::count(whole.begin(), whole.end(), ' ')) + 1);
}

}  // namespace doctor
