#include "redact/markup.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace doctor;

namespace {

/// Writes down what it is asked, and shouts.
class Asked : public TextEditor {
 public:
  bool edit(std::string_view text, std::string_view field, std::string& out) override {
    questions.push_back(std::string(field) + "=" + std::string(text));
    if (text.find("fe01") == std::string_view::npos) return false;
    out = "<H&'\">";
    return true;
  }
  bool edit_sid(std::string_view, std::string&) override { return false; }
  std::vector<std::string> questions;
};

std::string xml(std::string_view line, Asked& editor) {
  TextBuffer out;
  redact::edit_xml_line(line, editor, out);
  return std::string(out.view());
}
std::string json(std::string_view line, Asked& editor) {
  TextBuffer out;
  redact::edit_json_line(line, editor, out);
  return std::string(out.view());
}

}  // namespace

TEST_CASE("texts and attributes of XML, with their fields") {
  Asked editor;
  const std::string line =
      "<Event xmlns='http://fe01/x'><System><Provider "
      "Name='fe01'/><Channel>fe01</Channel><Computer>fe01</Computer><Security UserID='S-1-5-18'/></System>"
      "<EventData><Data Name='fe01'>a &amp; fe01 &#233;</Data><Data>fe01</Data><Binary>00</Binary></EventData>"
      "<UserData><p:X xmlns:p='n'><p:Cert subjectName='fe01'>q</p:Cert></p:X></UserData></Event>";
  CHECK(
      xml(line, editor) ==
      "<Event xmlns='http://fe01/x'><System><Provider "
      "Name='fe01'/><Channel>fe01</Channel><Computer>&lt;H&amp;'\"&gt;</Computer><Security UserID='S-1-5-18'/></System>"
      "<EventData><Data "
      "Name='fe01'>&lt;H&amp;'\"&gt;</Data><Data>&lt;H&amp;'\"&gt;</Data><Binary>00</Binary></EventData>"
      "<UserData><p:X xmlns:p='n'><p:Cert subjectName='&lt;H&amp;&apos;\"&gt;'>q</p:Cert></p:X></UserData></Event>");
  CHECK(editor.questions == std::vector<std::string>{"Computer=fe01", "UserID=S-1-5-18", "fe01=a & fe01 \xc3\xa9",
                                                     "Data=fe01", "Binary=00", "subjectName=fe01", "Cert=q"});
}

TEST_CASE("strings of JSON, with their fields") {
  Asked editor;
  const std::string line =
      "{\"Event\":{\"#attributes\":{\"xmlns\":\"fe01\"},\"System\":{\"Provider\":{\"#attributes\":{\"Name\":\"fe01\"}},"
      "\"Channel\":\"fe01\",\"Computer\":\"fe01\",\"EventID\":{\"#text\":7}},"
      "\"EventData\":{\"fe01\":\"x\\n\\\"fe01\\u00e9\",\"Data\":[\"fe01\",\"b\"],\"T\":{\"#attributes\":{\"a\":"
      "\"fe01\"},\"#text\":\"fe01\"}}}}";
  CHECK(json(line, editor) ==
        "{\"Event\":{\"#attributes\":{\"xmlns\":\"fe01\"},\"System\":{\"Provider\":{\"#attributes\":{\"Name\":\"fe01\"}"
        "},\"Channel\":\"fe01\",\"Computer\":\"<H&'\\\">\",\"EventID\":{\"#text\":7}},"
        "\"EventData\":{\"fe01\":\"<H&'\\\">\",\"Data\":[\"<H&'\\\">\",\"b\"],\"T\":{\"#attributes\":{\"a\":\"<H&'\\\">"
        "\"},\"#text\":\"<H&'\\\">\"}}}}");
  CHECK(editor.questions ==
        std::vector<std::string>{"Computer=fe01", "fe01=x\n\"fe01\xc3\xa9", "Data=fe01", "Data=b", "a=fe01", "T=fe01"});
}

TEST_CASE("cut lines come through as they are") {
  const std::string whole_xml = "<Event><EventData><Data Name='A'>fe0</Data><X a='b'/></EventData></Event>",
                    whole_json = "{\"Event\":{\"A\":\"b\\u00e9\"}}";
  for (std::size_t n = 0; n <= whole_xml.size(); ++n) {
    Asked editor;
    CHECK(xml(whole_xml.substr(0, n), editor) == whole_xml.substr(0, n));
  }
  for (std::size_t n = 0; n <= whole_json.size(); ++n) {
    Asked editor;
    CHECK(json(whole_json.substr(0, n), editor) == whole_json.substr(0, n));
  }
}
