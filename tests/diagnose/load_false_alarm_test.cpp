#include <doctest/doctest.h>

#include "diagnose/fixture.h"

using namespace doctor;
using namespace doctor::test;

namespace {

std::string complaints(const std::string& text) {
  Diagnostics problems;
  const DiagnosisSet set = small_set({text}, &problems);
  CHECK(set.false_alarms().empty() == (problems.count(Severity::error) > 0));
  return lines(problems);
}

std::string alarm(const std::string& kind, const std::string& more) {
  return "false_alarm:\n  id: x\n  version: 1\n  signals: [alpha]\n  class: " + kind + "\n  reason: r {N}\n" + more;
}

}  // namespace

TEST_CASE("all conditions are read as written") {
  const DiagnosisSet set = small_set({alarm("by_design",
                                            "  otherwise: o\n"
                                            "  when:\n"
                                            "    topology: single\n"
                                            "    falling: N\n"
                                            "    shape: periodic\n"
                                            "    without: [beta]\n"
                                            "    near: 5m\n"
                                            "    followed_by: [gamma]\n"
                                            "    within: 2h\n"
                                            "    healthy: {seen: [noted], quiet: Lync Server}\n")});
  REQUIRE(set.false_alarms().size() == 1);
  const FalseAlarmRule& f = set.false_alarms()[0];
  CHECK(f.otherwise == "o");
  CHECK(f.topology == "single");
  CHECK(f.falling == "N");
  CHECK(f.shape == FalseAlarmRule::Shape::periodic);
  CHECK(f.near == minutes(5));
  CHECK(f.within == minutes(120));
  CHECK(f.followed_by == std::vector<std::string>{"gamma"});
  CHECK(f.healthy_seen == std::vector<std::string>{"noted"});
  CHECK(f.healthy_quiet == "Lync Server");
  CHECK(f.verdict == Verdict::likely);
}

TEST_CASE("a false alarm that makes no sense is refused with its place") {
  struct Row {
    std::string text, message;
  };
  const Row rows[] = {
      {alarm("annoying", ""),
       "5:10 diagnosis-choice: 'class' cannot be 'annoying' (one of: symptom, transient, by_design, scanner, "
       "benign)\n"},
      {alarm("symptom", ""), "5:10 diagnosis-symptom: a symptom needs 'explained_by' below 'when'\n"},
      {alarm("scanner", "  when: {explained_by: [d]}\n"),
       "5:10 diagnosis-scanner: what is taken out before the diagnoses cannot be 'explained_by' one (noise is taken out before diagnoses are "
       "weighed)\n"},
      {alarm("scanner", "  when: {shape: periodic}\n"),
       "7:9 diagnosis-periodic: a periodic shape needs 'healthy' (a server that retries its own failing start is "
       "periodic too)\n"},
      {alarm("scanner", "  when: {shape: round}\n"),
       "7:17 diagnosis-choice: 'shape' cannot be 'round' (one of: burst, periodic)\n"},
      {alarm("benign", "  when: {fallling: N}\n"),
       "7:10 yaml-unknown-key: unknown key 'fallling' (did you mean 'falling'?)\n"},
      {alarm("benign", "  when: {falling: M}\n"),
       "7:19 diagnosis-unknown-field: no signal here keeps a field 'M' (a signal keeps what its 'fields:' list "
       "names)\n"},
      {alarm("benign", "  when: {healthy: {}}\n"), "7:19 diagnosis-empty: 'healthy' needs 'seen' or 'quiet'\n"},
      {alarm("benign", "  when: {without: [alpa]}\n"),
       "7:20 diagnosis-unknown-signal: there is no signal 'alpa' (did you mean 'alpha'?)\n"},
      {"false_alarm: {id: x, version: 1, signals: [], class: benign, reason: r}\n",
       "1:43 diagnosis-empty: 'signals' names nothing\n"},
      {"false_alarm: {id: x, version: 1, signals: [alpha], class: benign, reason: '{Colour}'}\n",
       "1:75 diagnosis-unknown-field: no signal here keeps a field 'Colour' (a signal keeps what its 'fields:' list "
       "names)\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    std::string got = complaints(row.text);
    if (row.text.find("explained_by: [d]") != std::string::npos) got = got.substr(0, got.find('\n') + 1);
    CHECK(got == row.message);
  }
}
