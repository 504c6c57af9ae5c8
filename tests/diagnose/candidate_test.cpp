#include "diagnose/candidate.h"

#include <doctest/doctest.h>

#include "diagnose/fixture.h"

using namespace doctor;
using namespace doctor::test;

namespace {

std::string document(const std::string& evidence, const std::string& more = "", const std::string& id = "x") {
  return "diagnosis:\n  id: " + id + "\n  version: 1\n  title: Title of " + id +
         "\n  severity: high\n  cause: C\n  evidence:\n" + evidence + more;
}
const std::string kRequired = "    required: [{any: [alpha]}]\n";

Assessment judge(Story& story, std::initializer_list<std::string_view> documents) {
  const ScanResult scan = story.take();
  return assess(scan, small_rules(), small_set(documents), {});
}

Story told(std::uint64_t alphas = 1) {
  Story story(small_rules());
  story.log("System", "Schannel").log("Lync Server");
  if (alphas > 0) story.see("alpha", minutes(10), alphas, minutes(1), {{"N", "5"}});
  return story;
}

}  // namespace

TEST_CASE("nothing is raised without what it requires, and all of it") {
  const std::string both =
      document("    required: [{any: [alpha]}, {any: [beta, gamma]}]\n    for: [{signal: alpha, strength: weak}]\n");
  Story none = told(0);
  CHECK(verdict_of(judge(none, {both}), "x") == "none");
  Story one = told();
  CHECK(verdict_of(judge(one, {both}), "x") == "none");
  Story two = told();
  two.see("gamma", minutes(1));
  CHECK(verdict_of(judge(two, {both}), "x") == "possible");
}

TEST_CASE("decisive counts as such only with what must be near it") {
  const std::string text =
      document(kRequired + "    for: [{signal: alpha, strength: decisive, with: [beta], near: 1h}]\n");
  Story alone = told();
  CHECK(verdict_of(judge(alone, {text}), "x") == "possible");
  Story near = told();
  near.see("beta", minutes(70));
  CHECK(verdict_of(judge(near, {text}), "x") == "confirmed");
  Story far = told();
  far.see("beta", minutes(71));
  CHECK(verdict_of(judge(far, {text}), "x") == "possible");
}

TEST_CASE("decisive counts as strong if something is seen that shakes it") {
  const std::string text = document(kRequired + "    for: [{signal: alpha, strength: decisive, unless: [beta]}]\n");
  Story alone = told();
  CHECK(verdict_of(judge(alone, {text}), "x") == "confirmed");
  Story shaken = told();
  shaken.see("beta", minutes(900));
  const Assessment assessment = judge(shaken, {text});
  CHECK(verdict_of(assessment, "x") == "possible");
  CHECK(diagnosis_of(assessment, "x")->evidence_for.at(0).strength == Strength::strong);
}

TEST_CASE("contradicting evidence rules out, unless something decisive speaks for it; then it stays visible") {
  const std::string against = "    against: [{signal: beta, strength: decisive, says: 'no: {N}'}]\n";
  Story one = told();
  one.see("beta", minutes(3), 1, {}, {{"N", "8"}});
  CHECK(verdict_of(judge(one, {document(kRequired + "    for: [{signal: alpha, strength: strong}]\n" + against)}),
                   "x") == "ruled_out");
  Story two = told();
  two.see("beta", minutes(3), 1, {}, {{"N", "8"}});
  const Assessment assessment =
      judge(two, {document(kRequired + "    for: [{signal: alpha, strength: decisive}]\n" + against)});
  CHECK(verdict_of(assessment, "x") == "confirmed");
  CHECK(diagnosis_of(assessment, "x")->evidence_against.at(0).text == "no: 8");
}

TEST_CASE("the strongest line of a signal is the one that is told") {
  Story story = told(3);
  const Assessment assessment =
      judge(story,
            {document(kRequired +
                      "    for:\n"
                      "      - {signal: alpha, strength: weak, group: g, says: once}\n"
                      "      - {signal: alpha, at_least: 3, strength: moderate, group: g, says: 'often: {count}'}\n")});
  const Diagnosis* d = diagnosis_of(assessment, "x");
  REQUIRE(d != nullptr);
  REQUIRE(d->evidence_for.size() == 1);
  CHECK(d->evidence_for[0].text == "often: 3");
  CHECK(d->evidence_for[0].count == 3);
  CHECK(d->evidence_for[0].findings.size() == 3);
  CHECK(d->score == 2);
}

TEST_CASE("few references are kept, all are counted") {
  Story story = told(500);
  const Assessment assessment = judge(story, {document(kRequired + "    for: [{signal: alpha, strength: weak}]\n")});
  CHECK(diagnosis_of(assessment, "x")->evidence_for.at(0).count == 500);
  CHECK(diagnosis_of(assessment, "x")->evidence_for.at(0).findings.size() == 10);
  CHECK(diagnosis_of(assessment, "x")->evidence_for.at(0).text == "Signal alpha");
}

TEST_CASE("a diagnosis yields to a likely one at the same time, not to one a day later") {
  const std::string other =
      document("    required: [{any: [beta]}]\n    for: [{signal: beta, strength: decisive}]\n", "", "other");
  const std::string yielding =
      document(kRequired + "    for: [{signal: alpha, strength: strong}]\n", "  yields_to: [other]\n");
  Story same = told();
  same.see("beta", minutes(60));
  const Assessment assessment = judge(same, {yielding, other});
  CHECK(verdict_of(assessment, "x") == "ruled_out");
  CHECK(diagnosis_of(assessment, "x")->evidence_against.at(0).text == "explained by other (confirmed): Title of other");
  Story later = told();
  later.see("beta", minutes(24 * 60));
  CHECK(verdict_of(judge(later, {yielding, other}), "x") == "possible");
}

TEST_CASE("recovered means a sign after the last trouble and quiet in a log that goes on") {
  const std::string text =
      document(kRequired + "    for: [{signal: alpha, strength: weak}]\n",
               "  needs: [{channel: System, for: required}]\n  recovery: {any: [noted], quiet: 30m}\n");
  const auto state = [&](std::uint64_t sign, std::uint64_t log_end) {
    Story story = told(5);  // until minute 14
    story.cut(minutes(log_end));
    story.see("noted", minutes(sign));
    return diagnosis_of(judge(story, {text}), "x")->state;
  };
  CHECK(state(20, 60) == EpisodeState::recovered);
  CHECK(state(20, 40) == EpisodeState::open);
  CHECK(state(12, 60) == EpisodeState::open);
}

TEST_CASE("what is missing is named with the command that helps") {
  Story story(small_rules());
  story.log("System").see("alpha", minutes(1));
  const Assessment assessment =
      judge(story, {document(kRequired + "    for: [{signal: alpha, strength: weak}]\n",
                             "  needs:\n"
                             "    - {channel: System, provider: Schannel, for: required, enable: switch it on}\n"
                             "    - {channel: CAPI2, for: confirmation, enable: enable it, says: hashes}\n"
                             "    - {channel: Lync Server, for: impact, collect: export it}\n")});
  const Diagnosis* d = diagnosis_of(assessment, "x");
  REQUIRE(d->missing.size() == 3);
  CHECK(d->missing[0].text ==
        "System: no Schannel event in it: a healthy server and one with EventLogging=0 look the same");
  CHECK(d->missing[0].enable == "switch it on");
  CHECK(d->missing[1].text == "CAPI2: log not given; it would show hashes");
  CHECK(d->missing[1].enable == "enable it");
  CHECK(d->missing[2].enable == "export it");
}

TEST_CASE("rivals come best first, and the next check tells the best one apart") {
  const std::string tail =
      "  rivals: [low, high, gone]\n"
      "  checks:\n"
      "    - {against: [low], where: w, run: first, read: r}\n"
      "    - {against: [high, low], where: w, run: second, read: r}\n";
  const std::string x = document(
      kRequired + "    for: [{signal: alpha, strength: moderate}, {signal: beta, strength: moderate}]\n", tail);
  const std::string low = document(kRequired + "    for: [{signal: alpha, strength: weak}]\n", "", "low");
  const std::string high = document(kRequired + "    for: [{signal: alpha, strength: moderate}]\n", "", "high");
  const std::string gone = document(kRequired + "    for: [{signal: gamma, strength: weak}]\n", "", "gone");
  Story story = told();
  story.see("beta", minutes(10));
  const Assessment assessment = judge(story, {x, low, high, gone});
  const Diagnosis* d = diagnosis_of(assessment, "x");
  CHECK(d->verdict == Verdict::likely);
  REQUIRE(d->rivals.size() == 2);
  CHECK(d->rivals[0].id == "high");
  CHECK(d->rivals[1].id == "low");
  REQUIRE(d->next_check.has_value());
  CHECK(d->next_check->run == "second");
}

TEST_CASE("the fingerprint is that of id and computer, whatever the case and the run") {
  const std::string text = document(kRequired + "    for: [{signal: alpha, strength: weak}]\n");
  const auto fingerprint = [&](std::string_view computer, std::uint64_t times) {
    Story story(small_rules());
    story.on(computer).see("alpha", minutes(1), times);
    return diagnosis_of(judge(story, {text}), "x")->fingerprint;
  };
  CHECK(fingerprint("FE01", 1) == fingerprint("fe01", 7));
  CHECK(fingerprint("FE01", 1) != fingerprint("FE02", 1));
}

TEST_CASE("two stretches of time are the same time up to an hour apart") {
  const auto t = [](std::uint64_t m) { return FileTime{minutes(m).count}; };
  CHECK(same_time(t(0), t(10), t(5), t(20)));
  CHECK(same_time(t(0), t(10), t(70), t(80)));
  CHECK_FALSE(same_time(t(0), t(10), t(71), t(80)));
  CHECK(same_time(t(70), t(80), t(0), t(10)));
  CHECK_FALSE(same_time(t(71), t(80), t(0), t(10)));
}
