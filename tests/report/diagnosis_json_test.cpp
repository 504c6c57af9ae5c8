#include "report/diagnosis_json.h"

#include <doctest/doctest.h>

#include "knowledge/built_in.h"
#include "report/sample_report.h"

using namespace doctor;

namespace {

std::string written(const Diagnosis& d, const ScanResult& scan, const Change* change = nullptr,
                    const EventWords* words = nullptr) {
  std::string out;
  JsonWriter j(out, false);
  write_diagnosis(j, d, scan, change, words);
  return out;
}

}  // namespace

TEST_CASE("a diagnosis without anything has all its keys all the same") {
  Diagnosis d;
  d.id = "tls-fips";
  d.severity = "low";
  CHECK(written(d, ScanResult()) ==
        R"({"id":"tls-fips","title":"","verdict":"possible","severity":"low","state":"open",)"
        R"("fingerprint":"0000000000000000","computers":[],"first":null,"last":null,)"
        R"("activity":{"events":0,"clusters":0,"interval_seconds":null,"active_hours":0,"span_hours":0,)"
        R"("busiest_hour":null,"busiest":0},"changes":[],"impact":[],"cause":"","evidence_for":[],)"
        R"("evidence_against":[],"not_evidence":[],"missing":[],"rivals":[],"next_check":null,)"
        R"("remediation":[],"explains":{},"references":[]})");
}

TEST_CASE("what changed since the last run stands behind the state, if there was one") {
  Diagnosis d;
  const Change change = Change::fresh;
  CHECK(written(d, ScanResult(), &change).find(R"("state":"open","change":"new","fingerprint")") != std::string::npos);
  CHECK(written(d, ScanResult()).find("change\":") == std::string::npos);
}

TEST_CASE("in a report and alone it is the same but for the white space") {
  const Report report = test::md5_report();
  const auto bare = [](const std::string& text) {
    std::string out;
    for (const char c : text) {
      if (c != ' ' && c != '\n') out += c;
    }
    return out;
  };
  const std::string all = bare(to_json(report, RuleSet(), true));
  const RuleSet rules;
  const EventWords words{rules, report.knowledge};
  for (const Diagnosis& d : report.assessment.diagnoses) {
    CHECK(all.find(bare(written(d, report.scan, nullptr, &words))) != std::string::npos);
  }
}

TEST_CASE("a referenced event says what it says, if there is anyone to put it into words") {
  Report report = test::md5_report();
  const Diagnosis& d = report.assessment.diagnoses.front();
  CHECK(written(d, report.scan).find("\"computer\":\"FE01.contoso.local\"}") != std::string::npos);
  const RuleSet rules;
  const EventWords words{rules, test::built_in_knowledge()};
  CHECK(written(d, report.scan, nullptr, &words).find("\"computer\":\"FE01.contoso.local\",\"text\":\"this host sent a fatal alert\"}") !=
        std::string::npos);
}

TEST_CASE("parts that others use") {
  std::string out;
  JsonWriter j(out, false);
  j.begin_object();
  computers(j, "FE01");
  j.end_object();
  CHECK(out == R"({"computers":["FE01"]})");
  CHECK(hex16(0xc0ffee) == "0000000000c0ffee");
}
