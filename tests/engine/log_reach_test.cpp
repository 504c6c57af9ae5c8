#include "engine/log_reach.h"

#include <doctest/doctest.h>

#include "kit.h"

using namespace doctor;

namespace {

constexpr std::uint64_t kDay = kTicksPerDay;

struct Stage {
  Stage() {
    Diagnostics problems;
    rules = doctor::test::load_text(
                "title: A\nname: a\nlogsource: {product: windows, service: system}\ndetection: {s: {EventID: 1}, "
                "condition: s}\n---\n"
                "title: B\nname: b\nlogsource: {product: windows, service: application}\ndetection: {s: {EventID: 2}, "
                "condition: s}\n---\n"
                "title: C\nname: c\nlogsource: {product: windows}\ndetection: {s: {EventID: 3}, condition: s}\n---\n"
                "title: X\nname: x\ncorrelation: {type: temporal, timespan: 5m, condition: a and not b}\n---\n"
                "title: Y\nname: y\ncorrelation: {type: temporal, timespan: 5m, condition: a and not c}\n---\n"
                "title: Z\nname: z\ncorrelation: {type: temporal, timespan: 5m, condition: a and not x}\n",
                problems)
                .rules;
    REQUIRE_MESSAGE(problems.empty(), doctor::test::as_text(problems));
    fe01 = scan.strings.intern("FE01.contoso.local");
    fe02 = scan.strings.intern("FE02.contoso.local");
  }
  void log(const char* computer, const char* channel, std::uint64_t day) {
    scan.extents.count(computer, channel, "Contoso", 4, FileTime{day * kDay});
  }
  std::uint64_t day(const char* correlation, const std::set<std::uint32_t>& computers) {
    return LogReach(rules, scan).known_until(*rules.correlation(correlation), computers).ticks / kDay;
  }

  RuleSet rules;
  ScanResult scan;
  std::uint32_t fe01, fe02;
};

}  // namespace

TEST_CASE("a log reaches as far as its last event, on each computer and in the rule's channel") {
  Stage s;
  CHECK(s.day("x", {s.fe01}) == 0);
  s.log("FE01.contoso.local", "System", 9);  // not what b reads
  CHECK(s.day("x", {s.fe01}) == 0);
  s.log("fe01.CONTOSO.local", "application", 5);
  CHECK(s.day("x", {s.fe01}) == 5);
  CHECK(s.day("x", {s.fe01, s.fe02}) == 0);
  s.log("FE02.contoso.local", "Application", 3);
  CHECK(s.day("x", {s.fe01, s.fe02}) == 3);
}

TEST_CASE("a rule of any channel is covered by the longest log") {
  Stage s;
  s.log("FE01.contoso.local", "System", 9);
  s.log("FE01.contoso.local", "Application", 5);
  CHECK(s.day("y", {s.fe01}) == 9);
}

TEST_CASE("a negated correlation needs the logs of all its rules") {
  Stage s;
  s.log("FE01.contoso.local", "System", 9);
  CHECK(s.day("z", {s.fe01}) == 0);
  s.log("FE01.contoso.local", "Application", 5);
  CHECK(s.day("z", {s.fe01}) == 5);
}

TEST_CASE("nothing is known of what was not looked at") {
  Stage s;
  s.log("FE01.contoso.local", "Application", 9);
  s.scan.until = FileTime{7 * kDay};
  CHECK(s.day("x", {s.fe01}) == 7);
}
