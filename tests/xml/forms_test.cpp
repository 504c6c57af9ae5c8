#include <doctest/doctest.h>

#include <random>

#include "read_all.h"
#include "support/xml_builder.h"
#include "xml/xml_source.h"

namespace doctor {
namespace {

using test::read_xml;
using test::XmlEncoding;
using test::XmlEvent;
using test::XmlNode;
using test::XmlShape;

constexpr XmlShape kShapes[] = {XmlShape::event_viewer, XmlShape::wevtutil_root, XmlShape::wevtutil_rootless,
                                XmlShape::one_per_line, XmlShape::forum_paste,   XmlShape::prefixed,
                                XmlShape::declared_each};
constexpr XmlEncoding kEncodings[] = {XmlEncoding::utf8,        XmlEncoding::utf8_bom, XmlEncoding::utf16le,
                                      XmlEncoding::utf16le_bom, XmlEncoding::utf16be,  XmlEncoding::utf16be_bom};

std::vector<XmlEvent> sample() {
  const XmlNode chain{"CertGetCertificateChain",
                      {{"xmlns", "ns"}},
                      "",
                      {{"Certificate", {{"fileRef", "AA.cer"}, {"subjectName", "fe01.contoso.local"}}, "", {}},
                       {"CertificateChain",
                        {},
                        "",
                        {{"ChainElement", {}, "", {{"SignatureAlgorithm", {{"hashName", "SHA256"}}, "", {}}}},
                         {"ChainElement", {}, "", {{"SignatureAlgorithm", {{"hashName", "MD5"}}, "", {}}}}}},
                       {"Result", {{"value", "800B0109"}}, "chain \"ended\" <here> & now", {}}}};
  return {XmlEvent("Schannel", 36888)
              .record(1)
              .data("AlertDesc", "40")
              .data("ErrorState", "1205")
              .rendering("A fatal <alert>"),
          XmlEvent("LS User Services", 32174)
              .record(2)
              .qualifiers(33774)
              .unnamed("{63bb8586-a9d8-5af2-83ff-b5ce680594c0}")
              .unnamed("1")
              .unnamed("")
              .binary("00FF"),
          XmlEvent("Microsoft-Windows-CAPI2", 11).record(3).user_data(chain),
          XmlEvent("Old", 1).record(4).processing_error({"ErrorCode", {}, "15005", {}}),
          XmlEvent("Dienst", 5)
              .record(5)
              .data("Text", "  Gr\xC3\xBC\xC3\x9F\x65 \xF0\x9F\x98\x80 'x' \"y\"\r\nzweite - Zeile ")};
}

}  // namespace

TEST_CASE("every form in every encoding gives the same events, all of the file accounted for") {
  const std::vector<std::string> expected = {
      "Schannel/36888 #1 AlertDesc=40 ErrorState=1205",
      "LS User Services/32174 #2 Data[0]={63bb8586-a9d8-5af2-83ff-b5ce680594c0} Data[1]=1 Data[2]= Binary=00FF",
      "Microsoft-Windows-CAPI2/11 #3 CertGetCertificateChain/Certificate/@fileRef=AA.cer "
      "CertGetCertificateChain/Certificate/@subjectName=fe01.contoso.local "
      "CertGetCertificateChain/CertificateChain/ChainElement/SignatureAlgorithm/@hashName=SHA256 "
      "CertGetCertificateChain/CertificateChain/ChainElement[1]/SignatureAlgorithm/@hashName=MD5 "
      "CertGetCertificateChain/Result/@value=800B0109 CertGetCertificateChain/Result=chain \"ended\" <here> & now",
      "Old/1 #4 ErrorCode=15005",
      "Dienst/5 #5 Text=  Gr\xC3\xBC\xC3\x9F\x65 \xF0\x9F\x98\x80 'x' \"y\"\r\nzweite - Zeile "};
  for (const XmlShape shape : kShapes) {
    for (const XmlEncoding encoding : kEncodings) {
      CAPTURE(static_cast<int>(shape));
      CAPTURE(static_cast<int>(encoding));
      const auto all = read_xml(test::xml_export(sample(), shape, encoding));
      CHECK(all.events == expected);
      CHECK(all.coverage.damaged == 0);
      CHECK(all.damage.empty());
    }
  }
}

TEST_CASE("a tree copied from a browser is read") {
  const auto all = read_xml(
      "- <Event xmlns=\"http://schemas.microsoft.com/win/2004/08/events/event\">\n- <System>\n"
      "  <Provider Name=\"Schannel\" Guid=\"{1F678132-5938-4686-9FDC-C8FF68F15C85}\" /> \n  <EventID>36887</EventID> \n"
      "  <Level>2</Level> \n  <TimeCreated SystemTime=\"2015-06-01T07:00:00.000000000Z\" /> \n"
      "  <Computer>FE01.contoso.local</Computer> \n  <Security UserID=\"S-1-5-18\" /> \n  </System>\n- <EventData>\n"
      "  <Data Name=\"AlertDesc\">20</Data> \n  </EventData>\n  </Event>\n");
  REQUIRE(all.events.size() == 1);
  CHECK(all.events[0] == "Schannel/36887 #0 AlertDesc=20");
  CHECK(all.damage.empty());
}

TEST_CASE("events that lie in comments and CDATA are none") {
  const std::string event = test::event_xml(XmlEvent("Schannel", 1), XmlShape::one_per_line);
  const auto all = read_xml("<!-- " + event + " -->\n<Event><System/><EventData><Data Name='a'><![CDATA[" + event +
                            "]]></Data></EventData></Event>");
  REQUIRE(all.events.size() == 1);
  CHECK(all.events[0] == "/0 #0 a=" + event);
}

TEST_CASE("files written one behind the other are read as one") {
  const std::string one = test::xml_export(sample(), XmlShape::event_viewer, XmlEncoding::utf8_bom);
  const auto all = read_xml(one + one.substr(0, one.size() - 100) + one);
  CHECK(all.events.size() == 14);
  CHECK(all.damage.count("xml-event-cut") == 1);
}

TEST_CASE("an event in the wrong place does not take its neighbours along") {
  const std::string good = test::event_xml(XmlEvent("Schannel", 36888).data("AlertDesc", "40"), XmlShape::one_per_line);
  for (const char* bad :
       {"<Event><System></Event>", "<Event><System/><EventData><Data Name=\"a>1</Data></EventData></Event>",
        "<Event><System/><EventData><Data>1 < 2</Data></EventData></Event>", "<Event", "<Event>", "<Event><System/>",
        "</Event>", "<Event><System/></EventData></Event>", "<Event><System/>&<</Event>", "]]>", "<![CDATA[",
        "<!---->"}) {
    CAPTURE(bad);
    const auto all = read_xml(good + bad + good);
    const std::size_t expected =
        std::string_view(bad) == "<![CDATA[" ? 1 : 2;  // that one swallows the rest, as XML says
    CHECK(all.events.size() == expected);
  }
}

}  // namespace doctor
