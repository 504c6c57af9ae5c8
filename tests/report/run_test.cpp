#include "report/run.h"

#include <doctest/doctest.h>

#include "report/sample_report.h"

using namespace doctor;

namespace {

RunReport second_run() {
  RunReport run;
  run.number = 12;
  run.time = test::at("2015-06-01T09:15:00Z");
  run.previous = test::at("2015-06-01T09:00:00Z");
  run.changes = {Change::fresh, Change::still_open, Change::ended, Change::still_open, Change::untracked};
  return run;
}

std::string text_of(const RunReport& run) {
  Page page(200, false);
  TextStyle style;
  style.utc = true;
  write_run_line(run, style, page);
  write_run_section(run, style, page);
  return page.take();
}

}  // namespace

TEST_CASE("the line counts what is new, still open and recovered") {
  CHECK(text_of(second_run()) ==
        "Run 12, since 2015-06-01 09:00:00Z: 1 new, 2 still open, 1 recovered\n");
  RunReport first;
  first.number = 1;
  CHECK(text_of(first) == "Run 1, the first: 0 new, 0 still open, 0 recovered\n");
}

TEST_CASE("what is gone and what is odd about logs is told with its reason") {
  RunReport run = second_run();
  run.gone = {{1, "pki-md5-chain", "MD5", "FE01", test::at("2015-05-01T00:00:00Z"), false},
              {2, "pki-sha512-chain", "SHA-512", "", test::at("2015-05-02T00:00:00Z"), true}};
  run.logs = {{RunReport::LogNote::Kind::stands_still, "System.evtx", test::at("2015-05-30T00:00:00Z"), 0},
              {RunReport::LogNote::Kind::vanished, "\x1b[2Jlync.evtx", test::at("2015-05-31T00:00:00Z"), 0},
              {RunReport::LogNote::Kind::overwritten, "a.evtx", test::at("2015-06-01T09:00:00Z"), 1234}};
  run.history = test::at("2015-04-01T00:00:00Z");
  const std::string text = text_of(run);
  CHECK(text.find("* MD5 on FE01, reported 2015-05-01 00:00:00Z: its events are older than what is remembered\n") !=
        std::string::npos);
  CHECK(text.find("* SHA-512, reported 2015-05-02 00:00:00Z: ruled out by what was read since\n") != std::string::npos);
  CHECK(text.find("* System.evtx: nothing new since 2015-05-30 00:00:00Z: ") != std::string::npos);
  CHECK(text.find("lync.evtx: not there any more, last seen 2015-05-31 00:00:00Z\n") != std::string::npos);
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK(text.find("* a.evtx: 1,234 records lost, overwritten since") != std::string::npos);
  CHECK(text.find("Findings before 2015-04-01 00:00:00Z are forgotten.\n") != std::string::npos);
  CHECK(text.find(", 2 no longer found\n") != std::string::npos);
}

TEST_CASE("the JSON has the same, and every diagnosis its change") {
  Report report = test::md5_report();
  CHECK(to_json(report, RuleSet()).find("\"change\"") == std::string::npos);
  CHECK(to_json(report, RuleSet()).find("\"run\": {") == std::string::npos);
  RunReport run = second_run();
  run.changes.assign(report.assessment.diagnoses.size(), Change::untracked);
  run.changes[0] = Change::fresh;
  run.logs = {{RunReport::LogNote::Kind::stands_still, "System.evtx", test::at("2015-05-30T00:00:00Z"), 0}};
  report.run = run;
  const std::string json = to_json(report, RuleSet());
  CHECK(json.find("\"change\": \"new\"") != std::string::npos);
  CHECK(json.find("\"number\": 12") != std::string::npos);
  CHECK(json.find("\"what\": \"stands_still\"") != std::string::npos);
  TextStyle style;
  style.utc = true;
  const std::string text = to_text(report, RuleSet(), style);
  CHECK(text.find("open (new)") != std::string::npos);
  CHECK(text.find("Run 12, since 2015-06-01 09:00:00Z: 1 new") != std::string::npos);
}
