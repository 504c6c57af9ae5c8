#include "event/value.h"

#include <doctest/doctest.h>

#include <limits>

#include "base/ids.h"

using namespace doctor;

TEST_CASE("values are printed as Event Viewer prints them") {
  CHECK(Value{}.to_text().empty());
  CHECK(Value::of_text("a b").to_text() == "a b");
  CHECK(Value::of_unsigned(31, true).to_text() == "0x1f");
  CHECK(Value::of_unsigned(UINT64_MAX).to_text() == "18446744073709551615");
  CHECK(Value::of_signed(-5).to_text() == "-5");
  CHECK(Value::of_bool(true).to_text() == "true");
  CHECK(Value::of_bool(false).to_text() == "false");
  CHECK(Value::of_time(*parse_iso8601("2015-06-01T07:00:00Z")).to_text() == "2015-06-01T07:00:00.0000000Z");
  CHECK(Value::of_real(1.5).to_text() == "1.5");
  CHECK(Value::of_real(-std::numeric_limits<double>::infinity()).to_text() == "-INF");
  const std::string guid = *parse_guid("{1f678132-5938-4686-9fdc-c8ff68f15c85}");
  CHECK(Value{Value::Type::guid, false, 0, guid}.to_text() == "{1f678132-5938-4686-9fdc-c8ff68f15c85}");
  const std::string sid = *parse_sid("S-1-5-18");
  CHECK(Value{Value::Type::sid, false, 0, sid}.to_text() == "S-1-5-18");
  CHECK(Value{Value::Type::bytes, false, 0, std::string_view("\x01\xff", 2)}.to_text() == "01FF");
}

TEST_CASE("numbers are the same from typed and from text sources") {
  bool negative = false;
  CHECK(Value::of_unsigned(40).integer() == Value::of_text("40").integer());
  CHECK(Value::of_text(" 0x28 ").integer() == 40u);
  CHECK(Value::of_signed(-2146893019).integer(&negative) == Value::of_text("-2146893019").integer());
  CHECK(negative);
  CHECK_FALSE(Value::of_text("forty").integer());
  CHECK_FALSE(Value{}.integer());
  CHECK_FALSE(Value::of_bool(true).integer());
}
