#include "diagnose/diagnosis.h"

#include <doctest/doctest.h>

using namespace doctor;

TEST_CASE("verdicts and strengths have the names of the JSON report") {
  CHECK(verdict_name(Verdict::confirmed) == "confirmed");
  CHECK(verdict_name(Verdict::likely) == "likely");
  CHECK(verdict_name(Verdict::possible) == "possible");
  CHECK(verdict_name(Verdict::not_assessable) == "not_assessable");
  CHECK(verdict_name(Verdict::ruled_out) == "ruled_out");
  CHECK(strength_name(Strength::weak) == "weak");
  CHECK(strength_name(Strength::moderate) == "moderate");
  CHECK(strength_name(Strength::strong) == "strong");
  CHECK(strength_name(Strength::decisive) == "decisive");
}

TEST_CASE("verdicts are ordered from bad news to no news") {
  CHECK(Verdict::confirmed < Verdict::likely);
  CHECK(Verdict::likely < Verdict::possible);
  CHECK(Verdict::possible < Verdict::not_assessable);
  CHECK(Verdict::not_assessable < Verdict::ruled_out);
}
