#include "report/html_table.h"

#include <doctest/doctest.h>

#include <array>

#include "report/html_kit.h"
#include "report/sample_report.h"

using namespace doctor;

namespace {

constexpr std::array<HtmlColumn, 3> kColumns = {{{"Name"}, {"Count", SortBy::number}, {"When", SortBy::time}}};

}  // namespace

TEST_CASE("cells know their column, for sorting and for cards") {
  const std::string html = test::written([](HtmlWriter& h) {
    HtmlTable table(h, "Things", kColumns);
    table.row("rest", "d1");
    table.cell().text("a");
    table.number(12345);
    table.time(test::at("2015-06-01T07:00:00Z"));
    table.row();
    table.cell().text("b");
    table.number(0);
    table.time(FileTime{});
    table.end();
  });
  CHECK(test::html_problem(html).empty());
  CHECK(test::occurrences(html, "<tr") == 3);
  CHECK(html.find("<tr class=\"rest\" id=\"d1\">") != std::string::npos);
  CHECK(html.find("<td data-label=\"Count\" data-value=\"12345\" class=\"num\">12,345</td>") != std::string::npos);
  CHECK(html.find("<th scope=\"col\" data-sort=\"number\">When</th>") != std::string::npos);
  CHECK(html.find("<td data-label=\"When\" data-value=\"0\"></td>") != std::string::npos);
  CHECK(html.find("<caption class=\"unseen\">Things</caption>") != std::string::npos);
}

TEST_CASE("a table without rows is a table") {
  const std::string html = test::written([](HtmlWriter& h) { HtmlTable(h, "None", kColumns).end(); });
  CHECK(test::html_problem(html).empty());
  CHECK(html.find("<tbody></tbody>") != std::string::npos);
}
