#include <doctest/doctest.h>

#include "diagnose/fixture.h"

using namespace doctor;
using namespace doctor::test;

namespace {

std::string alarm(const std::string& kind, const std::string& when, const std::string& reason = "r") {
  return "false_alarm: {id: f-" + kind + ", version: 1, signals: [alpha], class: " + kind + ", reason: '" + reason +
         "', when: {" + when + "}}\n";
}

constexpr std::string_view kCause =
    "diagnosis:\n"
    "  id: cause\n"
    "  version: 1\n"
    "  title: T\n"
    "  severity: high\n"
    "  cause: C\n"
    "  evidence:\n"
    "    required: [{any: [gamma]}]\n"
    "    for: [{signal: gamma, strength: decisive}]\n"
    "  explains: [gamma]\n";

// "kind count" of each false alarm, or "-".
std::string classes(Story& story, std::initializer_list<std::string_view> documents,
                    Topology topology = Topology::unknown) {
  const ScanResult scan = story.take();
  AssessOptions options;
  options.topology = topology;
  const Assessment assessment = assess(scan, small_rules(), small_set(documents), options);
  CHECK(accounted(assessment) == to_account(scan, small_rules()));
  std::string out;
  for (const FalseAlarm& f : assessment.false_alarms) out += f.kind + " " + std::to_string(f.count) + " ";
  return out.empty() ? "-" : out;
}

}  // namespace

TEST_CASE("not if trouble is near") {
  const auto with_trouble_at = [](std::uint64_t minute) {
    Story story(small_rules());
    story.see("alpha", minutes(100), 2, minutes(10));
    story.see("beta", minutes(minute));
    return classes(story, {alarm("benign", "without: [beta], near: 30m")});
  };
  CHECK(with_trouble_at(69) == "benign 2 ");
  CHECK(with_trouble_at(70) == "-");
  CHECK(with_trouble_at(105) == "-");
  CHECK(with_trouble_at(140) == "-");
  CHECK(with_trouble_at(141) == "benign 2 ");
}

TEST_CASE("each run is judged on its own") {
  Story story(small_rules());
  story.see("alpha", minutes(0), 2, minutes(10));
  story.see("alpha", minutes(200), 3, minutes(10));
  story.see("noted", minutes(30));
  CHECK(classes(story, {alarm("transient", "followed_by: [noted], within: 1h")}) == "transient 2 ");
}

TEST_CASE("what follows ends the run, and must come in time") {
  const auto followed_at = [](std::uint64_t minute) {
    Story story(small_rules());
    story.see("alpha", minutes(0), 2, minutes(10));
    story.see("noted", minutes(minute));
    return classes(story, {alarm("transient", "followed_by: [noted], within: 1h")});
  };
  CHECK(followed_at(10) == "transient 2 ");
  CHECK(followed_at(70) == "transient 2 ");
  CHECK(followed_at(71) == "-");
  CHECK(followed_at(5) == "transient 1 ");
}

TEST_CASE("falling means a smaller number at the end") {
  const auto numbers = [](const char* first, const char* last) {
    Story story(small_rules());
    story.see("alpha", minutes(0), 1, {}, {{"N", first}});
    story.see("alpha", minutes(10), 1, {}, {{"N", last}});
    return classes(story, {alarm("transient", "falling: N")});
  };
  CHECK(numbers("9", "8") == "transient 2 ");
  CHECK(numbers("9", "9") == "-");
  CHECK(numbers("9", "10") == "-");
  CHECK(numbers("9", "none") == "-");
}

TEST_CASE("a symptom names its cause, and what is by design besides") {
  Story story(small_rules());
  story.log("Lync Server").see("alpha", minutes(0), 2);
  story.see("gamma", minutes(30));
  const ScanResult scan = story.take();
  AssessOptions options;
  options.topology = Topology::standard;
  const Assessment assessment =
      assess(scan, small_rules(),
             small_set({kCause, alarm("symptom", "explained_by: [cause]", "Follows from {diagnosis}."),
                        alarm("by_design", "topology: single", "No others: {topology}.")}),
             options);
  REQUIRE(assessment.false_alarms.size() == 1);
  CHECK(assessment.false_alarms[0].kind == "symptom");
  CHECK(assessment.false_alarms[0].explained_by == "cause");
  CHECK(assessment.false_alarms[0].reason == "Follows from cause (confirmed). No others: Standard Edition, as stated.");
}

TEST_CASE("a diagnosis of another day, or one that is less than likely, explains no symptom") {
  Story other_day(small_rules());
  other_day.see("alpha", minutes(0));
  other_day.see("gamma", minutes(24 * 60));
  CHECK(classes(other_day, {kCause, alarm("symptom", "explained_by: [cause]")}) == "-");

  std::string weak(kCause);
  weak.replace(weak.find("decisive"), 8, "weak");
  Story unsure(small_rules());
  unsure.see("alpha", minutes(0));
  unsure.see("gamma", minutes(1));
  CHECK(classes(unsure, {weak, alarm("symptom", "explained_by: [cause]")}) == "-");
  Story stated(small_rules());
  stated.see("alpha", minutes(0));
  stated.see("gamma", minutes(1));
  CHECK(classes(stated, {weak, alarm("symptom", "explained_by: [cause], verdict: possible")}) == "symptom 1 ");
}

TEST_CASE("by topology") {
  const auto stated = [](Topology topology) {
    Story story(small_rules());
    story.log("Lync Server").see("alpha", {});
    return classes(story, {alarm("by_design", "topology: single")}, topology);
  };
  CHECK(stated(Topology::standard) == "by_design 1 ");
  CHECK(stated(Topology::enterprise) == "-");
  CHECK(stated(Topology::unknown) == "-");
}

TEST_CASE("a periodic failure is noise only where there is a sign of health") {
  const std::string probe =
      alarm("scanner", "shape: periodic, without: [beta], near: 30m, healthy: {seen: [gamma], quiet: Lync Server}");
  const auto probed = [&](auto tell) {
    Story story(small_rules());
    story.log("System");
    story.see("alpha", minutes(100), 10, minutes(1));
    tell(story);
    return classes(story, {probe});
  };
  CHECK(probed([](Story&) {}) == "-");
  CHECK(probed([](Story& s) { s.see("gamma", minutes(105)); }) == "scanner 10 ");
  CHECK(probed([](Story& s) { s.see("gamma", minutes(99)); }) == "-");
  CHECK(probed([](Story& s) { s.log("Lync Server"); }) == "scanner 10 ");
  CHECK(probed([](Story& s) { s.log("Lync Server").see("beta", minutes(500)); }) == "-");  // not quiet
  CHECK(probed([](Story& s) {
          s.see("gamma", minutes(105));
          s.see("beta", minutes(80));
        }) == "-");
}

TEST_CASE("noise is out of the evidence") {
  constexpr std::string_view kNeedsAlpha =
      "diagnosis:\n"
      "  id: d\n"
      "  version: 1\n"
      "  title: T\n"
      "  severity: high\n"
      "  cause: C\n"
      "  evidence:\n"
      "    required: [{any: [alpha, many]}]\n"
      "    for: [{signal: alpha, strength: weak}]\n";
  Story story(small_rules());
  story.see("alpha", minutes(1), 10, seconds(5));
  const ScanResult scan = story.take();
  CHECK(verdict_of(assess(scan, small_rules(), small_set({kNeedsAlpha}), {}), "d") == "possible");
  const Assessment assessment =
      assess(scan, small_rules(), small_set({kNeedsAlpha, alarm("scanner", "without: [beta]")}), {});
  CHECK(verdict_of(assessment, "d") == "none");
  CHECK(assessment.false_alarms.at(0).count == 10);
}

TEST_CASE("no more than so many findings of its signals near it") {
  const auto with_findings = [](std::uint64_t n, std::uint64_t later) {
    Story story(small_rules());
    story.see("alpha", minutes(0), n, minutes(1));
    if (later != 0) story.see("alpha", minutes(later));
    return classes(story, {alarm("transient", "at_most: 2, near: 30m")});
  };
  CHECK(with_findings(2, 0) == "transient 2 ");
  CHECK(with_findings(3, 0) == "-");
  CHECK(with_findings(2, 20) == "-");
  CHECK(with_findings(2, 120) == "transient 3 ");
}

TEST_CASE("what is judged before the diagnoses is no evidence") {
  const auto raised = [](const char* before) {
    Story story(small_rules());
    story.see("gamma", minutes(0));
    const std::string text = "false_alarm: {id: f, version: 1, signals: [gamma], class: transient, before_diagnoses: " +
                             std::string(before) + ", reason: r}\n";
    const Assessment assessment = assess(story.take(), small_rules(), small_set({kCause, text}), {});
    return verdict_of(assessment, "cause") + " " + std::to_string(assessment.false_alarms.size());
  };
  CHECK(raised("true") == "none 1");
  CHECK(raised("false") == "confirmed 0");
}

TEST_CASE("a false alarm tells its rhythm over all of its runs") {
  Story story(small_rules());
  story.see("alpha", minutes(0), 6, minutes(1));
  story.see("alpha", minutes(200), 2, seconds(1));
  const Assessment assessment =
      assess(story.take(), small_rules(), small_set({alarm("benign", "without: [beta], near: 1m")}), {});
  REQUIRE(assessment.false_alarms.size() == 1);
  CHECK(assessment.false_alarms[0].rhythm.events == 8);
  CHECK(assessment.false_alarms[0].rhythm.clusters == 7);
}
