#include "report/html_hosts.h"

#include <doctest/doctest.h>

#include "engine/kit.h"
#include "report/html_kit.h"
#include "report/sample_report.h"

using namespace doctor;

namespace {

Diagnosis diagnosis(const std::string& id, const std::string& computer, Verdict verdict = Verdict::likely) {
  Diagnosis d;
  d.id = id;
  d.computer = computer;
  d.verdict = verdict;
  return d;
}

}  // namespace

TEST_CASE("everything about a computer comes together, the worst first") {
  Report report = test::empty_report();
  Assessment& a = report.assessment;
  a.diagnoses = {diagnosis("one", "FE02"), diagnosis("one", "FE01"), diagnosis("two", "fe02", Verdict::possible),
                 diagnosis("three", "FE01", Verdict::ruled_out)};
  a.diagnoses[0].rivals = {{"two", "Two", Verdict::possible}};
  FalseAlarm f;
  f.computer = "FE01";
  f.count = 3;
  a.false_alarms = {f, f};
  Unexplained u;
  u.computer = "DC01";
  u.count = 4;
  a.unexplained = {u};
  a.topology = {{"FE01", "Standard Edition"}};
  report.scan.extents.count("WEB01", "System", "Schannel", 2, test::at("2015-06-01T07:00:00Z"), 5);
  report.scan.extents.count("FE01", "System", "Schannel", 2, test::at("2015-06-01T08:00:00Z"), 7);

  const std::vector<HostView> hosts = hosts_of(report);
  REQUIRE(hosts.size() == 4);
  CHECK(hosts[0].computer == "FE02");
  CHECK(hosts[0].main.size() == 1);
  CHECK(hosts[0].also_possible.size() == 1);
  CHECK(hosts[1].computer == "FE01");
  CHECK(hosts[1].main.size() == 1);
  CHECK(hosts[1].ruled_out.size() == 1);
  CHECK(hosts[1].false_alarm_events() == 6);
  CHECK(hosts[1].events == 7);
  CHECK(hosts[1].first == test::at("2015-06-01T08:00:00Z"));
  CHECK(hosts[1].role == "Standard Edition");
  CHECK(hosts[2].computer == "DC01");
  CHECK(hosts[2].unexplained_events() == 4);
  CHECK(hosts[2].speaks());
  CHECK(hosts[3].computer == "WEB01");
  CHECK_FALSE(hosts[3].speaks());
}

TEST_CASE("every diagnosis that is shown has a number of its own, the main ones first") {
  Report report = test::empty_report();
  report.assessment.diagnoses = {diagnosis("one", "FE02"), diagnosis("two", "FE02", Verdict::possible),
                                 diagnosis("one", "FE01"), diagnosis("three", "FE01", Verdict::ruled_out)};
  report.assessment.diagnoses[0].rivals = {{"two", "Two", Verdict::possible}};
  const RuleSet rules;
  const HtmlContext context(report, rules, test::utc_style());
  const auto& all = report.assessment.diagnoses;
  CHECK(context.number_of(all[0]) == 1);
  CHECK(context.number_of(all[2]) == 2);
  CHECK(context.number_of(all[1]) == 3);
  CHECK(context.number_of(all[3]) == 0);
  CHECK(context.number_of("one", "FE01") == 2);
  CHECK(context.number_of("one", "elsewhere") == 0);
}

TEST_CASE("signals are named by their titles, if they have one") {
  Diagnostics problems;
  const RuleSet rules = test::load_text(test::rule_with("s: {EventID: 1}\ncondition: s"), problems).rules;
  REQUIRE(rules.rules().size() == 1);
  const Report report = test::empty_report();
  const HtmlContext context(report, rules, test::utc_style());
  CHECK(context.title_of(rules.rules()[0].id) == rules.rules()[0].title);
  CHECK(context.title_of("no-such-rule") == "no-such-rule");
}
