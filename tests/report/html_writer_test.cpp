#include "report/html_writer.h"

#include <doctest/doctest.h>

#include "report/html_kit.h"
#include "report/sample_report.h"

using namespace doctor;
using test::written;

TEST_CASE("text stays text, whatever it says") {
  CHECK(html_text("a < b && c > 'd' \"e\"") == "a &lt; b &amp;&amp; c &gt; &#39;d&#39; &quot;e&quot;");
  CHECK(html_text("two\nlines\tand\rmore") == "two lines and more");
  CHECK(html_text("\xe2\x80\xaegnp") == "\\u{202e}gnp");
  CHECK(html_text(std::string_view("\0\x1b", 2)) == "\\x00\\x1b");
  CHECK(html_text("\xff") == "\\xff");
  CHECK(html_attribute("\" onclick=\"alert(1)") == "&quot; onclick=&quot;alert(1)");
}

TEST_CASE("hostile text neither opens nor closes anything") {
  for (const std::string_view text : test::kHostile) {
    CAPTURE(std::string(text));
    const std::string html = written([&](HtmlWriter& h) {
      h.open("p", {{"class", text}}).text(text).close();
      h.command(text);
    });
    CHECK(test::html_problem(html).empty());
    CHECK(test::occurrences(html, "<") == 8);  // p, div, pre, code and their ends
  }
}

TEST_CASE("tags are closed in their order") {
  CHECK(written([](HtmlWriter& h) { h.open("b").open("i").text("x").close().close(); }) == "<b><i>x</i></b>");
  CHECK(written([](HtmlWriter& h) { h.empty("input", {{"type", "checkbox"}}); }) == "<input type=\"checkbox\"/>");
  CHECK(written([](HtmlWriter& h) {
          h.leaf("td", "x", {{"class", std::string_view()}});
        }) == "<td>x</td>");  // no value, no attribute
  CHECK(written([](HtmlWriter& h) { h.leaf("td", "x", {{"class", ""}}); }) == "<td class=\"\">x</td>");
}

TEST_CASE("a command keeps its lines, and nothing of none") {
  CHECK(written([](HtmlWriter& h) { h.command("a & b\n  c\n"); }) ==
        "<div class=\"cmd\"><pre><code>a &amp; b\n  c</code></pre></div>\n");
  CHECK(written([](HtmlWriter& h) { h.command(" \n"); }).empty());
}

TEST_CASE("times are for people and for programs") {
  const FileTime first = test::at("2015-06-01T07:00:00Z"), last = test::at("2015-06-01T09:05:00Z");
  CHECK(written([&](HtmlWriter& h) { h.moment(first); }) ==
        "<time datetime=\"2015-06-01T07:00:00.000Z\">2015-06-01 07:00:00Z</time>");
  CHECK(written([&](HtmlWriter& h) { h.moment(FileTime{}); }) == "an unknown time");
  CHECK(test::shown_text(written([&](HtmlWriter& h) { h.span(first, last); })) ==
        "2015-06-01 07:00:00Z to 2015-06-01 09:05:00Z (2 h 5 min)");
  CHECK(test::shown_text(written([&](HtmlWriter& h) { h.span(first, first); })) == "2015-06-01 07:00:00Z");
}
