#include "report/time_axis.h"

#include <doctest/doctest.h>

#include <numeric>
#include <string>
#include <vector>

#include "base/text.h"
#include "engine/kit.h"
#include "report/sample_report.h"

using namespace doctor;
using test::at;

namespace {

const char* const kRules =
    "title: A\nname: a\nlogsource: {product: windows, service: system}\ndetection: {s: {EventID: 1}, condition: s}\n"
    "---\n"
    "title: B\nname: b\nlogsource: {product: windows, service: system}\ndetection: {s: {EventID: 2}, condition: s}\n";

struct Story {
  RuleSet rules;
  Report report = test::empty_report();

  Story() {
    Diagnostics problems;
    rules = test::load_text(kRules, problems).rules;
    test::add_input(report, "System.evtx", "System", "FE01.contoso.local", 48112);
  }
  Story& diagnosed(std::string_view first, std::string_view last) {
    Diagnosis d;
    d.first = at(first);
    d.last = at(last);
    report.assessment.diagnoses.push_back(d);
    return *this;
  }
  Story& found(std::uint32_t rule, std::string_view time, const char* computer = "FE01.contoso.local",
               std::uint32_t source = 0) {
    Finding f;
    f.rule = rule;
    f.time = at(time);
    f.source = source;
    f.computer = report.scan.strings.intern(computer);
    report.scan.findings.push_back(f);
    return *this;
  }
};

std::string shape(const TimeAxis& axis) {
  return to_iso8601_millis(axis.begin) + " " + to_words(axis.step) + " x " + std::to_string(axis.buckets);
}

}  // namespace

TEST_CASE("the step is the smallest round one that suffices, and begins at its own multiple") {
  Story s;
  s.diagnosed("2015-06-01T07:00:07Z", "2015-06-01T09:05:00Z");
  CHECK(shape(time_axis(s.report, 126)) == "2015-06-01T07:00:00.000Z 1 min x 126");
  CHECK(shape(time_axis(s.report, 125)) == "2015-06-01T07:00:00.000Z 2 min x 63");
  CHECK(shape(time_axis(s.report, 60)) == "2015-06-01T07:00:00.000Z 5 min x 26");
  CHECK(shape(time_axis(s.report, 1)) == "2015-06-01T06:00:00.000Z 6 h x 1");
}

TEST_CASE("one moment is one bucket, and nothing dated is none") {
  CHECK(time_axis(Story().report, 60).buckets == 0);
  Story s;
  s.diagnosed("2015-06-01T07:00:07.5Z", "2015-06-01T07:00:07.5Z");
  CHECK(shape(time_axis(s.report, 60)) == "2015-06-01T07:00:07.000Z 1 s x 1");
  CHECK(time_axis(s.report, 0).buckets == 0);
}

TEST_CASE("false alarms and unexplained events widen it, what is ruled out does not") {
  Story s;
  s.diagnosed("2015-06-01T08:00:00Z", "2015-06-01T08:10:00Z").diagnosed("2015-06-01T07:00:01Z", "2015-06-01T15:00:00Z");
  s.report.assessment.diagnoses.back().verdict = Verdict::ruled_out;
  FalseAlarm f;
  f.first = f.last = at("2015-06-01T07:55:00Z");
  s.report.assessment.false_alarms.push_back(f);
  Unexplained u;
  u.first = u.last = at("2015-06-01T08:30:00Z");
  s.report.assessment.unexplained.push_back(u);
  CHECK(shape(time_axis(s.report, 36)) == "2015-06-01T07:55:00.000Z 1 min x 36");
}

TEST_CASE("a change shortly before is on it, one long before is not") {
  Story s;
  s.diagnosed("2015-06-01T12:00:00Z", "2015-06-01T13:00:00Z");
  Activity& activity = s.report.assessment.diagnoses.front().activity;
  activity.changes = {{"a", "A", "", at("2015-06-01T10:40:00Z"), 1}, {"b", "B", "", at("2015-06-01T10:20:00Z"), 1}};
  activity.impact = {{"c", "C", "", at("2015-06-01T13:10:00Z"), 1}, {"d", "D", "", at("2015-06-01T13:20:00Z"), 1}};
  CHECK(shape(time_axis(s.report, 151)) == "2015-06-01T10:40:00.000Z 1 min x 151");
}

TEST_CASE("files beside the logs have no place in time") {
  Story s;
  s.diagnosed("2015-06-01T07:00:30Z", "2015-06-01T08:00:00Z").diagnosed("2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z");
  s.diagnosed("2015-06-01T07:30:00Z", "2026-01-01T00:00:00Z");
  const TimeAxis axis = time_axis(s.report, 1000);
  CHECK(axis.end() < at("2015-06-02T00:00:00Z"));
  CHECK(axis.holds(at("2015-06-01T08:00:00Z")));
  s.report.scan.inputs.front().undated = true;
  CHECK(time_axis(s.report, 1000).buckets == 0);
}

TEST_CASE("the ends of time") {
  Report report = test::empty_report();
  Diagnosis d;
  d.first = FileTime{1};
  d.last = FileTime{UINT64_MAX};
  report.assessment.diagnoses = {d};
  for (const std::uint32_t most : {1U, 2U, 60U, 100'000U}) {
    const TimeAxis axis = time_axis(report, most);
    CAPTURE(most);
    CHECK(axis.buckets <= most);
    CHECK(axis.buckets > 0);
    CHECK(axis.bucket(FileTime{0}) == 0);
    CHECK(axis.bucket(d.last) == axis.buckets - 1);
    CHECK(axis.end() >= axis.start_of(axis.buckets - 1));
  }
}

TEST_CASE("events are counted by rule and computer, each once") {
  Story s;
  s.diagnosed("2015-06-01T07:00:00Z", "2015-06-01T07:04:00Z");
  s.found(0, "2015-06-01T07:00:00Z").found(0, "2015-06-01T07:00:59.9Z").found(1, "2015-06-01T07:01:00Z");
  s.found(0, "2015-06-01T07:04:30Z", "FE02.contoso.local")
      .found(0, "2015-06-01T06:59:59Z")
      .found(0, "2015-06-01T07:05:00Z");
  const TimeAxis axis = time_axis(s.report, 5);
  REQUIRE(shape(axis) == "2015-06-01T07:00:00.000Z 1 min x 5");
  using Counts = std::vector<std::uint64_t>;
  const EventTimes times(s.report, s.rules);
  const std::vector<std::string> a = {"a"}, both = {"a", "b", "a", "no such rule"};
  CHECK(times.count(axis, a, "FE01.contoso.local") == Counts{2, 0, 0, 0, 0});
  CHECK(times.count(axis, both, "FE01.contoso.local") == Counts{2, 1, 0, 0, 0});
  CHECK(times.count(axis, both, "") == Counts{2, 1, 0, 0, 1});
  CHECK(times.count(axis, both, "DC01.contoso.local") == Counts{0, 0, 0, 0, 0});
  CHECK(events_per_bucket(s.report, s.rules, axis, a, "FE02.contoso.local") == Counts{0, 0, 0, 0, 1});
  CHECK(times.findings("a", "FE01.contoso.local") == std::vector<std::uint32_t>{0, 1, 4, 5});
  CHECK(times.findings("a", "").size() == 5);
  CHECK(times.findings("c", "").empty());
}

TEST_CASE("findings of files beside the logs are not counted") {
  Story s;
  s.diagnosed("2015-06-01T07:00:00Z", "2015-06-01T07:04:00Z");
  InputResult file;
  file.undated = true;
  s.report.scan.inputs.push_back(file);
  s.found(0, "2015-06-01T07:00:00Z").found(0, "2015-06-01T07:00:00Z", "FE01.contoso.local", 1);
  const auto counts = EventTimes(s.report, s.rules).count(time_axis(s.report, 60), std::vector<std::string>{"a"}, "");
  CHECK(std::accumulate(counts.begin(), counts.end(), std::uint64_t{0}) == 1);
}

TEST_CASE("the axis of one computer") {
  Story s;
  s.diagnosed("2015-06-01T07:00:00Z", "2015-06-01T08:00:00Z").diagnosed("2015-06-01T10:00:00Z", "2015-06-01T18:00:00Z");
  s.report.assessment.diagnoses[0].computer = "FE01.contoso.local";
  s.report.assessment.diagnoses[1].computer = "FE02.contoso.local";
  CHECK(shape(time_axis(s.report, 61, "fe01.contoso.local")) == "2015-06-01T07:00:00.000Z 1 min x 61");
  CHECK(shape(time_axis(s.report, 61)) == "2015-06-01T07:00:00.000Z 15 min x 45");
  CHECK(time_axis(s.report, 61, "DC01.contoso.local").buckets == 0);
}
