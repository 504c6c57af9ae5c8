#include "xml/plain_event.h"

#include <doctest/doctest.h>

#include <random>
#include <string>

#include "support/xml_builder.h"
#include "xml/limits.h"
#include "xml/splitter.h"

namespace doctor {
namespace {

/// Where the slow way ends the event, or 0 if it finds a flaw. It takes the slow way because a comment stands at the end: so this is
/// not asked about texts with "</Event>" before the end of the event.
std::size_t slowly(const std::string& event) {
  const std::string with_comment = event.substr(0, event.size() - 8) + "<!-- -->" + event.substr(event.size() - 8);
  xml::Splitter splitter(with_comment, xml::Tail::nothing);
  xml::Piece piece;
  if (!splitter.next(piece) || piece.kind != xml::PieceKind::event || piece.size != with_comment.size()) return 0;
  return event.size();
}

}  // namespace

TEST_CASE("events of all plain exporters are seen through, to the byte") {
  const test::XmlEvent event = test::XmlEvent("Schannel", 36888)
                                   .data("AlertDesc", "40")
                                   .data("x", "/> \"it's\" a/Event b")
                                   .unnamed("")
                                   .rendering("text");
  for (const auto shape :
       {test::XmlShape::event_viewer, test::XmlShape::wevtutil_rootless, test::XmlShape::one_per_line}) {
    std::string text = test::event_xml(event, shape);
    for (std::size_t before = 0; before < 70; ++before) {
      const std::string moved = std::string(before, ' ') + text + "<Event>";
      CHECK(xml::plain_event_end(moved, before) == 0);  // a ">" in a value
    }
    text.replace(text.find("/> "), 2, "/&gt;");
    for (std::size_t before = 0; before < 70; ++before) {
      const std::string moved = std::string(before, ' ') + text;
      CHECK(xml::plain_event_end(moved, before) == moved.size());
      CHECK(xml::plain_event_end(moved + "<Event>" + std::string(100, '<'), before) == moved.size());
      CHECK(xml::plain_event_end_plainly(moved, before) == moved.size());
      CHECK(xml::plain_event_end_quickly(moved, before) == moved.size());
      CHECK(xml::plain_event_end(moved.substr(0, moved.size() - 1), before) == 0);
    }
  }
}

TEST_CASE("what is not plain is left to a closer look") {
  for (const char* text : {"<Event></Event",
                           "<Event/></Event>",
                           "<Event/><a></Event>",
                           "<e:Event></e:Event>",
                           "<Event><!-- --></Event>",
                           "<Event><![CDATA[]]></Event>",
                           "<Event><?x?></Event>",
                           "<Event>1 < 2 /></Event>",
                           "<Event><a></Event>",
                           "<Event></a></Event>",
                           "<Event><a b='></a></Event>",
                           "<Event><a b='<'/></Event>",
                           "<Event><a b='>'/></Event>",
                           "<Event><a b='1'c='2'/></Event>",
                           "<Event><a b='1' c=\"2\"/></Event>",
                           "<Event><a><b></a/></Event>",
                           "<Event><Event><System/></Event></Event>",
                           "<Event><x:Event></x:Event></Event>",
                           "<Event></Event >",
                           "<Event>></Event>"}) {
    CAPTURE(text);
    CHECK(xml::plain_event_end(text, 0) == 0);
    CHECK(xml::plain_event_end_plainly(text, 0) == 0);
  }
  const auto nested = [](std::size_t n) {
    std::string open, close;
    for (std::size_t i = 0; i < n; ++i) open += "<a>", close += "</a>";
    return "<Event>" + open + std::string(64, ' ') + close + "</Event>";
  };
  CHECK(xml::plain_event_end(nested(20), 0) == nested(20).size());
  CHECK(xml::plain_event_end(nested(64), 0) == 0);
  const auto long_one = [](std::size_t size) { return "<Event>" + std::string(size - 15, 'x') + "</Event>"; };
  CHECK(xml::plain_event_end(long_one(xml::kMaxPiece), 0) == xml::kMaxPiece);
  CHECK(xml::plain_event_end(long_one(xml::kMaxPiece + 1), 0) == 0);
}

TEST_CASE("the quick way is the plain way, and never says yes where the slow way does not") {
  std::mt19937 random(20150601);
  const std::string_view parts[] = {"<a>",
                                    "</a>",
                                    "<a/>",
                                    "<b c='d'>",
                                    "</b>",
                                    "<b c='/'/>",
                                    "text",
                                    " ",
                                    "E",
                                    ":E",
                                    "/E",
                                    "Event",
                                    "<EventID>",
                                    "</EventID>",
                                    "<",
                                    ">",
                                    "'",
                                    "\"",
                                    "/",
                                    "</",
                                    "/>",
                                    "<1",
                                    "\xC3\xA4",
                                    "<Events",
                                    "=",
                                    "<b c='e\"f'>",
                                    "<b c=\"g\" d=\"h\"/>",
                                    "some longer text that fills a block of sixty-four bytes"};
  std::size_t yes = 0;
  for (int round = 0; round < 60'000; ++round) {
    std::string text = "<Event>";
    // Mostly balanced: noise alone would never be plain.
    for (unsigned n = random() % 8; n > 0; --n) {
      const auto kind = random() % 12;
      if (kind < 4) {
        text += "<a>text</a>";
      } else if (kind < 7) {
        text += "<b c='d' e='f'/>";
      } else {
        text += parts[random() % std::size(parts)];
      }
    }
    text += "</Event>";
    const std::size_t quick = xml::plain_event_end(text, 0);
    CHECK(quick == xml::plain_event_end_plainly(text, 0));
    CHECK(quick == xml::plain_event_end_quickly(text, 0));
    if (quick == text.size()) {
      ++yes;
      CAPTURE(text);
      CHECK(slowly(text) == text.size());
    }
  }
  CHECK(yes > 10'000);
}

}  // namespace doctor
