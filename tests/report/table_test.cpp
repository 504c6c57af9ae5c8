#include "report/table.h"

#include <doctest/doctest.h>

#include "report/display_width.h"
#include "report/sample_report.h"

using namespace doctor;

namespace {

Table sample() {
  Table table({{"events", Table::Align::right, 0}, {"event", Table::Align::left, 8}, {"when", Table::Align::left, 10}});
  table.row({Line("1,234"), Line("Schannel 36888"), Line("2015-06-01 07:00:00Z")});
  table.row({Line("7"), Line("LS User Services 32174"), Line("later")});
  return table;
}

std::string plain(const Table& table, unsigned width, unsigned indent = 0) {
  return inked(table.marked(width, indent), false);
}

}  // namespace

TEST_CASE("columns are as wide as they must be") {
  CHECK(plain(sample(), 100, 1) ==
        " events  event                   when\n"
        "  1,234  Schannel 36888          2015-06-01 07:00:00Z\n"
        "      7  LS User Services 32174  later\n");
}

TEST_CASE("what does not fit goes on in its column") {
  CHECK(plain(sample(), 40) ==
        "events  event            when\n"
        " 1,234  Schannel 36888   2015-06-01\n"
        "                         07:00:00Z\n"
        "     7  LS User          later\n"
        "        Services 32174\n");
}

TEST_CASE("a column gives way between words; before one is cut, rows become a list") {
  Table table({{"", Table::Align::left, 1}, {"", Table::Align::left, 1}});
  table.row({Line("one two three four"), Line("alphabetical")});
  CHECK(plain(table, 22) == "one two   alphabetical\nthree\nfour\n");
  CHECK(plain(table, 21) == "* one two three four;\n  alphabetical\n");
}

TEST_CASE("a terminal too narrow for the columns gets a list") {
  CHECK(plain(sample(), 24) ==
        "* events: 1,234; event:\n"
        "  Schannel 36888; when:\n"
        "  2015-06-01 07:00:00Z\n"
        "* events: 7; event: LS\n"
        "  User Services 32174;\n"
        "  when: later\n");
}

TEST_CASE("no width loses a character or makes a line too long") {
  Table table({{"a", Table::Align::left, 8}, {"b", Table::Align::right, 8}, {"c", Table::Align::left, 8}});
  table.row({Line(std::string(500, 'x')), Line("short"), Line(std::string(90, 'y') + " " + std::string(90, 'y'))});
  for (unsigned width = 10; width < 300; ++width) {
    const std::string text = plain(table, width);
    CHECK(std::count(text.begin(), text.end(), 'x') == 500);
    CHECK(std::count(text.begin(), text.end(), 'y') == 180);
    for (const std::string& line : test::lines_of(text)) CHECK(display_width(line) <= width);
  }
}

TEST_CASE("wide characters count for two columns") {
  Table table({{"", Table::Align::left, 0}, {"", Table::Align::left, 0}});
  table.row({Line("証明書"), Line("a")});
  table.row({Line("x"), Line("b")});
  CHECK(plain(table, 80) == "証明書  a\nx       b\n");
}

TEST_CASE("an ink ends where its cell ends, on every line") {
  Table table({{"", Table::Align::left, 4}, {"", Table::Align::left, 0}});
  table.row({Line("red letter", Ink::red), Line("plain")});
  CHECK(inked(table.marked(15, 0), true) == "\x1b[1;38;5;197mred\x1b[0m       plain\n\x1b[1;38;5;197mletter\x1b[0m\n");
}

TEST_CASE("missing cells are empty, and no row is no table") {
  Table table({{"a", Table::Align::left, 0}, {"b", Table::Align::left, 0}});
  CHECK(plain(table, 80).empty());
  table.row({Line("x")});
  CHECK(plain(table, 80) == "a  b\nx\n");
}

TEST_CASE("a cell of a megabyte is printed in reasonable time and whole") {
  Table table({{"a", Table::Align::left, 8}, {"b", Table::Align::left, 8}});
  table.row({Line(std::string(1'000'000, 'x')), Line("b")});
  const std::string text = plain(table, 80);
  CHECK(std::count(text.begin(), text.end(), 'x') == 1'000'000);
}
