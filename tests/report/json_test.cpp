#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "base/text.h"
#include "report/report.h"
#include "report/sample_report.h"
#include "support/temp_dir.h"

using namespace doctor;

namespace {

namespace fs = std::filesystem;

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t place = text.find(from);
  REQUIRE_MESSAGE(place != std::string::npos, "not in the report: ", from);
  return text.replace(place, from.size(), to);
}

/// What the schema says about each document; empty if it cannot be asked here.
std::vector<std::string> judged(const std::vector<std::string>& documents) {
  const fs::path python = "/usr/bin/python3";
  std::error_code ignored;
  if (!fs::exists(python, ignored)) {
    MESSAGE("skipped: no python3");
    return {};
  }
  const test::TempDir folder;
  const fs::path source = DOCTOR_SOURCE_DIR;
  const fs::path out = folder.path() / "out";
  std::string command = python.string() + " \"" + (source / "tests/report/validate_schema.py").string() + "\" \"" +
                        (source / "docs/report.schema.json").string() + "\" \"" + out.string() + "\"";
  for (std::size_t i = 0; i < documents.size(); ++i) {
    command += " \"" + folder.write(std::to_string(i) + ".json", documents[i]).string() + "\"";
  }
  REQUIRE(std::system(command.c_str()) == 0);
  std::vector<std::string> lines = test::lines_of(test::read_file(out));
  if (lines.size() == 1 && lines[0] == "no python3-jsonschema") {
    MESSAGE("skipped: no python3-jsonschema");
    return {};
  }
  REQUIRE(lines.size() == documents.size());
  return lines;
}

Report with_everything() {
  Report report = test::md5_report();
  report.scan.interrupted = true;
  Diagnosis& d = report.assessment.diagnoses.front();
  d.state = EpisodeState::recovered;
  report.scan.inputs[0].damage.add({"xml-event", Severity::error, {0, 10, 7, 1}, 3, "not closed", "help"});
  report.scan.inputs[0].damage.add({"evtx-header", Severity::note, {0, 0, 0, 0}, 0, "dirty", ""});
  report.assessment.not_assessable.push_back(
      {"tls-fips", "FIPS", "System", "no Schannel event in it", "", "FE01", true});
  for (const char* kind : {"by_design", "transient", "scanner", "benign"}) {
    report.assessment.false_alarms.push_back({"s", "", 0, kind, "", "", 0, "", {}, {}});
  }
  return report;
}

}  // namespace

TEST_CASE("an empty report is complete and short") {
  CHECK(to_json(test::empty_report(), RuleSet()) == R"({
  "schema": "schannel-doctor/report/1",
  "tool": {
    "version": "0.1.0",
    "rules_fingerprint": "0000000000009f2c"
  },
  "interrupted": false,
  "inputs": [],
  "diagnoses": [],
  "false_positives": [],
  "not_assessable": [],
  "unexplained": [],
  "correlations": [],
  "forecast": [],
  "totals": {
    "events": 0,
    "relevant": 0,
    "files": 0,
    "unreadable": 0,
    "findings": 0,
    "explained": 0,
    "false_positives": 0,
    "unexplained": 0
  },
  "rules": {
    "refused": 0,
    "problems": [],
    "problem_counts": {}
  },
  "topology": []
}
)");
}

TEST_CASE("a diagnosis is written with all its keys in a fixed order") {
  Report report = test::empty_report();
  test::add_input(report, "System.evtx", "System", "FE01", 10);
  Diagnosis d;
  d.id = "pki-md5-chain";
  d.title = "MD5";
  d.severity = "critical";
  d.verdict = Verdict::likely;
  d.computer = "FE01";
  d.first = test::at("2015-06-01T07:00:00.123Z");
  d.fingerprint = 0xc0ffee;
  d.activity.rhythm = {212, 100, Ticks{60 * kTicksPerSecond}, 2, 3, test::at("2015-06-01T07:00:00Z"), 150};
  d.activity.changes = {{"booted", "Started", "9600", test::at("2015-06-01T06:59:00Z"), 1}};
  Evidence e{"fails", Strength::moderate, "sent", 212, {}};
  e.findings = {test::add_finding(report, 36888, "Schannel", test::at("2015-06-01T07:00:00.123Z"), 4711)};
  d.evidence_for = {e};
  d.explains = {{"sent", 200}, {"other", 1}, {"sent", 12}};
  report.assessment.diagnoses = {d};
  const std::string json = to_json(report, RuleSet());
  const std::size_t begin = json.find("  \"diagnoses\""), end = json.find("  \"false_positives\"");
  CHECK(json.substr(begin, end - begin) == R"(  "diagnoses": [
    {
      "id": "pki-md5-chain",
      "title": "MD5",
      "verdict": "likely",
      "severity": "critical",
      "state": "open",
      "fingerprint": "0000000000c0ffee",
      "computers": [
        "FE01"
      ],
      "first": "2015-06-01T07:00:00.123Z",
      "last": null,
      "activity": {
        "events": 212,
        "clusters": 100,
        "interval_seconds": 60,
        "active_hours": 2,
        "span_hours": 3,
        "busiest_hour": "2015-06-01T07:00:00.000Z",
        "busiest": 150
      },
      "changes": [
        {
          "signal": "booted",
          "title": "Started",
          "values": "9600",
          "time": "2015-06-01T06:59:00.000Z",
          "count": 1
        }
      ],
      "impact": [],
      "cause": "",
      "evidence_for": [
        {
          "text": "fails",
          "strength": "moderate",
          "signal": "sent",
          "count": 212,
          "events": [
            {
              "path": "System.evtx",
              "channel": "System",
              "record_id": 4711,
              "time": "2015-06-01T07:00:00.123Z",
              "event_id": 36888,
              "provider": "Schannel",
              "computer": "FE01.contoso.local",
              "text": null
            }
          ]
        }
      ],
      "evidence_against": [],
      "not_evidence": [],
      "missing": [],
      "rivals": [],
      "next_check": null,
      "remediation": [],
      "explains": {
        "other": 1,
        "sent": 212
      },
      "references": []
    }
  ],
)");
}

TEST_CASE("what is ruled out is listed only on request") {
  const Report report = test::md5_report();
  CHECK_FALSE(has(to_json(report, RuleSet()), "ruled_out"));
  CHECK(has(to_json(report, RuleSet(), true), "\"verdict\": \"ruled_out\""));
}

TEST_CASE("a piece of evidence names at most twenty events and skips those that are not there") {
  Report report = test::md5_report();
  Evidence& e = report.assessment.diagnoses.front().evidence_for.front();
  e.findings = {4000000000u};
  for (std::uint32_t i = 0; i < 100; ++i) e.findings.push_back(i);
  report.assessment.diagnoses.resize(1);
  report.assessment.diagnoses.front().evidence_for.resize(1);
  const std::string json = to_json(report, RuleSet());
  std::size_t n = 0;
  for (std::size_t at = json.find("\"record_id\""); at != std::string::npos; at = json.find("\"record_id\"", at + 1))
    ++n;
  CHECK(n == 20);
}

TEST_CASE("an input's channels and computers are listed once, whatever their case, with its time span") {
  Report report = test::empty_report();
  InputResult& input = test::add_input(report, "a.evtx", "System", "FE01", 10);
  input.extents.count("fe01", "Setup", "X", 4, test::at("2015-05-01T00:00:00Z"));
  input.extents.count("FE02", "System", "X", 4, FileTime{});
  const std::string json = to_json(report, RuleSet());
  CHECK(has(json, "\"channels\": [\n        \"System\",\n        \"Setup\"\n      ]"));
  CHECK(has(json, "\"computers\": [\n        \"FE01\",\n        \"FE02\"\n      ]"));
  CHECK(has(json, "\"first\": \"2015-05-01T00:00:00.000Z\",\n      \"last\": \"2015-06-01T07:00:10.123Z\""));
  CHECK(has(json, "\"events\": 12,"));
}

TEST_CASE("the same report gives the same bytes") {
  CHECK(to_json(test::md5_report(), RuleSet(), true) == to_json(test::md5_report(), RuleSet(), true));
}

TEST_CASE("hostile texts leave no raw control character or malformed byte in the JSON") {
  for (const std::string text : {"\x1b[31mred\x07\x9b",
                                 "\xe2\x80\xae"
                                 "live",
                                 "\xff\xfe\xc0\x80", "</script><b>&\"'\\", "a\nb\r\tc"}) {
    const std::string json = to_json(test::hostile_report(text), RuleSet(), true);
    CHECK(is_utf8(json));
    CHECK(json.find("\xe2\x80\xae") == std::string::npos);
    CHECK(std::none_of(json.begin(), json.end(),
                       [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7f; }));
  }
}

TEST_CASE("the schema accepts what is written: least, most and hostile") {
  const std::vector<std::string> verdicts =
      judged({to_json(test::empty_report(), RuleSet()), to_json(test::md5_report(), RuleSet()),
              to_json(with_everything(), RuleSet(), true),
              to_json(test::hostile_report("\x1b[31m\xff\"\\\n"), RuleSet(), true),
              to_json(test::hostile_report(std::string(10000, 'x')), RuleSet(), true)});
  for (const std::string& verdict : verdicts) CHECK(verdict == "valid");
}

TEST_CASE("the schema refuses what scripts would stumble over") {
  const std::string good = to_json(with_everything(), RuleSet(), true);
  const std::vector<std::string> verdicts = judged(
      {replaced(good, "schannel-doctor/report/1", "schannel-doctor/report/2"),
       replaced(good, "\"verdict\": \"likely\"", "\"verdict\": \"probable\""),
       replaced(good, "\"severity\": \"critical\"", "\"severity\": \"fatal\""),
       replaced(good, "\"state\": \"recovered\"", "\"state\": \"closed\""),
       replaced(good, "0000000000c0ffee", "C0FFEE"), replaced(good, "\"evidence_for\"", "\"evidence\""),
       replaced(good, "\"strength\": \"moderate\"", "\"strength\": \"2\""),
       replaced(good, "\"class\": \"symptom\"", "\"class\": \"by-design\""),
       replaced(good, "2015-06-01T07:00:00.000Z", "2015-06-01 07:00:00Z"),
       replaced(good, "2015-06-01T07:00:00.000Z", "2015-13-01T07:00:00.000Z"),
       replaced(good, "\"kind\": \"evtx\"", "\"kind\": \"\""), replaced(good, "\"blind\": false", "\"blind\": 0"),
       replaced(good, "\"record_id\": 4711", "\"record_id\": \"4711\""), replaced(good, "\"bytes_lost\"", "\"lost\""),
       replaced(good, "\"id\": \"pki-md5-chain\"", "\"id\": \"PKI MD5\""), replaced(good, "\"totals\"", "\"sums\""),
       replaced(good, "\"schema\"", "\"schema\",")});
  for (std::size_t i = 0; i < verdicts.size(); ++i) CHECK_MESSAGE(verdicts[i].starts_with("invalid: "), "case ", i);
}

TEST_CASE("keys may be added") {
  const std::string more =
      replaced(to_json(test::md5_report(), RuleSet()), "\"interrupted\"", "\"later\": 1,\n  \"interrupted\"");
  for (const std::string& verdict : judged({more})) CHECK(verdict == "valid");
}
