#include "xml/to_event.h"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

#include "read_all.h"
#include "support/xml_builder.h"
#include "xml/encoding.h"

namespace doctor {
namespace {

/// The event's fields, or "problem: ...".
std::string parsed(std::string text, std::string* system = nullptr) {
  xml::EventParser parser;
  EventBatch batch;
  Event event;
  const auto outcome = parser.parse(text, batch, event);
  if (!outcome.problem.empty()) return "problem: " + std::string(outcome.problem);
  if (system != nullptr) *system = test::system_text(event);
  return test::fields_text(event);
}

}  // namespace

TEST_CASE("the System fields are read in any order and spelling") {
  std::string system;
  parsed(
      "<Event><System><Security UserID='S-1-5-18'/><Computer> FE01.contoso.local\n</Computer><Channel>System</Channel>"
      "<Execution ProcessID='520' ThreadID='2864'/>"
      "<Correlation ActivityID='B1E3A429-AE1E-0001-CF50-D24FA6E0D801'/><EventRecordID>2708</EventRecordID>"
      "<TimeCreated SystemTime='2020-08-05T12:16:37.933329200Z'/><Keywords>0x8000000000000000</Keywords>"
      "<Opcode>1</Opcode><Task>7</Task><Level>2</Level><Version>3</Version><EventID Qualifiers='33777'>36888</EventID>"
      "<Provider Guid='{1F678132-5938-4686-9FDC-C8FF68F15C85}' EventSourceName='Old' "
      "Name='Schannel'/></System></Event>",
      &system);
  CHECK(system ==
        "Schannel {1f678132-5938-4686-9fdc-c8ff68f15c85} Old 36888 33777 3 2 7 1 9223372036854775808 "
        "2020-08-05T12:16:37.9333292Z 2708 {b1e3a429-ae1e-0001-cf50-d24fa6e0d801} 520 2864 System FE01.contoso.local "
        "S-1-5-18");
}

TEST_CASE("missing and senseless System fields are zero or empty") {
  std::string system;
  parsed(
      "<Event><System><EventID>x</EventID><Task>70000</Task><Provider/><TimeCreated "
      "SystemTime='yesterday'/></System></Event>",
      &system);
  CHECK(system == " - - 0 0 0 0 0 0 0 1601-01-01T00:00:00.0000000Z 0 - 0 0 - - -");
}

TEST_CASE("seconds may have no digits or up to nine") {
  const auto time = [](const std::string& text) {
    std::string system;
    parsed("<Event><System><TimeCreated SystemTime='" + text + "'/></System></Event>", &system);
    return system.substr(system.find("20"), 28);
  };
  CHECK(time("2015-06-01T07:00:00Z") == "2015-06-01T07:00:00.0000000Z");
  CHECK(time("2015-06-01T07:00:00.1Z") == "2015-06-01T07:00:00.1000000Z");
  CHECK(time("2015-06-01T07:00:00.123456789Z") == "2015-06-01T07:00:00.1234567Z");
}

TEST_CASE("an event without System is none, nor is what is not well-formed") {
  CHECK(parsed("<Event><EventData/></Event>") == "problem: it has no System element");
  CHECK(parsed("<Event><System></Event>") == "problem: it is not well-formed XML");
  CHECK(parsed("<Event/>") == "problem: it has no System element");
}

TEST_CASE("RenderingInfo and DebugData are no fields") {
  CHECK(parsed(
            "<Event><System/><EventData><Data Name='a'>1</Data></EventData><RenderingInfo Culture='en-US'><Message>text"
            "</Message></RenderingInfo><DebugData><SequenceNumber>1</SequenceNumber></DebugData></Event>") == "a=1");
}

TEST_CASE("nothing but XML's own entities is expanded") {
  CHECK(parsed("<Event><System/><EventData><Data "
               "Name='&quot;a&quot;'>&lt;&amp;&gt;&#228;&lol;</Data></EventData></Event>") == "\"a\"=<&>\xC3\xA4&lol;");
}

TEST_CASE("paths that would take more memory than the event is worth are left out and said to be") {
  std::string text = "<Event><System/><UserData><" + std::string(10'000, 'n') + ">";
  for (int i = 0; i < 5'000; ++i) text += "<a>1</a>";
  text += "</" + std::string(10'000, 'n') + "></UserData></Event>";
  xml::EventParser parser;
  EventBatch batch;
  Event event;
  const auto outcome = parser.parse(text, batch, event);
  CHECK(outcome.problem.empty());
  CHECK(outcome.fields_left_out);
  CHECK(event.data.size() > 50);
  CHECK(event.data.size() < 200);
}

namespace {

/// Whether the quick way reads it; then the parser must read the same.
bool plainly(const std::string& text) {
  xml::EventParser parser;
  EventBatch batch;
  Event quick, slow;
  if (!parser.parse_plainly(text, batch, quick)) return false;
  const bool whole = parser.collect_fields(batch, quick);
  std::string copy = text;
  xml::EventParser other;
  const auto outcome = other.parse(copy, batch, slow);
  CAPTURE(text);
  CHECK(outcome.problem.empty());
  CHECK(outcome.fields_left_out == !whole);
  CHECK(test::system_text(quick) == test::system_text(slow));
  CHECK(test::fields_text(quick) == test::fields_text(slow));
  return true;
}

std::vector<std::string> plain_events() {
  std::vector<std::string> texts;
  for (const auto shape :
       {test::XmlShape::event_viewer, test::XmlShape::wevtutil_rootless, test::XmlShape::one_per_line}) {
    test::XmlEvent classic("Schannel", 36888);
    classic.qualifiers(33777).unnamed("a").unnamed("b").data("x", "y").data("x", "").process(1, 2).user("S-1-5-20");
    texts.push_back(test::event_xml(classic, shape));
    test::XmlEvent modern("Microsoft-Windows-Security-Auditing", 4624);
    modern.guid("{54849625-5478-4994-A5BA-3E3B0328C30D}").activity("{B1E3A429-AE1E-0001-CF50-D24FA6E0D801}");
    modern.data("SubjectUserName", "J\xc3\xb6rg")
        .data("Empty", "")
        .rendering("An account was logged on: <5> & \"so on\".");
    texts.push_back(test::event_xml(modern, shape));
    texts.push_back(test::event_xml(test::XmlEvent("Microsoft-Windows-Kernel-General", 1), shape));
  }
  return texts;
}

}  // namespace

TEST_CASE("what Windows writes is read without a tree, and the same") {
  for (const std::string& text : plain_events()) {
    CAPTURE(text);
    CHECK(plainly(text));
  }
  const std::string system = "<System><EventID>1</EventID></System>";
  CHECK(plainly("<Event>" + system + "</Event>"));
  CHECK(plainly("<Event>" + system + "<EventData/><EventData> </EventData></Event>"));
  CHECK(plainly("<Event>" + system +
                "<EventData><Data>a</Data></EventData><EventData><Data>b</Data></EventData></Event>"));
  CHECK(plainly("<Event>" + system + "<EventData><Data> </Data><Data>a\r\n</Data></EventData></Event>"));
  for (const char* data : {"<EventData>text</EventData>", "<EventData><Data>&lt;</Data></EventData>",
                           "<EventData><Data><b/></Data></EventData>", "<EventData><Binary>00</Binary></EventData>",
                           "<UserData><a>b</a></UserData>", "<EventData><Data Name='&lt;'/></EventData>",
                           "<RenderingInfo/><EventData><Data>a</Data></EventData>",
                           "<RenderingInfo><a></b></RenderingInfo>", "text", "<!-- --><EventData/>", "<System/>"}) {
    CAPTURE(data);
    CHECK_FALSE(plainly("<Event>" + system + data + "</Event>"));
  }
  for (const char* odd : {"<System><EventID>1</EventID><EventID>2</EventID></System>",
                          "<System><Other>1</Other></System>", "<System><EventID x:Qualifiers='1'>1</EventID></System>",
                          "<System/>", "", "<System><EventID>&#49;</EventID></System>"}) {
    CAPTURE(odd);
    CHECK_FALSE(plainly("<Event>" + std::string(odd) + "</Event>"));
  }
}

TEST_CASE("damage makes no difference between the two ways") {
  std::mt19937 random(20150601);
  const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
  const std::string marks = "<>/='\" :&;EData!?-x1\n";
  std::size_t plain = 0, tried = 0;
  for (const std::string& text : plain_events()) {
    for (int i = 0; i < 3000; ++i) {
      std::string damaged = text;
      for (std::size_t n = 1 + below(3); n > 0; --n) {
        const std::size_t at = below(damaged.size());
        switch (below(3)) {
          case 0:
            damaged[at] = marks[below(marks.size())];
            break;
          case 1:
            damaged.erase(at, 1 + below(12));
            break;
          default:
            damaged.insert(at, damaged.substr(below(damaged.size()), below(40)));
        }
      }
      if (!xml::is_clean(damaged)) continue;
      ++tried;
      if (plainly(damaged)) ++plain;
    }
  }
  CHECK(plain > tried / 10);  // damage of a text is none of the form
  CHECK(plain < tried);
}

}  // namespace doctor
