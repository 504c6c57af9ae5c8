#include "report/markdown_page.h"

#include <doctest/doctest.h>

#include "report/report.h"
#include "report/sample_report.h"

using namespace doctor;

TEST_CASE("title, headings and paragraphs are set apart") {
  MarkdownPage page;
  page.title(Line("1 diagnosis", Ink::bold).add(": MD5"));
  page.paragraph(Line("Run 1"), 0);
  page.heading("Inputs");
  page.blank();
  page.paragraph(Line("one"), 3);
  page.paragraph(Line(""), 3);
  page.paragraph(Line("two"), 3);
  CHECK(page.take() == "# **1 diagnosis**: MD5\n\nRun 1\n\n## Inputs\n\none\n\ntwo\n");
}

TEST_CASE("what hangs under an item on the screen belongs to it") {
  MarkdownPage page;
  page.paragraph(Line("What to do", Ink::bold), 3);
  page.item("1. ", Line("Look."), 3);
  page.command("certutil -getreg\ncertutil -v", 9);
  page.paragraph(Line("Risk: none"), 6);
  page.item("2. ", Line("Act."), 3);
  page.paragraph(Line("Behind."), 3);
  CHECK(page.take() ==
        "**What to do**\n\n1. Look.\n\n   ```\n   certutil -getreg\n   certutil -v\n   ```\n\n   Risk: none\n\n2. Act.\n\nBehind.\n");
}

TEST_CASE("items in items, and one list behind the other") {
  MarkdownPage page;
  page.item("+ ", Line("evidence"), 3);
  page.item("- ", Line("event"), 7);
  page.item("- ", Line("event"), 7);
  page.paragraph(Line("... and 3 more"), 7);
  page.item("+ ", Line("evidence"), 3);
  CHECK(page.take() == "- evidence\n  - event\n  - event\n\n  ... and 3 more\n\n- evidence\n");
}

TEST_CASE("drawings are kept in one code block, notes keep their numbers") {
  MarkdownPage page;
  page.row(Line("1 |#  |"), 0);
  page.row(Line("2 | ``` |"), 2);
  page.item("[1] ", Line("a note"), 1);
  CHECK(page.take() == "```\n1 |#  |\n  2 | ''' |\n```\n\n- \\[1\\] a note\n");
  MarkdownPage last;
  last.row(Line("x"), 0);
  CHECK(last.take() == "```\nx\n```\n");
}

TEST_CASE("a table has its columns, and cells no bars of their own") {
  MarkdownPage page;
  Table table({{"events", Table::Align::right, 0}, {"event", Table::Align::left, 9}});
  table.row({Line("12", Ink::bold), Line("a|b")});
  table.row({Line("3")});
  page.table(table, 1);
  CHECK(page.take() == "| events | event |\n| ---: | --- |\n| **12** | a\\|b |\n| 3 |  |\n");
  MarkdownPage empty;
  empty.table(Table({{"x", Table::Align::left, 0}}), 0);
  CHECK(empty.take().empty());
}

TEST_CASE("nothing of a text is markup, a link or HTML") {
  CHECK(markdown_of(Line("<script>*a*_b_`c`[d](e)#1|$x$&amp;!").marked()) ==
        "\\<script\\>\\*a\\*\\_b\\_\\`c\\`\\[d\\](e)\\#1\\|\\$x\\$\\&amp;\\!");
  CHECK(markdown_of("http://evil www.evil") == "http\\://evil www\\.evil");
  CHECK(markdown_of(Line("a\x1b[1m\xe2\x80\xae").marked()) == "a\\\\x1b\\[1m\\\\u{202e}");
  MarkdownPage page;
  for (const char* text : {"1. no list", "- no list", "+ no list", "=== no heading", "12) no list", "# no heading"}) {
    page.paragraph(Line(text), 0);
  }
  CHECK(page.take() ==
        "1\\. no list\n\n\\- no list\n\n\\+ no list\n\n\\=== no heading\n\n12\\) no list\n\n\\# no heading\n");
  MarkdownPage fence;
  fence.command("echo ```\n```", 0);
  CHECK(fence.take() == "````\necho ```\n```\n````\n");
}

TEST_CASE("bold words stay bold beside blanks") {
  Line line("worst: ", Ink::bold);
  CHECK(markdown_of(line.add("x").marked()) == "**worst:** x");
}

TEST_CASE("a whole report: the words of the text, and a hostile one stays text") {
  const std::string page = to_markdown(test::md5_report(), RuleSet(), {});
  CHECK(page.starts_with("# **1 diagnosis**: "));
  CHECK(page.find("\n## 1. ") != std::string::npos);
  CHECK(page.find("\n## Inputs\n") != std::string::npos);
  CHECK(page.find("**Evidence for**\n\n- ") != std::string::npos);
  const std::string hostile = to_markdown(test::hostile_report("<img src=x onerror=alert(1)>\x1b[31m"), RuleSet(), {});
  bool in_code = false;  // what stands there is shown letter by letter
  for (const std::string& line : test::lines_of(hostile)) {
    if (line.find("```") != line.npos) in_code = !in_code;
    CAPTURE(line);
    for (std::size_t at = line.find("<img"); at != line.npos && !in_code; at = line.find("<img", at + 1)) {
      CHECK((at > 0 && line[at - 1] == '\\'));
    }
  }
  CHECK_FALSE(in_code);
  CHECK(hostile.find("\\<img src=x") != hostile.npos);
  CHECK(hostile.find('\x1b') == hostile.npos);
}
