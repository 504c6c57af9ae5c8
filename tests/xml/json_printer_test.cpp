#include "xml/json_printer.h"

#include <doctest/doctest.h>

#include "read_all.h"
#include "support/xml_builder.h"

namespace doctor {
namespace {

using test::render_xml;
using test::XmlEvent;
using test::XmlShape;

std::string printed(const std::string& event) {
  std::string out = render_xml(event, RenderFormat::json);
  REQUIRE(out.ends_with("\n"));
  return out.substr(0, out.size() - 1);
}

/// As printed(), of what stands behind System.
std::string printed_data(const std::string& data) {
  const std::string out = printed("<Event><System/>" + data + "</Event>");
  constexpr std::string_view kBefore = "{\"Event\":{\"System\":null,";
  REQUIRE(out.starts_with(kBefore));
  return out.substr(kBefore.size(), out.size() - kBefore.size() - 2);
}

}  // namespace

TEST_CASE("System has numbers where numbers belong, and plain GUIDs") {
  CHECK(
      printed(
          "<Event xmlns='ns'><System><Provider Name='Schannel' Guid='{1f678132-5938-4686-9fdc-c8ff68f15c85}'/>"
          "<EventID Qualifiers='49152'>36888</EventID><Version>0</Version><Level>02</Level><Keywords>0x80</Keywords>"
          "<TimeCreated SystemTime='2015-06-01T07:00:00.1234567Z'/><EventRecordID>18446744073709551615</EventRecordID>"
          "<Correlation ActivityID='{b1e3a429-ae1e-0001-cf50-d24fa6e0d801}'/><Execution ProcessID='520' "
          "ThreadID='x'/><Channel>1</Channel><Security/></System></Event>") ==
      "{\"Event\":{\"#attributes\":{\"xmlns\":\"ns\"},\"System\":{\"Provider\":{\"#attributes\":{\"Name\":\"Schannel\","
      "\"Guid\":"
      "\"1F678132-5938-4686-9FDC-C8FF68F15C85\"}},\"EventID\":{\"#attributes\":{\"Qualifiers\":49152},\"#text\":36888},"
      "\"Version\":0,\"Level\":\"02\",\"Keywords\":\"0x80\",\"TimeCreated\":{\"#attributes\":{\"SystemTime\":"
      "\"2015-06-01T07:00:00.1234567Z\"}},\"EventRecordID\":\"18446744073709551615\",\"Correlation\":{\"#attributes\":"
      "{\"ActivityID\":\"B1E3A429-AE1E-0001-CF50-D24FA6E0D801\"}},\"Execution\":{\"#attributes\":{\"ProcessID\":520,"
      "\"ThreadID\":\"x\"}},\"Channel\":\"1\",\"Security\":null}}}");
}

TEST_CASE("data are members by their names, unnamed ones a value or a list") {
  CHECK(printed_data("<EventData><Data Name='a'>1</Data><Data Name='b'/><Data Name='a'>2</Data></EventData>") ==
        "\"EventData\":{\"a\":\"1\",\"b\":null,\"a_1\":\"2\"}");
  CHECK(printed_data("<EventData><Data>1</Data></EventData>") == "\"EventData\":{\"Data\":\"1\"}");
  CHECK(printed_data("<EventData><Data>1</Data><Data/><Binary>00</Binary><Data>3</Data></EventData>") ==
        "\"EventData\":{\"Data\":[\"1\",null,\"3\"],\"Binary\":\"00\"}");
  CHECK(printed_data("<EventData/>") == "\"EventData\":null");
}

TEST_CASE("elsewhere elements are members, repeated ones get numbers") {
  CHECK(
      printed_data("<UserData><e:C xmlns:e='ns'><E a='1'>x</E><E b:c='2'/><E>3</E>\n- <F><G/></F></e:C></UserData>") ==
      "\"UserData\":{\"C\":{\"#attributes\":{\"e\":\"ns\"},\"E\":{\"#attributes\":{\"a\":\"1\"},\"#text\":\"x\"},\"E_"
      "1\":"
      "{\"#attributes\":{\"c\":\"2\"}},\"E_2\":\"3\",\"F\":{\"G\":null}}}");
  CHECK(printed_data("<UserData><a>one<b/><![CDATA[two]]></a></UserData>") ==
        "\"UserData\":{\"a\":{\"#text\":\"onetwo\",\"b\":null}}");
}

TEST_CASE("hostile text comes out harmless") {
  CHECK(printed_data("<EventData><Data Name='\"\\'>\t\"\\\x1b\x7f\xC2\x9B\xff\xC3\xA4&#13;\n</Data></EventData>") ==
        "\"EventData\":{\"\\\"\\\\\":\"\\t\\\"\\\\\xEF\xBF\xBD\\u007f\\u009b\xEF\xBF\xBD\xC3\xA4\\r\\n\"}");
}

TEST_CASE("every form in every encoding is printed alike") {
  const std::vector<XmlEvent> events = {
      XmlEvent("Schannel", 36888).record(1).data("AlertDesc", "40").rendering("text"),
      XmlEvent("LS User Services", 32174).record(2).unnamed("1").unnamed("2").binary("00FF"),
      XmlEvent("CAPI2", 11)
          .record(3)
          .user_data({"C", {{"a", "b"}}, "", {{"R", {{"v", "1"}}, "x", {}}, {"R", {}, "", {}}}})};
  const std::string expected = render_xml(test::xml_export(events, XmlShape::one_per_line), RenderFormat::json);
  CHECK(expected.find("\"EventData\":{\"Data\":[\"1\",\"2\"],\"Binary\":\"00FF\"}") != std::string::npos);
  for (const XmlShape shape : {XmlShape::event_viewer, XmlShape::wevtutil_root, XmlShape::wevtutil_rootless,
                               XmlShape::forum_paste, XmlShape::declared_each}) {
    for (const auto encoding : {test::XmlEncoding::utf8_bom, test::XmlEncoding::utf16be_bom}) {
      CHECK(render_xml(test::xml_export(events, shape, encoding), RenderFormat::json) == expected);
    }
  }
}

}  // namespace doctor
