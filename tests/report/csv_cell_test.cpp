#include "report/csv_cell.h"

#include <doctest/doctest.h>

#include <string>

using namespace doctor;

namespace {

std::string cell(std::string_view text) {
  TextBuffer out;
  append_csv_cell(text, out);
  return std::string(out.view());
}

}  // namespace

TEST_CASE("a plain cell stays as it is; commas and quotes are quoted") {
  CHECK(cell("") == "");
  CHECK(cell("FE01.contoso.com") == "FE01.contoso.com");
  CHECK(cell("a,b") == "\"a,b\"");
  CHECK(cell("say \"no\"") == "\"say \"\"no\"\"\"");
  CHECK(cell("Grüße") == "Grüße");
}

TEST_CASE("no cell is a formula, and none leaves its line") {
  CHECK(cell("=HYPERLINK(\"x\")") == "\"'=HYPERLINK(\"\"x\"\")\"");
  CHECK(cell("+1") == "'+1");
  CHECK(cell("-1") == "'-1");
  CHECK(cell("@SUM(A1)") == "'@SUM(A1)");
  CHECK(cell("\t=1") == "\\t=1");
  CHECK(cell("a\r\nb") == "a\\r\\nb");
  CHECK(cell("\xe2\x80\xae" "evil") == "\\u{202e}evil");
}
