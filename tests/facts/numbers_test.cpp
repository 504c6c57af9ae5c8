#include "facts/numbers.h"

#include <doctest/doctest.h>

namespace doctor::facts {

TEST_CASE("a status is the same number in every spelling and type") {
  for (const Value& value :
       {Value::of_text("0x80092013"), Value::of_text(" 2148081683 "), Value::of_text("-2146885613"),
        Value::of_unsigned(0x80092013, true), Value::of_signed(-2146885613)}) {
    REQUIRE(status_of(value).has_value());
    CHECK(*status_of(value) == 0x80092013);
  }
  CHECK_FALSE(status_of(Value::of_text("4294967296")).has_value());
  CHECK_FALSE(status_of(Value::of_text("-2147483649")).has_value());
  CHECK_FALSE(status_of(Value::of_text("80092013h")).has_value());
  CHECK_FALSE(status_of(Value::of_text("")).has_value());
}

TEST_CASE("CAPI2's numbers are hexadecimal without 0x") {
  CHECK(*capi_hex(Value::of_text("800B0109")) == 0x800B0109);
  CHECK(*capi_hex(Value::of_text("10c")) == 0x10c);
  CHECK(*capi_hex(Value::of_text("0x40")) == 0x40);
  CHECK(*capi_hex(Value::of_unsigned(0x40)) == 0x40);
  CHECK_FALSE(capi_hex(Value::of_text("123456789")).has_value());
  CHECK_FALSE(capi_hex(Value::of_text("-1")).has_value());
  CHECK_FALSE(capi_hex(Value::of_text("")).has_value());
}

TEST_CASE("unsigned numbers have no sign and 32 bits") {
  CHECK(*unsigned_of(Value::of_text("40")) == 40);
  CHECK_FALSE(unsigned_of(Value::of_text("-40")).has_value());
  CHECK_FALSE(unsigned_of(Value::of_unsigned(0x100000000)).has_value());
}

TEST_CASE("failure codes are told from other numbers") {
  CHECK(looks_like_hresult(0x800B0109));
  CHECK(looks_like_hresult(0xC3E8302D));
  CHECK_FALSE(looks_like_hresult(0xFFFFFFFF));
  CHECK_FALSE(looks_like_hresult(1058));
  CHECK(is_lync_code(0xC3E93C2F));
  CHECK_FALSE(is_lync_code(0x80090326));
  CHECK(hex_text(0x40) == "0x00000040");
}

TEST_CASE("binary data are bytes, or their hexadecimal text") {
  CHECK(*bytes_of(Value{Value::Type::bytes, false, 0, std::string_view("R\0", 2)}) == std::string("R\0", 2));
  CHECK(*bytes_of(Value::of_text("5200")) == std::string("R\0", 2));
  CHECK_FALSE(bytes_of(Value::of_text("RTCSRV")).has_value());
  CHECK_FALSE(bytes_of(Value::of_text("")).has_value());
}

TEST_CASE("seconds from one moment to another, rounded down") {
  const auto at = [](std::string_view text) { return *parse_iso8601(text); };
  CHECK(facts::seconds_between(at("2015-06-01T07:00:00Z"), at("2015-06-01T07:00:01.9Z")) == 1);
  CHECK(facts::seconds_between(at("2015-06-01T07:00:01.9Z"), at("2015-06-01T07:00:00Z")) == -2);
  CHECK(facts::seconds_between(at("2015-06-01T07:00:00Z"), at("2015-06-01T07:00:00Z")) == 0);
}

TEST_CASE("a failure code in a text") {
  CHECK(facts::failure_code_in("text 0x80092013 (-2146885613 CRYPT_E_REVOCATION_OFFLINE)") == 0x80092013u);
  CHECK(facts::failure_code_in("Error Code: 80070005!_HRX! (Access is denied)") == 0x80070005u);
  CHECK_FALSE(facts::failure_code_in("0x00000000 and 0x800920131"));
}

}  // namespace doctor::facts
