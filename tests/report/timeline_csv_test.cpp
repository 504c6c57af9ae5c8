#include "report/timeline_csv.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "engine/kit.h"
#include "report/sample_report.h"

using namespace doctor;
using doctor::test::at;

namespace {

// Two rules: one counts, one is context. Sorted by id.
constexpr std::uint32_t kContext = 0, kCounted = 1;

RuleSet two_rules() {
  Diagnostics problems;
  RuleSet rules = test::load_documents({{"signals/a.yml", R"(title: Windows was started
id: boot
logsource: {product: windows, service: system}
detection: {selection: {EventID: 12}, condition: selection}
level: informational
tags: [doctor.context]
)"},
                                        {"signals/b.yml", R"(title: A fatal alert
id: fatal
logsource: {product: windows, service: system}
detection: {selection: {EventID: 36888}, condition: selection}
level: low
)"}},
                                       problems)
                      .rules;
  REQUIRE(test::as_text(problems) == "");
  REQUIRE(rules.rule("boot") == kContext);
  REQUIRE(rules.rule("fatal") == kCounted);
  return rules;
}

Finding finding(Report& report, std::uint32_t rule, FileTime time, std::string_view computer) {
  Finding f;
  f.rule = rule;
  f.record_id = 7;
  f.time = time;
  f.event_id = 36888;
  f.provider = report.scan.strings.intern("Schannel");
  f.channel = report.scan.strings.intern("System");
  f.computer = report.scan.strings.intern(computer);
  return f;
}

}  // namespace

TEST_CASE("one line for each finding that counts, with what became of it") {
  Report report;
  report.scan.inputs.emplace_back();
  report.scan.inputs[0].path = "=logs/System.evtx";
  report.scan.findings = {finding(report, kCounted, at("2015-06-01T07:00:00.1239999Z"), "FE01"),
                          finding(report, kContext, at("2015-06-01T07:00:01Z"), "FE01"),
                          finding(report, kCounted, {}, "fe02"), finding(report, kCounted, {}, "CA01")};
  Diagnosis d;
  d.id = "pki-md5-chain";
  d.computer = "FE01";
  d.verdict = Verdict::likely;
  d.explains = {{"fatal", 1}};
  report.assessment.diagnoses = {d};
  report.assessment.false_alarms = {{"fatal", "Schannel", 36888, "scanner", "", "", 1, "FE02", {}, {}}};
  CHECK(to_timeline_csv(report, two_rules()) ==
        "\xef\xbb\xbf"
        "time (UTC),computer,provider,event id,channel,record id,what it says,signal,verdict,explanation,path\r\n"
        "2015-06-01 07:00:00.123,FE01,Schannel,36888,System,7,A fatal alert,fatal,likely,pki-md5-chain,'=logs/System.evtx\r\n"
        ",fe02,Schannel,36888,System,7,A fatal alert,fatal,false alarm,caused by a scanner or probe,'=logs/System.evtx\r\n"
        ",CA01,Schannel,36888,System,7,A fatal alert,fatal,likely; false alarm,pki-md5-chain; caused by a scanner or probe,'=logs/System.evtx\r\n");
}

TEST_CASE("what lies beside the logs has no time and no record") {
  Report report;
  report.scan.inputs.emplace_back();
  report.scan.inputs[0].path = "ca.reg";
  report.scan.inputs[0].undated = true;
  report.scan.findings = {finding(report, kCounted, at("2015-06-01T07:00:00Z"), "CA01")};
  const std::string csv = to_timeline_csv(report, two_rules());
  CHECK(csv.find("\r\n,CA01,Schannel,36888,System,,") != std::string::npos);
}

TEST_CASE("an empty report is a header") {
  const std::string csv = to_timeline_csv(test::empty_report(), RuleSet());
  CHECK(std::count(csv.begin(), csv.end(), '\n') == 1);
}
