#include "report/timeline.h"

#include <doctest/doctest.h>

#include "engine/kit.h"
#include "report/display_width.h"
#include "report/sample_report.h"

using namespace doctor;
using doctor::test::at;

namespace {

/// Findings of one rule on two computers, and a diagnosis for each: FE01 in the first hour, FE02 at the end.
struct Sample {
  Sample() {
    Diagnostics problems;
    rules = test::load_text(
                "title: Sent alert\nname: sent-alert\nlogsource: {product: windows}\n"
                "detection:\n  s: {EventID: 36888}\n  condition: s\n",
                problems)
                .rules;
    report = test::empty_report();
    test::add_input(report, "a.evtx", "System", "FE01", 15'000);
    add("FE01", "2015-06-01T07:00:00Z", 40);
    add("FE01", "2015-06-01T07:30:00Z", 10);
    add("FE02", "2015-06-01T10:59:00Z", 1);
    for (const char* computer : {"FE01", "FE02"}) {
      Diagnosis d;
      d.id = "pki-md5-chain";
      d.title = "MD5";
      d.verdict = Verdict::likely;
      d.computer = computer;
      d.first = at("2015-06-01T07:00:00Z");
      d.last = at("2015-06-01T10:59:00Z");
      d.explains = {{"sent-alert", 50}};
      report.assessment.diagnoses.push_back(d);
    }
  }

  void add(const std::string& computer, const char* time, int n) {
    for (int i = 0; i < n; ++i) {
      const std::uint32_t index = test::add_finding(report, 36888, "Schannel", at(time), 1);
      report.scan.findings[index].computer = report.scan.strings.intern(computer);
      report.scan.findings[index].rule = 0;
    }
  }

  std::string text(const TextStyle& style = {}) const {
    Page page(style.width, style.colours);
    write_timeline(report, EventTimes(report, rules), lay_out(report.assessment, style.all), style, page);
    return page.take();
  }

  RuleSet rules;
  Report report;
};

}  // namespace

TEST_CASE("a line is as high as its numbers, and the smallest can be seen") {
  const std::vector<std::uint64_t> counts = {0, 1, 100, 50, 25, 0, 7};
  CHECK(activity_line(counts, false) == " .#=: .");
  CHECK(activity_line(counts, true) == " ▁█▄▂ ▁");
  CHECK(activity_line(std::vector<std::uint64_t>{0, 0}, true) == "  ");
  CHECK(activity_line({}, true).empty());
  CHECK(activity_line(std::vector<std::uint64_t>{UINT64_MAX, UINT64_MAX / 2}, false) == "#=");
}

TEST_CASE("all diagnoses are drawn on one axis, whose ends stand above them") {
  const Sample sample;
  const std::vector<std::string> lines = test::lines_of(sample.text());
  REQUIRE(lines.size() == 3);
  CHECK(lines[0] == "Timeline, 2015-06-01 07:00:00Z to 2015-06-01 11:00:00Z; a column is 5 min");
  CHECK(lines[1].starts_with(" 1. |#"));
  CHECK(lines[1].ends_with("| FE01"));
  CHECK(lines[2].starts_with("    | "));
  CHECK(lines[2].ends_with("| FE02"));
  CHECK(lines[1].rfind('|') == lines[2].rfind('|'));
  CHECK(lines[2].find('#') > lines[1].find_first_of(".:-=+*", 6));
}

TEST_CASE("blocks are drawn where the terminal shows them") {
  TextStyle style;
  style.blocks = true;
  CHECK(Sample().text(style).find("█") != std::string::npos);
  CHECK(Sample().text().find("█") == std::string::npos);
}

TEST_CASE("what was changed before has a mark below the lines") {
  Sample sample;
  sample.report.assessment.diagnoses[0].activity.changes = {
      {"boot", "Windows was started", "", at("2015-06-01T07:00:00Z"), 1}};
  CHECK(test::lines_of(sample.text()).back().starts_with("     ^"));
  CHECK(test::lines_of(sample.text()).back().ends_with(" changed"));
}

TEST_CASE("a narrow terminal has the names above the lines, and none is too long") {
  Sample sample;
  sample.report.assessment.diagnoses[0].computer = std::string(60, 'x');
  for (const unsigned width : {20u, 40u, 60u, 100u}) {
    TextStyle style;
    style.width = width;
    for (const std::string& line : test::lines_of(sample.text(style))) CHECK(display_width(line) <= width);
  }
}

TEST_CASE("without a diagnosis, or with one moment only, there is no timeline") {
  Sample none;
  none.report.assessment.diagnoses.clear();
  CHECK(none.text().empty());
  Sample moment;
  moment.report.scan.findings.clear();
  for (Diagnosis& d : moment.report.assessment.diagnoses) d.last = d.first;
  CHECK(moment.text().empty());
}

TEST_CASE("many computers are counted, unless all are asked for") {
  Sample sample;
  for (int i = 0; i < 30; ++i) {
    Diagnosis d = sample.report.assessment.diagnoses[1];
    d.computer = "FE" + std::to_string(100 + i);
    sample.report.assessment.diagnoses.push_back(d);
  }
  CHECK(sample.text().find("... and 12 more lines; --all shows them") != std::string::npos);
  TextStyle all;
  all.all = true;
  CHECK(sample.text(all).find("more lines") == std::string::npos);
}
