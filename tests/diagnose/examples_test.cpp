#include "diagnose/examples.h"

#include <doctest/doctest.h>

#include "diagnose/fixture.h"

using namespace doctor;
using namespace doctor::test;

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
