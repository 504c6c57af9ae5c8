#include "diagnose/examples.h"

#include <doctest/doctest.h>

#include "diagnose/fixture.h"

using namespace doctor;
using namespace doctor::test;

namespace {

constexpr std::string_view kDiagnosis =
    "diagnosis:\n"
    "  id: x\n"
    "  version: 1\n"
    "  title: T\n"
    "  severity: high\n"
    "  cause: C\n"
    "  needs: [{channel: System, provider: Schannel, for: required}]\n"
    "  evidence:\n"
    "    required: [{any: [alpha]}]\n"
    "    for: [{signal: alpha, strength: weak, group: a}, {correlation: many, strength: strong, group: b}]\n"
    "    against: [{signal: beta, strength: decisive}]\n";
constexpr std::string_view kFalseAlarm =
    "false_alarm: {id: f, version: 1, signals: [alpha], class: transient, reason: r, when: {falling: N}}\n";

struct Outcome {
  std::uint64_t passed = 0;
  std::string failures, problems;
};

Outcome run(std::string_view document, std::string_view examples) {
  DataStore data = DataStore::empty();
  data.add("x.yml", std::string(document));
  if (!examples.empty()) data.add("x.tests.yml", std::string(examples));
  Diagnostics problems;
  const DiagnosisSet set = DiagnosisSet::load(data, small_rules(), problems);
  Outcome out;
  for (const ExampleResult& result : run_diagnosis_examples(data, small_rules(), set, problems)) {
    out.passed += result.passed;
    for (const std::string& failure : result.failures) out.failures += result.rule + ": " + failure + "\n";
  }
  out.problems = lines(problems);
  return out;
}

}  // namespace

TEST_CASE("all shipped diagnoses and false alarms keep what their examples promise") {
  Diagnostics problems;
  std::uint64_t passed = 0;
  for (const ExampleResult& result :
       run_diagnosis_examples(shipped_documents(), shipped_rules(), shipped_diagnoses(), problems)) {
    for (const std::string& failure : result.failures) FAIL_CHECK(result.rule << ": " << failure);
    passed += result.passed;
  }
  CHECK(lines(problems) == "");
  CHECK(passed >= 60);
}

TEST_CASE("each outcome of a diagnosis can be expected, correlations included") {
  const Outcome out = run(kDiagnosis,
                          "- {given: [{signal: alpha}], logs: [System], expect: possible}\n"
                          "- {given: [{signal: alpha, times: 5, every: 1m}], logs: [System], expect: likely}\n"
                          "- {given: [{signal: alpha, times: 5, every: 3m}], logs: [System], expect: possible}\n"
                          "- {given: [{signal: alpha}, {signal: beta, at: 5m}], expect: ruled-out}\n"
                          "- {given: [], logs: [System], expect: not-assessable}\n"
                          "- {given: [], logs: [System], assume_logged: true, expect: none}\n"
                          "- {given: [], logs: [{channel: System, provider: Schannel}], expect: none}\n");
  CHECK(out.failures == "");
  CHECK(out.problems == "");
  CHECK(out.passed == 7);
}

TEST_CASE("a broken promise is a failure that says what was expected") {
  const Outcome out = run(kDiagnosis, "- {name: n, given: [{signal: alpha}], expect: confirmed, also: {y: likely}}\n");
  CHECK(out.passed == 0);
  CHECK(out.failures == "x: example 1 (n): x: expected confirmed, got possible; y: expected likely, got none\n");
}

TEST_CASE("a false alarm is expected by its class") {
  const Outcome out = run(kFalseAlarm,
                          "- {given: [{signal: alpha, N: 3}, {signal: alpha, at: 1m, N: 2}], expect: transient}\n"
                          "- {given: [{signal: alpha, N: 3}, {signal: alpha, at: 1m, N: 3}], expect: none}\n"
                          "- {given: [{signal: alpha, N: 3}], expect: transient, explained_by: x}\n");
  CHECK(out.passed == 2);
  CHECK(out.failures == "f: example 3: f: expected transient, got none; explained_by: expected x, got \n");
}

TEST_CASE("examples that cannot be read are failures with a place") {
  const Outcome out = run(kDiagnosis,
                          "- {given: [{signal: alhpa}], expect: possible}\n"
                          "- {given: [{signal: alpha, Colour: red}], expect: possible}\n"
                          "- {given: [{signal: alpha, times: 0}], expect: possible}\n"
                          "- {given: [{signal: alpha, at: soon}], expect: possible}\n"
                          "- {given: [{signal: alpha}]}\n"
                          "- {given: [{signal: alpha}], expect: possible, topology: round}\n"
                          "- {given: 7, expect: possible}\n"
                          "- {givn: [], expect: possible}\n");
  CHECK(out.passed == 0);
  CHECK(out.failures ==
        "x: example 1: cannot be read\n"
        "x: example 2: cannot be read\n"
        "x: example 3: cannot be read\n"
        "x: example 4: cannot be read\n"
        "x: example 5: cannot be read\n"
        "x: example 6: cannot be read\n"
        "x: example 7: cannot be read\n"
        "x: example 8: cannot be read\n");
  CHECK(out.problems ==
        "1:12 diagnosis-unknown-signal: there is no signal 'alhpa'\n"
        "2:28 yaml-unknown-key: unknown key 'Colour'\n"
        "3:12 diagnosis-number: 'times' must be 1 to 100000, over the whole example\n"
        "4:32 diagnosis-timespan: 'at' must be a span of time\n"
        "5:3 yaml-missing-key: key 'expect' is missing\n"
        "6:58 diagnosis-choice: 'topology' must be standard or enterprise\n"
        "7:11 yaml-type: 'given' must be a list\n"
        "8:4 yaml-unknown-key: unknown key 'givn' (did you mean 'given'?)\n");
}

TEST_CASE("a user's document needs no examples; an empty file of them is a slip") {
  CHECK(run(kDiagnosis, "").failures == "");
  CHECK(run(kDiagnosis, "[]\n").failures == "x: no examples: the file must hold a list of them\n");
}
