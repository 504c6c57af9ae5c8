#include "engine/expression.h"

#include <doctest/doctest.h>

using namespace doctor;

namespace {

// The tree with all brackets written: "(a and (not b))".
std::string shown(const Expression& e) {
  switch (e.kind) {
    case Expression::Kind::identifier:
      return e.name;
    case Expression::Kind::any_of:
      return "any of " + e.name;
    case Expression::Kind::all_of:
      return "all of " + e.name;
    case Expression::Kind::negation:
      return "(not " + shown(e.items[0]) + ")";
    case Expression::Kind::all:
    case Expression::Kind::any:
      break;
  }
  std::string out = "(";
  for (const Expression& item : e.items) {
    if (out.size() > 1) out += e.kind == Expression::Kind::all ? " and " : " or ";
    out += shown(item);
  }
  return out + ")";
}

std::string parsed(std::string_view text) {
  const auto e = parse_expression(text);
  return e ? shown(*e) : "error: " + e.error().what;
}

}  // namespace

TEST_CASE("or binds weaker than and, and weaker than not") {
  CHECK(parsed("a") == "a");
  CHECK(parsed("a or b and c") == "(a or (b and c))");
  CHECK(parsed("a and b or c") == "((a and b) or c)");
  CHECK(parsed("not a and b") == "((not a) and b)");
  CHECK(parsed("not (a and b)") == "(not (a and b))");
  CHECK(parsed("not not a") == "(not (not a))");
  CHECK(parsed("(a or b) and not (c or d) and e") == "((a or b) and (not (c or d)) and e)");
  CHECK(parsed("a AND NOT b") == "(a and (not b))");
  CHECK(parsed("  ( a )  ") == "a");
  CHECK(parsed("a\n and\tb") == "(a and b)");
}

TEST_CASE("quantifiers take a pattern or them") {
  CHECK(parsed("1 of selection_*") == "any of selection_*");
  CHECK(parsed("any of them") == "any of them");
  CHECK(parsed("all of sel*_x*") == "all of sel*_x*");
  CHECK(parsed("selection and not 1 of filter_*") == "(selection and (not any of filter_*))");
  CHECK(parsed("all of them and not 1 of _x*") == "(all of them and (not any of _x*))");
}

TEST_CASE("words of the grammar may begin identifiers, digits and hyphens too") {
  CHECK(parsed("android or notepad") == "(android or notepad)");
  CHECK(parsed("1 and all") == "(1 and all)");
  CHECK(parsed("sel-1 and 2sel and _x") == "(sel-1 and 2sel and _x)");
}

TEST_CASE("what is wrong is named with its place") {
  CHECK(parsed("") == "error: expected an identifier at the end");
  CHECK(parsed("a and") == "error: expected an identifier at the end");
  CHECK(parsed("a b") == "error: expected 'and' or 'or' at 'b'");
  CHECK(parsed("(a or b") == "error: expected ')' at the end");
  CHECK(parsed("a)") == "error: expected 'and' or 'or' at ')'");
  CHECK(parsed("a and or b") == "error: expected an identifier at 'or'");
  CHECK(parsed("2 of sel*") == "error: only '1 of', 'any of' and 'all of' are part of Sigma at '2'");
  CHECK(parsed("1 of") == "error: expected 'and' or 'or' at 'of'");
  CHECK(parsed("1 of (a)") == "error: expected a pattern or 'them' at '('");
  CHECK(parsed("sel*") == "error: a pattern needs '1 of' or 'all of' in front at 'sel*'");
  CHECK(parsed("them") == "error: expected an identifier at 'them'");
  CHECK(parsed("a & b") == "error: expected 'and' or 'or' at '&'");
}

TEST_CASE("aggregation is refused as what it is") {
  const auto e = parse_expression("selection | count() by User > 5");
  REQUIRE_FALSE(e);
  CHECK(e.error().code == Errc::unsupported);
  CHECK(e.error().what == "aggregation behind '|' is not part of Sigma any more");
}

TEST_CASE("nesting has a bound, length has none") {
  CHECK(parsed(std::string(1000, '(') + "a" + std::string(1000, ')')).find("nested too deeply") != std::string::npos);
  std::string nots, ands = "a";
  for (int i = 0; i < 1000; ++i) nots += "not ";
  for (int i = 0; i < 5000; ++i) ands += " and a";
  CHECK(parsed(nots + "a").find("nested too deeply") != std::string::npos);
  CHECK(parse_expression(ands)->items.size() == 5001);
}

TEST_CASE("patterns take whole names, and hidden ones only when asked") {
  CHECK(selects("selection_*", "selection_a"));
  CHECK_FALSE(selects("selection_*", "selection"));
  CHECK_FALSE(selects("selection", "selection_a"));
  CHECK(selects("*_cli", "selection_cli"));
  CHECK(selects("sel*_c*", "selection_cli"));
  CHECK_FALSE(selects("Sel*", "selection"));
  CHECK(selects("them", "selection"));
  CHECK_FALSE(selects("them", "_hidden"));
  CHECK_FALSE(selects("*", "_hidden"));
  CHECK(selects("_h*", "_hidden"));
}
