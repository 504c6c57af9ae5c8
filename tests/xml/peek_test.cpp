#include "xml/peek.h"

#include <doctest/doctest.h>

#include "support/xml_builder.h"

namespace doctor {

using test::XmlEvent;
using test::XmlShape;

TEST_CASE("the System element of every exporter is read without a parser") {
  const XmlEvent event =
      XmlEvent("Schannel", 36888).guid("{1f678132-5938-4686-9fdc-c8ff68f15c85}").level(4).data("AlertDesc", "40");
  for (const XmlShape shape : {XmlShape::event_viewer, XmlShape::wevtutil_rootless, XmlShape::one_per_line}) {
    const std::string text = test::event_xml(event, shape);
    const auto peek = xml::peek(text);
    REQUIRE(peek.has_value());
    CHECK(peek->event_id == 36888);
    CHECK(peek->level == 4);
    CHECK(peek->provider == "Schannel");
    CHECK(peek->channel == "System");
    CHECK(peek->computer == "FE01.contoso.local");
    CHECK(to_iso8601(peek->time) == "2015-06-01T07:00:00.0000000Z");
  }
}

TEST_CASE("what is written in an unusual way is left to the parser") {
  for (const char* text : {
           "",
           "<Event/>",
           "<Event>",
           "<Event><System/></Event>",
           "<Event><UserData/><System><EventID>1</EventID></System></Event>",
           "<Event><!-- x --><System><EventID>1</EventID></System></Event>",
           "<Event><System><!-- <EventID>2</EventID> --><EventID>1</EventID></System></Event>",
           "<Event><System><EventID>&#49;</EventID></System></Event>",
           "<Event><System><EventID><![CDATA[1]]></EventID></System></Event>",
           "<Event><System><e:EventID>1</e:EventID></System></Event>",
           "<Event><System><EventID>1</EventID><EventID>2</EventID></System></Event>",
           "<Event><System><EventID>1<b/></EventID></System></Event>",
           "<Event><System>- <EventID>1</EventID></System></Event>",
           "<Event><System><Provider Name='a>b'/><EventID>1</EventID></System></Event>",
           "<Event><System><Provider Name=a/><EventID>1</EventID></System></Event>",
           "<Event a='><System><EventID>1</EventID></System>'><System><EventID>2</EventID></System></Event>",
           "<Event><System><Computer>f\xC3\xA4.contoso.local</Computer></System></Event>",
       }) {
    CAPTURE(text);
    CHECK_FALSE(xml::peek(text).has_value());
  }
}

TEST_CASE("missing fields and numbers that are none are zero") {
  const auto peek =
      xml::peek("<Event><System><EventID Qualifiers=\"1\"> 5 </EventID><Level>300</Level></System></Event>");
  REQUIRE(peek.has_value());
  CHECK(peek->event_id == 5);
  CHECK(peek->level == 0);
  CHECK(peek->time.ticks == 0);
  CHECK(peek->provider.empty());
}

}  // namespace doctor
