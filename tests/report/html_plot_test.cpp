#include "report/html_plot.h"

#include <doctest/doctest.h>

#include "engine/kit.h"
#include "report/html_kit.h"
#include "report/sample_report.h"

using namespace doctor;
using test::at;

namespace {

/// Two kinds of events on one computer: 1,000 of one in a minute, one of the other; Windows started before.
struct PlottedReport {
  RuleSet rules;
  Report report = test::empty_report();

  PlottedReport() {
    const std::string detection =
        "logsource: {product: windows, service: system}\ndetection: {s: {EventID: 1}, condition: s}\n";
    Diagnostics problems;
    rules = test::load_text(
                "title: Alpha <b>\nname: alpha\n" + detection + "---\ntitle: Beta\nname: beta\n" + detection +
                    "---\ntitle: Windows was started\nname: host-booted\ntags: [doctor.context, doctor.change]\n" +
                    detection,
                problems)
                .rules;
    test::add_input(report, "System.evtx", "System", "FE01", 7200);
    Diagnosis d;
    d.title = "Something is bad";
    d.computer = "FE01";
    d.first = at("2015-06-01T07:10:00Z");
    d.last = at("2015-06-01T08:09:00Z");
    d.explains = {{"alpha", 1000}, {"beta", 1}};
    d.activity.changes = {{"host-booted", "Windows was started", "", at("2015-05-31T20:00:00Z"), 1}};
    report.assessment.diagnoses.push_back(d);
    found("alpha", "2015-06-01T07:10:00Z", 1000);
    found("beta", "2015-06-01T08:09:00Z", 1);
    found("host-booted", "2015-06-01T07:40:00Z", 1);
  }
  void found(const std::string& name, std::string_view time, int times) {
    Finding f;
    f.rule = *rules.rule(name);
    f.time = at(time);
    f.computer = report.scan.strings.intern("FE01");
    for (int i = 0; i < times; ++i) report.scan.findings.push_back(f);
  }
  std::string html() {
    const HtmlContext context(report, rules, test::utc_style());
    return test::written([&](HtmlWriter& h) { html_plot(context, context.hosts.at(0), h); });
  }
};

}  // namespace

TEST_CASE("every column that has events says when and how many") {
  PlottedReport r;
  const std::string html = r.html();
  CHECK(test::html_problem(html).empty());
  CHECK(html.find("<title>2015-06-01 07:10:00Z, 1 min: 1,000 events</title>") != std::string::npos);
  CHECK(html.find("<title>2015-06-01 08:09:00Z, 1 min: 1 event</title>") != std::string::npos);
  CHECK(test::occurrences(html, "<g><title>") == 4);  // two columns of the diagnosis, one of each kind
}

TEST_CASE("one event is seen beside a thousand") {
  PlottedReport r;
  const std::string html = r.html();
  CHECK(html.find("y=\"14\" width=\".8\" height=\"6\"") != std::string::npos);
  CHECK(html.find("y=\"0\" width=\".8\" height=\"20\"") != std::string::npos);
}

TEST_CASE("the plot is named, described and told as a table") {
  PlottedReport r;
  const std::string html = r.html(), text = test::shown_text(html);
  CHECK(html.find("role=\"img\"") != std::string::npos);
  CHECK(html.find("<title>Events over time on FE01</title>") != std::string::npos);
  CHECK(
      html.find(
          "<desc>From 2015-06-01 07:10:00Z to 2015-06-01 08:10:00Z, 1 min a column. Something is bad: 1,001 events.") !=
      std::string::npos);
  CHECK(text.find("Alpha <b>explained by a diagnosis1,000") != std::string::npos);
  CHECK(text.find("Windows was startedchange1") != std::string::npos);
  CHECK(text.find("Each column is 1 min; times in UTC.") != std::string::npos);
  CHECK(text.find("Before the plot: Windows was started, 2015-05-31 20:00:00Z.") != std::string::npos);
}

TEST_CASE("changes are marked with a shape and a word") {
  PlottedReport r;
  const std::string html = r.html();
  CHECK(html.find("<svg class=\"mark start\" x=\"50.000%\"") != std::string::npos);
  CHECK(html.find("<title>2015-06-01 07:40:00Z: Windows was started</title>") != std::string::npos);
  CHECK(html.find("<text class=\"word\" x=\"12\" y=\"17\">Windows started</text>") != std::string::npos);
}

TEST_CASE("hostile titles stay text") {
  for (const std::string_view text : test::kHostile) {
    PlottedReport r;
    r.report.assessment.diagnoses[0].title = text;
    r.report.assessment.diagnoses[0].activity.changes[0].title = text;
    CAPTURE(std::string(text));
    CHECK(test::html_problem(r.html()).empty());
  }
}

TEST_CASE("what has no time has no plot") {
  PlottedReport r;
  r.report.assessment.diagnoses[0].first = r.report.assessment.diagnoses[0].last = FileTime{};
  CHECK(r.html().empty());
}

TEST_CASE("the legend names what there is to see") {
  const std::string text = test::shown_text(test::written(html_plot_legend));
  for (const char* word :
       {"false alarm", "unexplained", "Windows started", "update installed", "certificate replaced", "clock moved"}) {
    CAPTURE(word);
    CHECK(text.find(word) != std::string::npos);
  }
}
