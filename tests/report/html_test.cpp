#include "report/html.h"

#include <doctest/doctest.h>

#include <set>

#include "report/html_assets.h"
#include "report/html_kit.h"
#include "report/sample_report.h"
#include "report/words.h"

using namespace doctor;

namespace {

std::string page(const Report& report, bool all = false) {
  return to_html(report, RuleSet(), test::utc_style(all));
}

/// The number that a tile or a heading shows.
std::string number_behind(const std::string& html, const std::string& mark, const std::string& open) {
  const std::size_t at = html.find(open, html.find(mark)) + open.size();
  return html.substr(at, html.find('<', at) - at);
}

}  // namespace

TEST_CASE("the page is whole, and the first line is that of the text report") {
  const Report report = test::md5_report();
  const std::string html = page(report), text = test::shown_text(html);
  CHECK_MESSAGE(test::html_problem(html).empty(), test::html_problem(html));
  TextStyle style;
  style.utc = true;
  style.width = 100'000;
  std::string first = to_text(report, RuleSet(), style);
  first = first.substr(0, first.find('\n'));
  CHECK(html.find("<h1>" + first + "</h1>") != std::string::npos);
  CHECK(text.find("Written by schannel-doctor 0.1.0; rules 0000000000009f2c.") != std::string::npos);
}

TEST_CASE("sums and counts are those of the report") {
  const std::string html = page(test::md5_report());
  const auto tile = [&](const std::string& key) { return number_behind(html, "data-total=\"" + key + "\"", "<b>"); };
  CHECK(tile("events") == "49,112");
  CHECK(tile("relevant") == "224");
  CHECK(tile("diagnoses") == "2");
  CHECK(tile("findings") == "224");
  CHECK(tile("explained") == "212");
  CHECK(tile("false_positives") == "9");
  CHECK(tile("unexplained") == "3");
  const auto heading = [&](const std::string& id) {
    return number_behind(html, "<section id=\"" + id + "\"", "<span class=\"count\">");
  };
  CHECK(heading("false-alarms") == "1");
  CHECK(heading("unexplained") == "1");
  CHECK(heading("not-assessable") == "2");
  CHECK(heading("inputs") == "3");
  CHECK(heading("assumed") == "1");
  CHECK(test::occurrences(html, "data-verdict=") == 2);
}

TEST_CASE("what is ruled out is shown if all is asked for") {
  CHECK(page(test::md5_report()).find("Ruled out") == std::string::npos);
  const std::string html = page(test::md5_report(), true);
  CHECK(html.find("Ruled out") != std::string::npos);
  CHECK(html.find("A certificate has expired: validity was checked and found good") != std::string::npos);
}

TEST_CASE("hostile texts create nothing") {
  // Elements and attributes of a page whose texts are harmless, by which the others are judged.
  const std::string plain = page(test::hostile_report("harmless"), true);
  for (const std::string_view text : test::kHostile) {
    CAPTURE(std::string(text));
    const std::string html = page(test::hostile_report(std::string(text)), true);
    CHECK_MESSAGE(test::html_problem(html).empty(), test::html_problem(html));
    CHECK(test::occurrences(html, "<script") == 1);
    CHECK(test::occurrences(html, "<img") == 0);
    CHECK(test::occurrences(html, "<svg") == test::occurrences(plain, "<svg"));
    for (const std::string_view raw : {"\xe2\x80\xae", "\x1b", "\x7f", "\x01"})
      CHECK(html.find(raw) == std::string::npos);
  }
}

TEST_CASE("nothing is fetched, and the policy knows style and script by their hashes") {
  const std::string html = page(test::md5_report());
  CHECK(html.find("default-src &#39;none&#39;; style-src &#39;sha256-" + std::string(report_style().sha256) +
                  "&#39;; script-src &#39;sha256-" + std::string(report_script().sha256) + "&#39;;") !=
        std::string::npos);
  CHECK(report_style().sha256.size() == 44);
  CHECK(html.find("<style>" + std::string(report_style().text) + "</style>") != std::string::npos);
  CHECK(html.find("<script>" + std::string(report_script().text) + "</script>") != std::string::npos);
  for (const char* fetching : {"src=", "url(", "@import", "<iframe", "<object", "<embed", "style=\"", "onclick"}) {
    CAPTURE(fetching);
    CHECK(html.find(fetching) == std::string::npos);
  }
  CHECK(report_style().text.size() + report_script().text.size() < 30'000);
}

TEST_CASE("links within the page lead somewhere, and every id is there once") {
  const std::string html = page(test::md5_report(), true);
  std::set<std::string> ids;
  for (std::size_t at = html.find(" id=\""); at != std::string::npos; at = html.find(" id=\"", at + 1)) {
    CHECK(ids.insert(html.substr(at + 5, html.find('"', at + 5) - at - 5)).second);
  }
  for (std::size_t at = html.find("href=\"#"); at != std::string::npos; at = html.find("href=\"#", at + 1)) {
    const std::string id = html.substr(at + 7, html.find('"', at + 7) - at - 7);
    CAPTURE(id);
    CHECK(ids.contains(id));
  }
}

TEST_CASE("hundreds of computers: sections for the first, a row for every diagnosis of the others") {
  Report report = test::md5_report();
  const Diagnosis one = report.assessment.diagnoses[0];
  report.assessment.diagnoses.clear();
  for (int i = 0; i < 300; ++i) {
    report.assessment.diagnoses.push_back(one);
    report.assessment.diagnoses.back().computer = "FE" + std::to_string(i) + ".contoso.local";
  }
  const std::string html = page(report);
  CHECK(test::html_problem(html).empty());
  CHECK(test::occurrences(html, "<article") == 40);
  CHECK(test::shown_text(html).find("260 diagnoses of 261 computers have no section of their own") !=
        std::string::npos);
  CHECK(test::occurrences(html, " id=\"d300\"") == 1);
  CHECK(html.size() < 1'500'000);
}

TEST_CASE("an empty report is a page, and says that nothing could be found") {
  const std::string html = page(test::empty_report());
  CHECK(test::html_problem(html).empty());
  CHECK(html.find("<h1>Nothing found") != std::string::npos);
}

TEST_CASE("an interrupted scan is called one") {
  Report report = test::md5_report();
  report.scan.interrupted = true;
  CHECK(test::occurrences(page(report), "<p class=\"warning\">The scan was interrupted") == 1);
}
