#include "xml/slice_reader.h"

#include <doctest/doctest.h>

#include "read_all.h"
#include "support/xml_builder.h"

namespace doctor {
namespace {

using test::read_xml;
using test::XmlEvent;
using test::XmlShape;

std::string three_events() {
  return test::xml_export(
      std::vector{
          XmlEvent("Schannel", 36888).record(1).level(2).data("AlertDesc", "40"),
          XmlEvent("Schannel", 36874).record(2).level(3).data("Protocol", "TLS 1.2"),
          XmlEvent("Other", 36888).record(3).level(4).at("2015-06-02T00:00:00Z").computer("FE02.contoso.local")},
      XmlShape::one_per_line);
}

}  // namespace

TEST_CASE("events that are not wanted are not delivered, but counted") {
  Prefilter wanted;
  wanted.only_listed();
  wanted.allow(36888, "Schannel");
  const auto all = read_xml(three_events(), wanted);
  REQUIRE(all.events.size() == 1);
  CHECK(all.events[0] == "Schannel/36888 #1 AlertDesc=40");
  CHECK(all.extents.events() == 3);
  REQUIRE(all.extents.list().size() == 2);
  CHECK(all.extents.list()[0].per_level[3] == 1);
  CHECK(all.extents.list()[1].computer == "FE02.contoso.local");
  CHECK(all.coverage.damaged == 0);
}

TEST_CASE("the extents are the same whatever is wanted") {
  Prefilter nothing;
  nothing.only_listed();
  const auto a = read_xml(three_events()), b = read_xml(three_events(), nothing);
  CHECK(b.events.empty());
  REQUIRE(a.extents.list().size() == b.extents.list().size());
  for (std::size_t i = 0; i < a.extents.list().size(); ++i) {
    CHECK(a.extents.list()[i].first == b.extents.list()[i].first);
    CHECK(a.extents.list()[i].last == b.extents.list()[i].last);
    CHECK(a.extents.list()[i].per_level == b.extents.list()[i].per_level);
    CHECK(a.extents.list()[i].per_provider == b.extents.list()[i].per_provider);
  }
}

TEST_CASE("an event starts at its '<', in bytes of the file and in lines") {
  for (const auto encoding : {test::XmlEncoding::utf8, test::XmlEncoding::utf16be_bom}) {
    const std::string event =
        test::event_xml(XmlEvent("Schannel", 1).data("a", "\xC3\xA4\xF0\x9F\x98\x80"), XmlShape::one_per_line);
    const auto all = read_xml(test::encode_xml("<Events>\n" + event + "\n\n  " + event, encoding));
    REQUIRE(all.origins.size() == 2);
    const bool wide = encoding == test::XmlEncoding::utf16be_bom;
    CHECK(all.origins[0].offset == (wide ? 20 : 9));
    CHECK(all.origins[0].line == 2);
    CHECK(all.origins[1].line == 4);
    const std::uint64_t size = wide ? test::encode_xml(event, test::XmlEncoding::utf16be).size() : event.size();
    CHECK(all.origins[1].offset == all.origins[0].offset + size + (wide ? 8 : 4));
  }
}

TEST_CASE("control characters and malformed bytes become U+FFFD and are reported once") {
  const auto all = read_xml(
      "<Event><System/><EventData><Data Name='a'>x\x01y\xffz&#3;</Data></EventData></Event>"
      "<Event><System/><EventData><Data Name='a'>" +
      std::string("\0", 1) + "</Data></EventData></Event>");
  REQUIRE(all.events.size() == 2);
  CHECK(all.events[0] == "/0 #0 a=x\xEF\xBF\xBDy\xEF\xBF\xBDz\xEF\xBF\xBD");
  CHECK(all.events[1] == "/0 #0 a=\xEF\xBF\xBD");
  CHECK(all.damage.count("xml-text-replaced") == 1);
  CHECK(all.damage.kept()[0].message == "4 control characters or malformed bytes were replaced by U+FFFD");
}

TEST_CASE("each kind of damage is reported with its place and its size") {
  const std::string good = "<Event><System/></Event>";
  const auto all =
      read_xml(good + "\nnoise\n" + good + "<Event><x></Event>\n<Event><y/></Event><!DOCTYPE z>\n<Event><System>");
  CHECK(all.events.size() == 2);
  std::string report;
  for (const Diagnostic& d : all.damage.kept()) {
    report += std::string(d.code) + "@" + std::to_string(d.where.offset) + ":" + std::to_string(d.where.line) +
              " lost " + std::to_string(d.bytes_lost) + ", ";
  }
  CHECK(report ==
        "xml-garbage@25:2 lost 5, xml-event-malformed@55:3 lost 18, xml-event-malformed@74:4 lost 19, "
        "xml-declaration@93:4 lost 12, xml-event-cut@106:5 lost 15, ");
  CHECK(all.damage.bytes_lost() == all.coverage.damaged);
}

TEST_CASE("half a character at the end is damage") {
  const auto all = read_xml(test::encode_xml("<Event><System/></Event>", test::XmlEncoding::utf16le_bom) + "x");
  CHECK(all.events.size() == 1);
  CHECK(all.coverage.damaged == 1);
  CHECK(all.damage.count("xml-short-read") == 1);
}

}  // namespace doctor
