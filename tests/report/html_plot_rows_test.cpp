#include "report/html_plot_rows.h"

#include <doctest/doctest.h>

#include <numeric>

#include "engine/kit.h"
#include "report/html_kit.h"
#include "report/sample_report.h"

using namespace doctor;
using test::at;

namespace {

std::string rule(const std::string& name, const std::string& tags = "") {
  return "title: Title of " + name + "\nname: " + name + "\nlogsource: {product: windows, service: system}\n" + tags +
         "detection: {s: {EventID: 1}, condition: s}\n---\n";
}

/// One computer with as many kinds of events as wanted, and a start of Windows before the first.
struct PlotStory {
  RuleSet rules;
  Report report = test::empty_report();

  explicit PlotStory(int kinds) {
    std::string text = rule("host-booted", "tags: [doctor.context, doctor.change]\n");
    for (int i = 0; i < kinds; ++i) text += rule("k" + std::to_string(10 + i));
    Diagnostics problems;
    rules = test::load_text(text.substr(0, text.size() - 4), problems).rules;
    test::add_input(report, "System.evtx", "System", "FE01", 7200);
    Diagnosis d;
    d.id = "bad";
    d.title = "Something is bad";
    d.severity = "high";
    d.computer = "FE01";
    d.first = at("2015-06-01T07:10:00Z");
    d.last = at("2015-06-01T08:10:00Z");
    report.assessment.diagnoses.push_back(d);
  }
  void found(const std::string& name, std::string_view time, int times = 1) {
    Finding f;
    f.rule = *rules.rule(name);
    f.time = at(time);
    f.computer = report.scan.strings.intern("FE01");
    for (int i = 0; i < times; ++i) report.scan.findings.push_back(f);
  }
  PlotRows rows() {
    const HtmlContext context(report, rules, test::utc_style());
    return plot_rows(context, context.hosts.at(0));
  }
};

}  // namespace

TEST_CASE("a row for the diagnosis, and one for each kind of event by its fate") {
  PlotStory s(3);
  s.found("k10", "2015-06-01T07:10:00Z", 5);
  s.found("k10", "2015-06-01T08:10:00Z", 2);
  s.found("k11", "2015-06-01T07:30:00Z", 9);
  s.found("k12", "2015-06-01T07:40:00Z");
  s.report.assessment.diagnoses[0].explains = {{"k10", 7}};
  FalseAlarm f;
  f.signal = "k11";
  f.computer = "FE01";
  s.report.assessment.false_alarms = {f};
  Unexplained u;
  u.signal = "k12";
  u.computer = "FE01";
  s.report.assessment.unexplained = {u};

  const PlotRows plot = s.rows();
  REQUIRE(plot.rows.size() == 4);
  CHECK(plot.rows[0].kind == PlotRow::Kind::diagnosis);
  CHECK(plot.rows[0].number == 1);
  CHECK(plot.rows[0].total == 7);
  CHECK(plot.rows[0].open);
  CHECK(plot.rows[1].label == "Title of k11");
  CHECK(plot.rows[1].kind == PlotRow::Kind::false_alarm);
  CHECK(plot.rows[2].kind == PlotRow::Kind::explained);
  CHECK(plot.rows[2].total == 7);
  CHECK(plot.rows[2].first == at("2015-06-01T07:10:00Z"));
  CHECK(plot.rows[2].last == at("2015-06-01T08:10:00Z"));
  CHECK(plot.rows[3].kind == PlotRow::Kind::unexplained);
  CHECK(plot.biggest == 9);
}

TEST_CASE("kinds beyond what a picture holds are one row, and every event is in one") {
  PlotStory s(20);
  for (int i = 0; i < 20; ++i) {
    s.found("k" + std::to_string(10 + i), "2015-06-01T07:20:00Z", i + 1);
    s.report.assessment.diagnoses[0].explains.emplace_back("k" + std::to_string(10 + i), i + 1);
  }
  const PlotRows plot = s.rows();
  std::uint64_t events = 0;
  for (const PlotRow& row : plot.rows) {
    CHECK(std::accumulate(row.counts.begin(), row.counts.end(), std::uint64_t{0}) == row.total);
    if (row.kind != PlotRow::Kind::diagnosis) events += row.total;
  }
  CHECK(events == 210);
  CHECK(plot.rows.size() == 9);
  CHECK(plot.rows.back().label == "13 other kinds of events");
}

TEST_CASE("changes are marks, those of one moment one") {
  PlotStory s(1);
  s.found("k10", "2015-06-01T07:10:00Z");
  s.report.assessment.diagnoses[0].explains = {{"k10", 1}};
  s.found("host-booted", "2015-06-01T07:30:00Z", 2);
  s.found("host-booted", "2015-05-01T07:30:00Z");
  const PlotRows plot = s.rows();
  REQUIRE(plot.marks.size() == 1);
  CHECK(plot.marks[0].kind == PlotMark::Kind::start);
  CHECK(plot.marks[0].count == 2);
  CHECK(plot.marks[0].what == "Title of host-booted");
}

TEST_CASE("a diagnosis whose events another one accounts for has its row of what speaks for it") {
  PlotStory s(1);
  s.found("k10", "2015-06-01T07:10:00Z", 4);
  s.report.assessment.diagnoses[0].evidence_for = {{"seen", Strength::weak, "k10", 4, {}}};
  const PlotRows plot = s.rows();
  REQUIRE(plot.rows.size() == 1);
  CHECK(plot.rows[0].total == 4);
}

TEST_CASE("nothing dated, no rows") {
  PlotStory s(1);
  s.report.assessment.diagnoses[0].first = s.report.assessment.diagnoses[0].last = FileTime{};
  CHECK(s.rows().rows.empty());
}

TEST_CASE("a computer whose trouble is short beside that of others has an axis of its own") {
  PlotStory s(1);
  s.found("k10", "2015-06-01T07:10:00Z", 4);
  s.report.assessment.diagnoses[0].explains = {{"k10", 4}};
  CHECK(s.rows().axis.step == Ticks{60 * kTicksPerSecond});
  Diagnosis other = s.report.assessment.diagnoses[0];
  other.computer = "FE02";
  other.last = at("2015-06-01T09:00:00Z");
  s.report.assessment.diagnoses.push_back(other);
  CHECK(s.rows().axis.step == Ticks{120 * kTicksPerSecond});  // half of the whole: the axis of all
  s.report.scan.inputs[0].extents.count("FE02", "System", "Schannel", 2, at("2015-06-03T09:00:00Z"));
  s.report.assessment.diagnoses[1].last = at("2015-06-03T09:00:00Z");
  CHECK(s.rows().axis.step == Ticks{60 * kTicksPerSecond});
}
