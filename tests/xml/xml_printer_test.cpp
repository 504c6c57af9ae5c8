#include "xml/xml_printer.h"

#include <doctest/doctest.h>

#include <random>

#include "base/escape.h"
#include "read_all.h"
#include "support/xml_builder.h"

namespace doctor {
namespace {

using test::render_xml;
using test::XmlEncoding;
using test::XmlEvent;
using test::XmlNode;
using test::XmlShape;

std::string printed(const std::string& event) {
  std::string out = render_xml(event, RenderFormat::xml);
  REQUIRE(out.ends_with("\n"));
  return out.substr(0, out.size() - 1);
}

/// As printed(), of what stands behind System.
std::string printed_data(const std::string& data) {
  const std::string out = printed("<Event><System/>" + data + "</Event>");
  constexpr std::string_view kBefore = "<Event><System/>", kBehind = "</Event>";
  REQUIRE(out.starts_with(kBefore));
  return out.substr(kBefore.size(), out.size() - kBefore.size() - kBehind.size());
}

std::vector<XmlEvent> sample() {
  return {XmlEvent("Schannel", 36888)
              .guid("{1f678132-5938-4686-9fdc-c8ff68f15c85}")
              .record(1)
              .data("AlertDesc", "40")
              .data("b", "")
              .rendering("A <b> & c"),
          XmlEvent("LS User Services", 32174).record(2).qualifiers(33774).unnamed("1").unnamed("").binary("00FF"),
          XmlEvent("Microsoft-Windows-CAPI2", 11)
              .record(3)
              .user_data({"Chain",
                          {{"xmlns", "ns"}},
                          "",
                          {{"Result", {{"value", "it's \"1\""}}, "a > b", {}}, {"E", {}, "", {}}}}),
          XmlEvent("Dienst", 5).record(4).data("Text", "  Gr\xC3\xBC\xC3\x9F\x65 - 'x'\r\nzweite ")};
}

constexpr XmlShape kShapes[] = {XmlShape::event_viewer, XmlShape::wevtutil_root, XmlShape::wevtutil_rootless,
                                XmlShape::one_per_line, XmlShape::forum_paste,   XmlShape::prefixed,
                                XmlShape::declared_each};

}  // namespace

TEST_CASE("an event is printed on one line, as Windows does") {
  CHECK(printed(
            "- <Event xmlns=\"ns\">\n- <System>\n  <Provider Name=\"S\" /> \n  <EventID Qualifiers=\"0\">1</EventID> \n"
            "  <Correlation />\n  </System>\n- <EventData>\n  <Data Name=\"a\">- 1 +</Data> \n  <Data Name=\"b\" />\n"
            "  </EventData>\n  </Event>\n") ==
        "<Event xmlns='ns'><System><Provider Name='S'/><EventID Qualifiers='0'>1</EventID><Correlation/></System>"
        "<EventData><Data Name='a'>- 1 +</Data><Data Name='b'></Data></EventData></Event>");
}

TEST_CASE("every form in every encoding is printed alike, and reads as the same events again") {
  const std::string expected = render_xml(test::xml_export(sample(), XmlShape::one_per_line), RenderFormat::xml);
  CHECK(expected.find("<RenderingInfo Culture='en-US'><Message>A &lt;b&gt; &amp; c</Message>") != std::string::npos);
  CHECK(expected.find("<Result value='it&apos;s \"1\"'>a &gt; b</Result><E/></Chain>") != std::string::npos);
  CHECK(expected.find("'x'&#13;\nzweite </Data>") != std::string::npos);
  for (const XmlShape shape : kShapes) {
    for (const XmlEncoding encoding : {XmlEncoding::utf8, XmlEncoding::utf16le_bom, XmlEncoding::utf16be}) {
      CAPTURE(static_cast<int>(shape));
      const std::string bytes = test::xml_export(sample(), shape, encoding);
      CHECK(render_xml(bytes, RenderFormat::xml) == expected);
      CHECK(test::read_xml(expected).events == test::read_xml(bytes).events);
    }
  }
}

TEST_CASE("prefixes are dropped, their namespace stays") {
  CHECK(printed("<e:Event xmlns:e='ns' xmlns:f='other'><e:System/></e:Event>") ==
        "<Event xmlns='ns' xmlns:f='other'><System/></Event>");
  CHECK(printed_data("<UserData><a:x f:y='1' g:y='2'/></UserData>") == "<UserData><x y='1' y_1='2'/></UserData>");
  CHECK(printed_data("<UserData><a:-/></UserData>") == "<UserData><a:-/></UserData>");
}

TEST_CASE("hostile text comes out harmless") {
  const std::string out = printed_data(
      "<EventData><Data Name='&apos;&lt;&#10;'>]]&gt;&lt;/Data&gt;&#27;[31m\x1b\x7f\xC2\x9B\xff</Data>"
      "<Data><![CDATA[<Event>&amp;]]></Data></EventData>");
  CHECK(
      out ==
      "<EventData><Data Name='&apos;&lt;&#10;'>]]&gt;&lt;/Data&gt;\xEF\xBF\xBD[31m\xEF\xBF\xBD&#127;&#155;\xEF\xBF\xBD"
      "</Data><Data>&lt;Event&gt;&amp;amp;</Data></EventData>");
  CHECK(printed_data("<UserData><a\xC2\x9B/></UserData>") == "<UserData><a\xEF\xBF\xBD/></UserData>");
}

TEST_CASE("text between elements is kept if it says something") {
  CHECK(printed_data("<UserData>\n- <a>one<b/> - <![CDATA[ ]]></a></UserData>") ==
        "<UserData><a>one<b/> </a></UserData>");
}

TEST_CASE("escaping UTF-8 sixteen bytes at a time is escaping it plainly") {
  std::mt19937 random(3);
  for (int round = 0; round < 5000; ++round) {
    std::string text(random() % 80, 'x');
    for (char& c : text) {
      if (random() % 12 == 0) c = round % 2 == 0 ? static_cast<char>(random()) : "&<>'\"\\\n\x1f\x7f"[random() % 9];
    }
    for (const Escape place : {Escape::xml_text, Escape::xml_attribute, Escape::json}) {
      std::string quick(escaped_room(text.size()), '\0'), plain = quick;
      quick.resize(static_cast<std::size_t>(put_escaped(quick.data(), text, place) - quick.data()));
      plain.resize(static_cast<std::size_t>(put_escaped_plainly(plain.data(), text, place) - plain.data()));
      CHECK(quick == plain);
    }
  }
}

}  // namespace doctor
