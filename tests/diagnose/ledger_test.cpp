#include "diagnose/ledger.h"

#include <doctest/doctest.h>

#include "diagnose/fixture.h"

using namespace doctor;
using namespace doctor::test;

namespace {

std::string document(const std::string& id, const std::string& strength, const std::string& explains) {
  return "diagnosis:\n  id: " + id + "\n  version: 1\n  title: T\n  severity: high\n  cause: C\n  evidence:\n" +
         "    required: [{any: [alpha]}]\n    for: [{signal: alpha, strength: " + strength +
         "}]\n  explains: " + explains + "\n";
}

// "id: signal count, ..." for each diagnosis.
std::string explains(const Assessment& assessment) {
  std::string out;
  for (const Diagnosis& d : assessment.diagnoses) {
    out += d.id + ":";
    for (const auto& [signal, count] : d.explains) out += " " + signal + " " + std::to_string(count);
    out += "\n";
  }
  return out;
}

}  // namespace

TEST_CASE("the better diagnosis gets the findings that both explain, each once") {
  Story story(small_rules());
  story.see("alpha", {}, 7);
  story.see("noted", {}, 2);
  const ScanResult scan = story.take();
  const Assessment assessment = assess(
      scan, small_rules(), small_set({document("a", "weak", "[alpha]"), document("b", "decisive", "[alpha]")}), {});
  CHECK(explains(assessment) == "b: alpha 7\na:\n");
  CHECK(assessment.unexplained.empty());
  CHECK(accounted(assessment) == to_account(scan, small_rules()));
}

TEST_CASE("what follows from a diagnosis is explained only if it is likely, and at the same time") {
  const auto tell = [](const std::string& strength) {
    Story story(small_rules());
    story.see("alpha", minutes(100), 2);
    story.see("beta", minutes(90), 3);
    story.see("beta", minutes(1000), 4);
    const ScanResult scan = story.take();
    const Assessment out = assess(scan, small_rules(), small_set({document("a", strength, "[alpha, beta]")}), {});
    CHECK(accounted(out) == 9);
    return explains(out);
  };
  CHECK(tell("decisive") == "a: alpha 2 beta 3\n");
  CHECK(tell("strong") == "a: alpha 2\n");
}

TEST_CASE("a diagnosis that is ruled out explains nothing") {
  Story story(small_rules());
  story.see("alpha", {}, 2);
  std::string text = document("a", "weak", "[alpha]");
  text.insert(text.find("  explains"), "    against: [{signal: alpha, strength: decisive}]\n");
  const ScanResult scan = story.take();
  const Assessment assessment = assess(scan, small_rules(), small_set({text}), {});
  CHECK(explains(assessment) == "a:\n");
  REQUIRE(assessment.unexplained.size() == 1);
  CHECK(assessment.unexplained[0].count == 2);
}

TEST_CASE("what nobody accounts for is listed by signal and computer, with a note if there is one; context is not") {
  Story story(small_rules());
  story.log("System", "P").see("beta", minutes(1), 3);
  story.see("noted", {}, 5);
  story.on("FE02.contoso.local").see("beta", minutes(9));
  const ScanResult scan = story.take();
  const Assessment assessment = assess(scan, small_rules(),
                                       small_set({"false_alarm: {id: f, version: 1, signals: [beta], class: by_design, "
                                                  "reason: r, otherwise: undecided, when: {topology: single}}\n"}),
                                       {});
  REQUIRE(assessment.unexplained.size() == 2);
  const Unexplained& first = assessment.unexplained[0];
  CHECK(first.signal == "beta");
  CHECK(first.title == "Signal beta");
  CHECK(first.provider == "P");
  CHECK(first.count == 3);
  CHECK(first.computer == "FE01.contoso.local");
  CHECK(first.note == "undecided");
  CHECK(to_iso8601(first.first) == "2015-06-01T07:01:00.0000000Z");
  CHECK(to_iso8601(first.last) == "2015-06-01T07:02:00.0000000Z");
  CHECK(assessment.unexplained[1].computer == "FE02.contoso.local");
}
