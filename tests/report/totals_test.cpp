#include "report/totals.h"

#include <doctest/doctest.h>

#include "report/sample_report.h"

using namespace doctor;

TEST_CASE("explained, false and unexplained findings add up to all") {
  const Totals t = totals_of(test::md5_report(), RuleSet());
  CHECK(t.findings == 224);
  CHECK(t.explained == 212);
  CHECK(t.false_positives == 9);
  CHECK(t.unexplained == 3);
  CHECK(t.explained + t.false_positives + t.unexplained == t.findings);
}

TEST_CASE("inputs are counted as read or unreadable") {
  const Totals t = totals_of(test::md5_report(), RuleSet());
  CHECK(t.files == 2);
  CHECK(t.unreadable == 1);
  CHECK(t.events == 49112);
  CHECK(t.relevant == 224);
}

TEST_CASE("an event that two inputs hold is relevant once") {
  Report report = test::empty_report();
  test::add_input(report, "a.evtx", "System", "FE01", 10).relevant = 4;
  InputResult& copy = test::add_input(report, "b.evtx", "System", "FE01", 10);
  copy.relevant = 5;
  copy.duplicates = 4;
  CHECK(totals_of(report, RuleSet()).relevant == 5);
  copy.duplicates = 6;  // cannot be; must not wrap around
  CHECK(totals_of(report, RuleSet()).relevant == 4);
}

TEST_CASE("findings of context rules are not counted") {
  Report report = test::empty_report();
  std::vector<Rule> rules(2);
  rules[1].tags = {"doctor.context"};
  for (const std::uint32_t rule : {0u, 1u, 1u, 0u}) {
    Finding f;
    f.rule = rule;
    report.scan.findings.push_back(f);
  }
  CHECK(counted_findings(report.scan, rules) == 2);
  CHECK(counted_findings(report.scan, {}) == 4);
}
