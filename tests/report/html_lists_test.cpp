#include "report/html_lists.h"

#include <doctest/doctest.h>

#include "engine/kit.h"
#include "report/html_kit.h"
#include "report/sample_report.h"

using namespace doctor;

namespace {

struct Lists {
  Report report = test::md5_report();
  RuleSet rules;

  std::string html(void (*write)(const HtmlContext&, HtmlWriter&), bool all = false) {
    const HtmlContext context(report, rules, test::utc_style(all));
    return test::written([&](HtmlWriter& h) { write(context, h); });
  }
  std::string text(void (*write)(const HtmlContext&, HtmlWriter&), bool all = false) {
    const std::string page = html(write, all);
    CHECK(test::html_problem(page).empty());
    return test::shown_text(page);
  }
};

/// The number in the heading.
std::string heading(const std::string& html) {
  const std::string_view mark = "<span class=\"count\">";
  const std::size_t at = html.find(mark) + mark.size();
  return html.substr(at, html.find('<', at) - at);
}

}  // namespace

TEST_CASE("a false alarm says why it is none") {
  Lists l;
  const std::string text = l.text(html_false_alarms);
  for (const char* part :
       {"False alarms 1", "9LS User Services 32174 lync-placement-wait lync-placement-wait", "FE01.contoso.local",
        "a consequence, not a cause. Front ends wait for each other over TLS. Explained by pki-md5-chain.",
        "2015-06-01 07:10:00Z to 2015-06-01 08:10:00Z (1 h)"}) {
    CAPTURE(part);
    CHECK_MESSAGE(text.find(part) != std::string::npos, text);
  }
  CHECK(l.html(html_false_alarms).find("<a href=\"#d1\">pki-md5-chain</a>") != std::string::npos);
}

TEST_CASE("a long reason is told once") {
  Lists l;
  l.report.assessment.false_alarms.push_back(l.report.assessment.false_alarms[0]);
  const std::string text = l.text(html_false_alarms);
  CHECK(test::occurrences(text, "Front ends wait for each other") == 1);
  CHECK(text.find("For the same reason as LS User Services 32174.") != std::string::npos);
}

TEST_CASE("thousands of entries are summed up by kind, and none is lost") {
  Lists l;
  FalseAlarm f = l.report.assessment.false_alarms[0];
  l.report.assessment.false_alarms.assign(kHtmlRows, f);
  for (int i = 0; i < 500; ++i) {
    f.signal = i % 2 == 0 ? "even" : "odd";
    f.computer = "FE" + std::to_string(i % 10);
    f.count = 2;
    l.report.assessment.false_alarms.push_back(f);
  }
  const std::string html = l.html(html_false_alarms), text = l.text(html_false_alarms);
  CHECK(heading(html) == "2,500");
  CHECK(test::occurrences(html, "<tr") == kHtmlRows + 1 + 2);
  CHECK(text.find("500LS User Services 32174 even even5 computers250 further entries summed up in this row") !=
        std::string::npos);
  CHECK(text.find("19,000 events") != std::string::npos);  // 9 each of the listed ones, 2 each of the rest
}

TEST_CASE("an unexplained event with what is known about it") {
  Lists l;
  const std::string text = l.text(html_unexplained);
  CHECK(text.find("Unexplained events 1") != std::string::npos);
  CHECK(text.find("Schannel 36887") != std::string::npos);
  CHECK(text.find("Alert 46 has many causes.") != std::string::npos);
  l.report.assessment.unexplained[0].note.clear();
  CHECK(l.text(html_unexplained).find("A fatal alert came in") != std::string::npos);
}

TEST_CASE("what is missing is told once for all whom it would serve") {
  Lists l;
  const std::string html = l.html(html_not_assessable), text = l.text(html_not_assessable);
  CHECK(heading(html) == "2");
  CHECK(test::occurrences(html, "<tr") == 2);
  CHECK(text.find("Microsoft-Windows-CAPI2/Operational: log not given2wevtutil sl") != std::string::npos);
  CHECK(text.find("2 diagnoses pki-crl-expired, pki-weak-key") != std::string::npos);
  l.report.assessment.not_assessable[1].blind = true;
  const std::string blind = l.html(html_not_assessable);
  CHECK(test::occurrences(blind, "<tr") == 3);
  CHECK(blind.find("<tr class=\"blind\">") < blind.find("<tr>\n<td"));
}

TEST_CASE("dates by what is left, and those long over apart") {
  const std::string rule =
      "title: Dates\nname: dates\nlogsource: {product: windows, service: system}\ntags: [doctor.context, doctor.date]\n"
      "fields: [CertSubject, CertThumbprint, CertNotAfter]\ndetection: {s: {EventID: 1}, condition: s}\n";
  Diagnostics problems;
  Lists l;
  l.rules = test::load_text(rule, problems).rules;
  l.report.scan.findings.clear();
  l.report.scan.now = test::at("2015-06-01T12:00:00Z");
  const auto met = [&](const std::string& name, const std::string& end) {
    Finding f;
    f.values = l.report.scan.strings.intern(joined_values(std::vector<std::vector<std::string>>{{name}, {}, {end}}));
    l.report.scan.findings.push_back(f);
  };
  met("CN=soon", "2015-06-05T12:00:00Z");
  met("CN=over", "2015-05-30T12:00:00Z");
  met("CN=ancient", "2010-05-30T12:00:00Z");
  met("CN=far", "2020-05-30T12:00:00Z");
  const std::string html = l.html(html_forecast), text = l.text(html_forecast);
  CHECK(heading(html) == "4");
  CHECK(text.find("4 days leftcertificate CN=soon") != std::string::npos);
  CHECK(text.find("ended 2 days agocertificate CN=over") != std::string::npos);
  CHECK(text.find("1 over for more than 30 days") != std::string::npos);
  CHECK(text.find("CN=ancient") > text.find("CN=far"));
  CHECK(html.find("<tr class=\"soon\">") != std::string::npos);
}

TEST_CASE("correlations: the user's, and with all the built-in ones") {
  Diagnostics problems;
  Lists l;
  l.rules = test::load_text(test::rule_with("s: {EventID: 1}\ncondition: s") +
                                "---\ntitle: Often\nname: often\ncorrelation:\n  type: event_count\n  rules: [t]\n"
                                "  group-by: [Computer]\n  timespan: 1h\n  condition: {gte: 2}\n",
                            problems)
                .rules;
  REQUIRE(l.rules.correlations().size() == 1);
  Firing f;
  f.first = f.last = test::at("2015-06-01T07:00:00Z");
  f.count = 12;
  f.group = l.report.scan.strings.intern("FE01");
  f.parts = {0, 1};
  l.report.scan.firings = {f};
  const std::string text = l.text(html_correlations);
  CHECK(text.find("Correlations 1") != std::string::npos);
  CHECK(text.find("Often often12 events; Computer = FE01") != std::string::npos);
}

TEST_CASE("nothing to say, nothing said") {
  Lists l;
  l.report = test::empty_report();
  for (const auto write :
       {html_false_alarms, html_unexplained, html_correlations, html_not_assessable, html_forecast}) {
    CHECK(l.html(write).empty());
  }
}
