#include "engine/number.h"

#include <doctest/doctest.h>

#include <string>

using namespace doctor;

namespace {

bool less(const char* a, const char* b) {
  return parse_number(a)->compare(*parse_number(b)) < 0;
}

}  // namespace

TEST_CASE("whole numbers compare exactly, over all of 64 bits") {
  CHECK(less("9223372036854775807", "9223372036854775808"));
  CHECK(less("18446744073709551614", "18446744073709551615"));
  CHECK(less("-1", "0"));
  CHECK(less("-2", "-1"));
  CHECK(less("-1", "18446744073709551615"));
  CHECK(parse_number("0x28")->compare(*parse_number("40")) == 0);
}

TEST_CASE("fractions compare by value") {
  CHECK(less("1.5", "2"));
  CHECK(less("-0.5", "0"));
  CHECK(parse_number("2e3")->compare(*parse_number("2000")) == 0);
}

TEST_CASE("what is no number is none") {
  for (const char* bad : {"", "-", "abc", "12 ", "1.5.2", "nan", "inf", "-inf", "0x", "TLS 1.2", ".5"}) {
    CHECK_MESSAGE(!parse_number(bad).has_value(), std::string(bad));
  }
}

TEST_CASE("a typed value and its text are one number") {
  CHECK(number_of(Value::of_unsigned(40, true))->compare(*number_of(Value::of_text("40"))) == 0);
  CHECK(number_of(Value::of_signed(-5))->compare(*number_of(Value::of_text(" -5 "))) == 0);
  CHECK(number_of(Value::of_real(0.5))->compare(*number_of(Value::of_text("0.5"))) == 0);
  CHECK_FALSE(number_of(Value::of_bool(true)));
  CHECK_FALSE(number_of(Value{}));
}
