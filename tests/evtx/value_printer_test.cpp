#include "evtx/value_printer.h"

#include <doctest/doctest.h>

#include <random>
#include <string>

#include "base/text.h"
#include "event/source.h"
#include "evtx/printing.h"
#include "support/evtx_builder.h"

using namespace doctor;
using namespace doctor::evtx;
using namespace doctor::test;

namespace {

/// A value as it is printed in a named <Data>, in both formats.
struct Printed {
  std::string xml, json;
  bool operator==(const Printed&) const = default;
};

Printed print(const EvtxValue& value) {
  const std::string chunk = EvtxBuilder().record(EvtxRecord("Contoso", 1).data("v", value)).chunk();
  return {between(printed_xml(chunk), "<EventData>", "</EventData>"),
          between(printed_json(chunk), "\"EventData\":{\"v\":", "}}}")};
}
Printed both(const std::string& xml, const std::string& json) {
  return {"<Data Name='v'>" + xml + "</Data>", json};
}

std::string le(std::uint64_t n, std::size_t width) {
  return EvtxValue::number(0, n, width).bytes;
}

}  // namespace

TEST_CASE("every scalar type in both formats") {
  CHECK(print(EvtxValue::text("a<b\"")) == both("a&lt;b\"", "\"a<b\\\"\""));
  CHECK(print(EvtxValue::text("")) == both("", "\"\""));
  CHECK(print(EvtxValue::null()) == both("", "null"));
  CHECK(print(EvtxValue::ansi("M\xfc"
                              "ller")) == both("M\xc3\xbcller", "\"M\xc3\xbcller\""));
  CHECK(print(EvtxValue::ansi("")) == both("", "\"\""));
  CHECK(print(EvtxValue::raw(0x03, "\xff")) == both("-1", "-1"));
  CHECK(print(EvtxValue::uint8(255)) == both("255", "255"));
  CHECK(print(EvtxValue::raw(0x05, le(0x8000, 2))) == both("-32768", "-32768"));
  CHECK(print(EvtxValue::uint16(65535)) == both("65535", "65535"));
  CHECK(print(EvtxValue::int32(-2146893043)) == both("-2146893043", "-2146893043"));
  CHECK(print(EvtxValue::uint32(4294967295)) == both("4294967295", "4294967295"));
  CHECK(print(EvtxValue::int64(-5)) == both("-5", "-5"));
  CHECK(print(EvtxValue::uint64(18446744073709551615u)) == both("18446744073709551615", "18446744073709551615"));
  CHECK(print(EvtxValue::raw(0x0b, le(0x3fc00000, 4))) == both("1.5", "1.5"));
  CHECK(print(EvtxValue::raw(0x0c, le(0x40a8fe77ced91687, 8))).json == "3199.234");
  CHECK(print(EvtxValue::raw(0x0c, le(0x7ff8000000000000, 8))) == both("NaN", "\"NaN\""));
  CHECK(print(EvtxValue::boolean(true)) == both("true", "true"));
  CHECK(print(EvtxValue::boolean(false)) == both("false", "false"));
  CHECK(print(EvtxValue::raw(0x0d, le(7, 4))) == both("true", "true"));
  CHECK(print(EvtxValue::binary(std::string("\x00\xab", 2))) == both("00AB", "\"00AB\""));
  CHECK(print(EvtxValue::guid("{1F678132-5938-4686-9FDC-C8FF68F15C85}")) ==
        both("{1f678132-5938-4686-9fdc-c8ff68f15c85}", "\"1F678132-5938-4686-9FDC-C8FF68F15C85\""));
  CHECK(print(EvtxValue::raw(0x10, le(0x7ff0, 8))) == both("0x7ff0", "\"0x7ff0\""));
  CHECK(print(EvtxValue::raw(0x10, le(0x7ff0, 4))) == both("0x7ff0", "\"0x7ff0\""));
  CHECK(print(EvtxValue::time("2015-06-01T07:00:00.1234567Z")) ==
        both("2015-06-01T07:00:00.1234567Z", "\"2015-06-01T07:00:00.1234567Z\""));
  const std::string system_time =
      le(2015, 2) + le(6, 2) + le(1, 2) + le(1, 2) + le(7, 2) + le(0, 2) + le(0, 2) + le(123, 2);
  CHECK(print(EvtxValue::raw(0x12, system_time)) ==
        both("2015-06-01T07:00:00.123Z", "\"2015-06-01T07:00:00.1230000Z\""));
  CHECK(print(EvtxValue::sid("S-1-5-21-1-2-3-1001")) == both("S-1-5-21-1-2-3-1001", "\"S-1-5-21-1-2-3-1001\""));
  CHECK(print(EvtxValue::hex32(0x8009030d)) == both("0x8009030d", "\"0x8009030d\""));
  CHECK(print(EvtxValue::hex64(0x80000000000)) == both("0x80000000000", "\"0x80000000000\""));
  CHECK(print(EvtxValue::raw(0x23, to_utf16le("<a/>"))) == both("&lt;a/&gt;", "\"<a/>\""));
  CHECK(print(EvtxValue::raw(0x7e, "\x01\x02")) == both("0102", "\"0102\""));  // a type that does not exist
}

TEST_CASE("values whose size does not fit their type are read as far as it makes sense") {
  CHECK(print(EvtxValue::raw(0x08, le(0x1234, 2))) == both("4660", "4660"));
  CHECK(print(EvtxValue::raw(0x0f, std::string(3, 'a'))) == both("616161", "\"616161\""));
  CHECK(print(EvtxValue::raw(0x13, std::string("\x01\x09zz", 4))) == both("01097A7A", "\"01097A7A\""));
  CHECK(print(EvtxValue::raw(0x11, le(1, 4))) == both("01000000", "\"01000000\""));
  CHECK(print(EvtxValue::raw(0x01, std::string("a\0b\0c", 5))) == both("ab", "\"ab\""));
  CHECK(print(EvtxValue::raw(0x01, std::string("a\0\0\0", 4))) == both("a", "\"a\""));
  CHECK(print(EvtxValue::raw(0x01, std::string("a\0\0\0b\0", 6))) == both("a\xef\xbf\xbd"
                                                                          "b",
                                                                          "\"a\\u0000b\""));
}

TEST_CASE("arrays of every type: repeated elements in XML, a list in JSON") {
  const auto list = [](const Printed& p) { return p.xml + " " + p.json; };
  const auto twice = [](const std::string& x, const std::string& y) {
    return "<Data Name='v'>" + x + "</Data><Data Name='v'>" + y + "</Data>";
  };
  CHECK(list(print(EvtxValue::strings({"a", ""}))) == twice("a", "") + " [\"a\",\"\"]");
  CHECK(list(print(EvtxValue::raw(0x82, std::string("a\0b\0", 4)))) == twice("a", "b") + " [\"a\",\"b\"]");
  CHECK(list(print(EvtxValue::raw(0x83, "\xff\x01"))) == twice("-1", "1") + " [-1,1]");
  CHECK(list(print(EvtxValue::raw(0x84, "\xff\x01"))) == twice("255", "1") + " [255,1]");
  for (const auto& [type, width] :
       {std::pair<std::uint8_t, std::size_t>{0x85, 2}, {0x86, 2}, {0x87, 4}, {0x88, 4}, {0x89, 8}, {0x8a, 8}}) {
    CHECK(list(print(EvtxValue::raw(type, le(7, width) + le(9, width)))) == twice("7", "9") + " [7,9]");
  }
  CHECK(list(print(EvtxValue::raw(0x8b, le(0x3fc00000, 4) + le(0, 4)))) == twice("1.5", "0") + " [1.5,0]");
  CHECK(list(print(EvtxValue::raw(0x8c, le(0x3ff8000000000000, 8) + le(0, 8)))) == twice("1.5", "0") + " [1.5,0]");
  CHECK(list(print(EvtxValue::raw(0x8d, le(1, 4) + le(0, 4)))) == twice("true", "false") + " [true,false]");
  for (const std::uint8_t type : {std::uint8_t{0x94}, std::uint8_t{0x95}, std::uint8_t{0x90}}) {
    const std::size_t width = type == 0x94 ? 4 : 8;
    CHECK(list(print(EvtxValue::raw(type, le(10, width) + le(0, width)))) ==
          twice("0xa", "0x0") + " [\"0xa\",\"0x0\"]");
  }
  const std::string guid = EvtxValue::guid("{1F678132-5938-4686-9FDC-C8FF68F15C85}").bytes;
  CHECK(print(EvtxValue::raw(0x8f, guid + guid)).json ==
        "[\"1F678132-5938-4686-9FDC-C8FF68F15C85\",\"1F678132-5938-4686-9FDC-C8FF68F15C85\"]");
  const std::string time = EvtxValue::time("2015-06-01T07:00:00Z").bytes;
  CHECK(list(print(EvtxValue::raw(0x91, time + time))) ==
        twice("2015-06-01T07:00:00.0000000Z", "2015-06-01T07:00:00.0000000Z") +
            " [\"2015-06-01T07:00:00.0000000Z\",\"2015-06-01T07:00:00.0000000Z\"]");
  const std::string sid = EvtxValue::sid("S-1-5-18").bytes;
  CHECK(list(print(EvtxValue::raw(0x93, sid + sid))) == twice("S-1-5-18", "S-1-5-18") + " [\"S-1-5-18\",\"S-1-5-18\"]");
  CHECK(print(EvtxValue::strings({"a"})) == both("a", "\"a\""));  // one stands for itself
  CHECK(print(EvtxValue::raw(0x81, "")) == both("", "null"));
  CHECK(print(EvtxValue::raw(0x88, le(7, 4) + le(1, 2))).json == "[7,1]");  // the last item is cut
}

TEST_CASE("any type with any bytes prints what its Value says, in XML and inside JSON's quotes") {
  std::mt19937 random(7);
  EventBatch batch;
  for (int round = 0; round < 4000; ++round) {
    const auto type = static_cast<std::uint8_t>(random() % 0x24);
    if (type == value_type::binary_xml) continue;
    std::string bytes(random() % 40, '\0');
    for (char& c : bytes) c = static_cast<char>(random() % 5 == 0 ? random() : 'a');
    Budget budget;
    TextPool pool(batch.arena(), budget);
    ValuePrinter printer(pool);
    const ByteView chunk = as_bytes(bytes.data(), bytes.size());
    TextBuffer json, xml;
    printer.print(type, chunk, chunk, Form::json, json);
    printer.print(type, chunk, chunk, Form::xml_text, xml);
    const Value value = to_value(type, chunk, pool);
    TextBuffer expected;
    std::string text = value.to_text();
    ValuePrinter::print_text(text, Form::xml_text, expected);
    if (type != value_type::guid && type != value_type::system_time) CHECK(xml.view() == expected.view());
    if (json.view().starts_with('"') && type != value_type::guid) {
      TextBuffer quoted;
      ValuePrinter::print_text(text, Form::json, quoted);
      CHECK(json.view() == quoted.view());
    } else if (value.type == Value::Type::none) {
      CHECK(json.view() == "null");
    }
    batch.clear();
  }
}
