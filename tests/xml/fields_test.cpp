#include "xml/fields.h"

#include <doctest/doctest.h>

#include "read_all.h"

namespace doctor {
namespace {

std::string fields_of(const std::string& children_of_event) {
  pugi::xml_document document;
  const std::string text = "<Event>" + children_of_event + "</Event>";
  REQUIRE(document.load_buffer(text.data(), text.size(),
                               pugi::parse_cdata | pugi::parse_escapes | pugi::parse_ws_pcdata_single));
  EventBatch batch;
  std::vector<Field> fields;
  xml::FieldCollector collector(batch, fields, 1 << 20);
  for (const pugi::xml_node child : document.document_element().children()) collector.event_child(child);
  Event event;
  event.data = fields;
  std::string out;
  for (const Field& field : fields) out += std::string(field.name) + "|";
  return out + " " + test::fields_text(event);
}

}  // namespace

TEST_CASE("named data have their name as path, repeated ones a number from the second on") {
  CHECK(fields_of("<EventData><Data Name='a'>1</Data><Data Name='b'>2</Data><Data Name='a'>3</Data></EventData>") ==
        "a|b|a| a=1 b=2 a[1]=3");
}

TEST_CASE("unnamed data are numbered from zero, an empty one is a field") {
  CHECK(fields_of("<EventData><Data>x</Data><Data/><Data></Data><Binary>00FF</Binary></EventData>") ==
        "Data|Data|Data|Binary| Data[0]=x Data[1]= Data[2]= Binary=00FF");
}

TEST_CASE("an empty EventData has no fields") {
  CHECK(fields_of("<EventData/><UserData>\r\n  </UserData>") == " ");
}

TEST_CASE("in user data attributes are fields, declarations of namespaces are not") {
  CHECK(fields_of("<UserData><EventXML xmlns='LSA_NS' xmlns:auto-ns3='x'><Type>server</Type><TargetName></TargetName>"
                  "<R value='0'/><R auto-ns3:value='5'>text</R></EventXML></UserData>") ==
        "Type|TargetName|value|value|R| EventXML/Type=server EventXML/TargetName= EventXML/R/@value=0 "
        "EventXML/R[1]/@value=5 EventXML/R[1]=text");
}

TEST_CASE("nested elements carry their parents in the path") {
  CHECK(fields_of("<UserData><C><E><S h='SHA1'/></E><E><S h='MD5'/><U/></E></C></UserData>") ==
        "h|h|U| C/E/S/@h=SHA1 C/E[1]/S/@h=MD5 C/E[1]/U=");
}

TEST_CASE("processing errors and binary event data are fields") {
  CHECK(fields_of(
            "<ProcessingErrorData><ErrorCode>15005</ErrorCode><EventPayload>AA</EventPayload></ProcessingErrorData>") ==
        "ErrorCode|EventPayload| ErrorCode=15005 EventPayload=AA");
  CHECK(fields_of("<BinaryEventData>AABB</BinaryEventData>") == "BinaryEventData| BinaryEventData=AABB");
}

TEST_CASE("blanks and tree marks between elements are nothing, the text of a leaf stays as it is") {
  CHECK(fields_of("<UserData>\n- <C>\n  - <D> - x\r\n</D>\n+ <E>  </E></C></UserData>") == "D|E| C/D= - x\r\n C/E=  ");
}

TEST_CASE("text in pieces is one text") {
  CHECK(fields_of("<EventData><Data Name='a'>1<![CDATA[<2>]]>3<!-- no -->4</Data></EventData>") == "a| a=1<2>34");
}

TEST_CASE("prefixes are not part of names") {
  CHECK(fields_of("<e:UserData><e:C><e:D>1</e:D></e:C></e:UserData>") == "D| C/D=1");
}

TEST_CASE("thousands of siblings are numbered in linear time") {
  std::string text = "<UserData><C>";
  for (int i = 0; i < 20'000; ++i) text += "<n" + std::to_string(i) + "/><x/>";
  const std::string out = fields_of(text + "</C></UserData>");
  CHECK(out.ends_with("C/n19999= C/x[19999]="));
}

}  // namespace doctor
