#include "report/html_inputs.h"

#include <doctest/doctest.h>

#include "report/html_kit.h"
#include "report/html_lists.h"
#include "report/sample_report.h"

using namespace doctor;

namespace {

std::string html_of(const Report& report, void (*write)(const HtmlContext&, HtmlWriter&)) {
  const RuleSet rules;
  const HtmlContext context(report, rules, test::utc_style());
  const std::string html = test::written([&](HtmlWriter& h) { write(context, h); });
  CHECK(test::html_problem(html).empty());
  return html;
}

std::string text_of(const Report& report, void (*write)(const HtmlContext&, HtmlWriter&)) {
  return test::shown_text(html_of(report, write));
}

}  // namespace

TEST_CASE("every input with what it covers and what is damaged in it") {
  const std::string text = text_of(test::md5_report(), html_inputs);
  for (const char* part : {"Inputs and damage 3", "FE01/System.evtx (evtx)SystemFE01.contoso.local48,112224",
                           "69,632 header 4,096, records 65,000, slack 536", "1 damaged place, 512 bytes lost",
                           "offset 66,048: record size 0, 512 bytes lost evtx-record-size",
                           "In all: 1 x evtx-record-size", "FE01/Security.evtx", "could not be read: access denied"}) {
    CAPTURE(part);
    CHECK_MESSAGE(text.find(part) != std::string::npos, text);
  }
}

TEST_CASE("of thousands of inputs those that need a look are listed first, the rest is counted") {
  Report report = test::empty_report();
  for (std::size_t i = 0; i < kHtmlRows + 3; ++i)
    test::add_input(report, "a" + std::to_string(i), "System", "FE01", 10);
  report.scan.inputs.back().error = "access denied";
  const std::string html = html_of(report, html_inputs);
  CHECK(test::occurrences(html, "<tr") == kHtmlRows + 1);
  CHECK(html.find("access denied") != std::string::npos);
  CHECK(test::shown_text(html).find(
            "Not listed: 3 further inputs with 30 events; 0 of them could not be read, 0 are damaged.") !=
        std::string::npos);
}

TEST_CASE("what is different from the run before") {
  Report report = test::empty_report();
  CHECK(html_of(report, html_run).empty());
  RunReport run;
  run.gone = {{1, "pki-md5-chain", "Signed with MD5", "FE01", test::at("2015-06-01T07:00:00Z"), true},
              {2, "other", "Other", "", test::at("2015-06-01T07:00:00Z"), false}};
  using Kind = RunReport::LogNote::Kind;
  run.logs = {{Kind::stands_still, "a.evtx", test::at("2015-06-01T07:00:00Z"), 0},
              {Kind::vanished, "b.evtx", test::at("2015-06-01T07:00:00Z"), 0},
              {Kind::overwritten, "c.evtx", test::at("2015-06-01T07:00:00Z"), 12}};
  report.run = run;
  const std::string text = text_of(report, html_run);
  for (const char* part :
       {"No longer found 2", "Signed with MD5 on FE01, reported 2015-06-01 07:00:00Z: ruled out by what was read since",
        "Other, reported 2015-06-01 07:00:00Z: its events are older", "Logs that need a look 3",
        "a.evtx: nothing new since", "b.evtx: not there any more", "c.evtx: 12 records lost"}) {
    CAPTURE(part);
    CHECK_MESSAGE(text.find(part) != std::string::npos, text);
  }
}

TEST_CASE("what was assumed, and problems of the rules") {
  const Report report = test::md5_report();
  CHECK(text_of(report, html_assumptions).find("FE01.contoso.localStandard Edition, because") != std::string::npos);
  const std::string text = text_of(report, html_rules);
  CHECK(text.find("1 document refused.") != std::string::npos);
  CHECK(text.find("mine/x.yml:3:5: unknown key 'titel' rule-unknown-key title?") != std::string::npos);
  CHECK(html_of(test::empty_report(), html_rules).empty());
  CHECK(html_of(test::empty_report(), html_inputs).empty());
  CHECK(html_of(test::empty_report(), html_assumptions).empty());
}
