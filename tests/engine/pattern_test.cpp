#include "engine/pattern.h"

#include <doctest/doctest.h>

#include "support/event_builder.h"

using namespace doctor;
using doctor::test::EventBuilder;

namespace {

bool fits(const Pattern& pattern, const Value& value) {
  FieldTable table;
  table.add("X");
  EventView view(table);
  EventBatch batch;
  view.reset(EventBuilder("P", 1).data("X", value).add_to(batch));
  return pattern.matches(view.value(view.values(0)[0]));
}

bool text_fits(std::string_view pattern, const Value& value) {
  return fits(Pattern::text(pattern, {}), value);
}

bool regex_fits(const char* expression, std::string_view text, Pattern::RegexFlags flags = {}) {
  const auto pattern = Pattern::regex(expression, flags);
  REQUIRE(pattern);
  return fits(*pattern, Value::of_text(text));
}

bool part_is(Pattern::TimePart part, const char* number, std::string_view time) {
  return fits(Pattern::time_part(part, Pattern::Compare::equal, *parse_number(number)), Value::of_text(time));
}

}  // namespace

TEST_CASE("40, 0x28 and a typed 40 are one number, in rule and event alike") {
  for (const char* rule : {"40", "0x28", "0X28"}) {
    CHECK(text_fits(rule, Value::of_unsigned(40)));
    CHECK(text_fits(rule, Value::of_unsigned(40, true)));
    CHECK(text_fits(rule, Value::of_signed(40)));
    CHECK(text_fits(rule, Value::of_text("40")));
    CHECK(text_fits(rule, Value::of_text("0x00000028")));
    CHECK_FALSE(text_fits(rule, Value::of_text("041")));
    CHECK_FALSE(text_fits(rule, Value::of_unsigned(28)));
  }
  CHECK(text_fits("-5", Value::of_signed(-5)));
  CHECK_FALSE(text_fits("18446744073709551611", Value::of_signed(-5)));
}

TEST_CASE("a text that only looks like a number stays a text") {
  CHECK_FALSE(text_fits("007", Value::of_unsigned(7)));
  CHECK(text_fits("007", Value::of_text("007")));
  CHECK_FALSE(text_fits("1.0", Value::of_unsigned(1)));
  CHECK(text_fits("4*", Value::of_unsigned(40)));
}

TEST_CASE("values compare as Windows prints them") {
  CHECK(text_fits("true", Value::of_bool(true)));
  CHECK(text_fits("2015-06-01T07:00:00.0000000Z", Value::of_time(*parse_iso8601("2015-06-01T07:00:00Z"))));
  CHECK(text_fits("", Value::of_text("")));
  CHECK(text_fits("", Value{}));
  CHECK_FALSE(text_fits("", Value::of_text(" ")));
}

TEST_CASE("a regular expression searches, minds case, and obeys its flags") {
  CHECK(regex_fits("12{2}", "x1223"));
  CHECK_FALSE(regex_fits("^12", "x12"));
  CHECK_FALSE(regex_fits("tls", "TLS"));
  CHECK(regex_fits("tls", "TLS", {true, false, false}));
  CHECK_FALSE(regex_fits("^b", "a\nb"));
  CHECK(regex_fits("^b", "a\nb", {false, true, false}));
  CHECK(regex_fits("^x|^b", "a\nb", {false, true, false}));
  CHECK_FALSE(regex_fits("a.b", "a\nb"));
  CHECK(regex_fits("a.b", "a\nb", {false, false, true}));
  CHECK(regex_fits("^.$", "€"));
}

TEST_CASE("an expression that cannot run in linear time is refused with a reason") {
  CHECK(Pattern::regex("(?=x)", {}).error().what == "invalid perl operator: (?=");
  CHECK(Pattern::regex("(a)\\1", {}).error().what == "invalid escape sequence: \\1");
  CHECK(Pattern::regex("a(", {}).error().what == "missing ): a(");
  CHECK_FALSE(Pattern::regex("((a{100}){100}){100}", {}));
}

TEST_CASE("comparisons are numeric; what is no number never compares") {
  using Compare = Pattern::Compare;
  const auto cmp = [](Compare op, const char* bound, const Value& v) {
    return fits(Pattern::compare(op, *parse_number(bound)), v);
  };
  for (const auto& [value, less, equal] : {std::tuple{"9", true, false}, {"10", false, true}, {"11", false, false}}) {
    CHECK(cmp(Compare::less, "10", Value::of_text(value)) == less);
    CHECK(cmp(Compare::less_equal, "10", Value::of_text(value)) == (less || equal));
    CHECK(cmp(Compare::greater, "10", Value::of_text(value)) == !(less || equal));
    CHECK(cmp(Compare::greater_equal, "10", Value::of_text(value)) == !less);
  }
  CHECK(cmp(Compare::less, "0x100", Value::of_unsigned(255, true)));
  CHECK(cmp(Compare::less, "0", Value::of_signed(-1)));
  CHECK_FALSE(cmp(Compare::less, "10", Value::of_text("nine")));
  CHECK_FALSE(cmp(Compare::less, "10", Value{}));
}

TEST_CASE("networks look at the address, not at the text") {
  const auto pattern = Pattern::cidr("10.0.0.0/8");
  REQUIRE(pattern);
  CHECK(fits(*pattern, Value::of_text("10.1.2.3")));
  CHECK_FALSE(fits(*pattern, Value::of_text("110.1.2.3")));
  CHECK_FALSE(fits(*pattern, Value::of_text("10.1.2.3.4")));
  CHECK_FALSE(fits(*pattern, Value::of_text("-")));
}

TEST_CASE("parts of a date are those of its UTC form") {
  using Part = Pattern::TimePart;
  const char* time = "2015-06-01T07:08:09Z";
  CHECK(part_is(Part::minute, "8", time));
  CHECK(part_is(Part::hour, "7", time));
  CHECK(part_is(Part::day, "1", time));
  CHECK(part_is(Part::month, "6", time));
  CHECK(part_is(Part::year, "2015", time));
  CHECK(part_is(Part::week, "23", time));
  CHECK(part_is(Part::hour, "5", "2015-06-01T07:08:09+02:00"));
  CHECK_FALSE(part_is(Part::hour, "7", "no date"));
  CHECK(fits(Pattern::time_part(Part::hour, Pattern::Compare::less, *parse_number("8")),
             Value::of_time(*parse_iso8601(time))));
}

TEST_CASE("weeks at the turn of the year are those of ISO 8601") {
  using Part = Pattern::TimePart;
  CHECK(part_is(Part::week, "53", "2016-01-03"));
  CHECK(part_is(Part::week, "1", "2016-01-04"));
  CHECK(part_is(Part::week, "1", "2014-12-29"));
  CHECK(part_is(Part::week, "52", "2014-12-28"));
}

TEST_CASE("what only one number or text can match is known") {
  CHECK(Pattern::text("36888", {}).only_number()->bits == 36888);
  CHECK_FALSE(Pattern::text("3688?", {}).only_number());
  CHECK_FALSE(Pattern::text("36888", {Glob::Position::start, false, false, false}).only_number());
  CHECK(*Pattern::text("SChannel", {}).only_text() == "schannel");
  CHECK(*Pattern::text("SChannel", {Glob::Position::whole, true, false, false}).only_text() == "schannel");
  CHECK_FALSE(Pattern::text("S*", {}).only_text());
  CHECK_FALSE(Pattern::compare(Pattern::Compare::less, *parse_number("5")).only_number());
}
