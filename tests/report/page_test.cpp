#include "report/page.h"

#include <doctest/doctest.h>

using namespace doctor;

TEST_CASE("headings are set off by one empty line, but not at the top") {
  Page page(80, false);
  page.heading("First");
  page.blank();
  page.heading("Second");
  CHECK(page.take() == "First\n\nSecond\n");
}

TEST_CASE("a bullet stands before the first line and the others hang under the text") {
  Page page(16, false);
  page.item("1. ", Line("one two three four"), 2);
  CHECK(page.take() == "  1. one two\n     three four\n");
}

TEST_CASE("an empty paragraph leaves nothing, not even its bullet") {
  Page page(40, false);
  page.item("* ", Line(), 2);
  page.paragraph(Line("  "), 2);
  CHECK(page.take().empty());
}

TEST_CASE("commands are printed whole, one a line") {
  Page page(20, false);
  page.command("certutil -setreg ca\\csp\\CNGHashAlgorithm SHA256\nRestart-Service certsvc\n", 4);
  CHECK(page.take() == "    certutil -setreg ca\\csp\\CNGHashAlgorithm SHA256\n    Restart-Service certsvc\n");
}

TEST_CASE("no command is no line") {
  Page page(20, false);
  page.command("", 4);
  CHECK(page.take().empty());
}

TEST_CASE("a command's control characters are shown, not sent") {
  Page page(20, false);
  page.command("whoami\x1b[2J\rx", 0);
  CHECK(page.take() == "whoami\\x1b[2J x\n");
}

TEST_CASE("a row keeps its blanks and its length") {
  Page page(10, false);
  page.row(Line("|  .:   #  | FE01.contoso.local"), 2);
  CHECK(page.take() == "  |  .:   #  | FE01.contoso.local\n");
}

TEST_CASE("a table is as wide as the page allows") {
  Page page(30, false);
  Table table({{"n", Table::Align::right, 0}, {"what", Table::Align::left, 8}});
  table.row({Line("12"), Line("one two three four five")});
  page.table(table, 1);
  CHECK(page.take() == "  n  what\n 12  one two three four five\n");
  CHECK(page.width() == 30);
}

TEST_CASE("colours colour headings and commands") {
  Page page(20, true);
  page.heading("H");
  page.command("c", 1);
  CHECK(page.take() == "\x1b[1mH\x1b[0m\n \x1b[38;5;33mc\x1b[0m\n");
}
