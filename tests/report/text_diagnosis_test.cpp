#include <doctest/doctest.h>

#include "report/sample_report.h"
#include "report/text_parts.h"

using namespace doctor;

namespace {

std::string diagnoses_text(const Report& report, const TextStyle& style) {
  Page page(style.width, style.colours);
  write_diagnoses(report, RuleSet(), lay_out(report.assessment, style.all), style, page);
  return page.take();
}

std::string also_text(const Assessment& assessment) {
  Page page(100, false);
  write_also_possible(lay_out(assessment, false), page);
  return page.take();
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a diagnosis with nothing but a title is a heading and its standing") {
  Report report = test::empty_report();
  Diagnosis d;
  d.title = "It is broken";
  d.severity = "low";
  d.verdict = Verdict::confirmed;
  d.state = EpisodeState::recovered;
  report.assessment.diagnoses = {d};
  CHECK(diagnoses_text(report, {}) == "1. It is broken\n   confirmed, low, recovered\n   an unknown time\n");
}

TEST_CASE("evidence shows its strength, its count and as much of its time as is known") {
  const std::string text = diagnoses_text(test::md5_report(), TextStyle{200, false, true, false, false, {}});
  CHECK(has(text,
            "   + handshakes fail with alert 40, state 1205 (moderate; 2 events, 2015-06-01 07:00:00Z to 2015-06-01 "
            "09:05:00Z)\n"));
  CHECK(
      has(text, "   + clients and server share no cipher suite (weak; 210 events, the first 2015-06-01 07:00:01Z)\n"));
  CHECK(has(text, "   - an earlier handshake succeeded (weak)\n"));
}

TEST_CASE("evidence that lies beside the logs is known by its file, and not by a time") {
  Report report = test::empty_report();
  test::add_input(report, "ca.reg", "Registry export", "CA01", 1).undated = true;
  Diagnosis d;
  d.title = "It is broken";
  d.verdict = Verdict::confirmed;
  d.evidence_for = {{"the registry says so", Strength::decisive, "registry", 1, {}}};
  d.evidence_for[0].findings = {test::add_finding(report, 3, "schannel-doctor", test::at("2015-06-01T07:00:00Z"), 1)};
  report.assessment.diagnoses = {d};
  CHECK(has(diagnoses_text(report, {}), "   + the registry says so (decisive; ca.reg)\n"));
}

TEST_CASE("what looks like evidence and is none is shown without a strength") {
  Report report = test::empty_report();
  Diagnosis d;
  d.title = "It is broken";
  d.verdict = Verdict::possible;
  d.not_evidence = {{"the root alone is harmless", Strength::weak, "root", 0, {}}};
  report.assessment.diagnoses = {d};
  CHECK(has(diagnoses_text(report, {}), "   No evidence, whatever it looks like\n   o the root alone is harmless\n"));
}

TEST_CASE("event references appear only when all is asked for, and then only the first few") {
  Report report = test::md5_report();
  Evidence& e = report.assessment.diagnoses.front().evidence_for.front();
  e.findings = {0, 1, 2, 3, 4, 5, 6, 7};
  e.count = 70000;
  TextStyle style;
  style.width = 200;
  CHECK_FALSE(has(diagnoses_text(report, style), "record 4711"));
  style.all = true;
  const std::string text = diagnoses_text(report, style);
  CHECK(has(text, "       - 2015-06-01 07:00:00Z Schannel 36888 (System record 4711 in FE01/System.evtx)\n"));
  CHECK(has(text, "       ... and 69,995 events more\n"));
}

TEST_CASE("a reference to a finding that is not there is left out") {
  Report report = test::md5_report();
  report.assessment.diagnoses.front().evidence_for.front().findings = {4000000000u};
  TextStyle style;
  style.all = true;
  CHECK(has(diagnoses_text(report, style), "state 1205 (moderate; 2 events)\n"));
}

TEST_CASE("a diagnosis without rivals shows its check as a way to make sure") {
  Report report = test::md5_report();
  report.assessment.diagnoses.resize(1);
  report.assessment.diagnoses.front().rivals.clear();
  const std::string text = diagnoses_text(report, {});
  CHECK(has(text, "   How to make sure\n   Check (front end):\n         certutil -v -store My\n"));
  CHECK_FALSE(has(text, "Rivals"));
}

TEST_CASE("other computers with the same diagnosis are lines, and counted when they are many") {
  Report report = test::md5_report();
  for (int i = 2; i <= 30; ++i) {
    Diagnosis d = report.assessment.diagnoses.front();
    d.computer = "FE" + std::to_string(i);
    report.assessment.diagnoses.push_back(d);
  }
  const std::string text = diagnoses_text(report, {});
  CHECK(has(text, "   The same on 29 more computers\n   * likely, critical, open on FE2, 2015-06-01"));
  CHECK(has(text, "on FE21,"));
  CHECK_FALSE(has(text, "on FE22,"));
  CHECK(has(text, "... and 9 more; --all shows each in full\n"));
}

TEST_CASE("what is also possible shows its own check where the better one's does not tell") {
  Report report = test::md5_report();
  Assessment& a = report.assessment;
  CHECK(also_text(a) ==
        "Also possible\n * Server certificate chain is signed with SHA-512 (possible, high) on FE01.contoso.local; the "
        "check\n"
        "   under 1 tells them apart\n");
  a.diagnoses[0].next_check->against.clear();
  a.diagnoses[1].next_check = Check{{"pki-md5-chain"}, "root CA", "certutil -getreg ca\\csp", "a value of 0x800e"};
  CHECK(also_text(a) ==
        "Also possible\n * Server certificate chain is signed with SHA-512 (possible, high) on FE01.contoso.local\n"
        "   To tell (root CA):\n         certutil -getreg ca\\csp\n     a value of 0x800e\n");
}

TEST_CASE("what is ruled out names the strongest reason") {
  Assessment a;
  Diagnosis d;
  d.title = "Expired";
  d.computer = "FE01";
  d.verdict = Verdict::ruled_out;
  d.evidence_against = {{"a hint", Strength::weak, "", 0, {}}, {"the dates are good", Strength::decisive, "", 0, {}}};
  a.diagnoses = {d};
  Page page(100, false);
  write_ruled_out(lay_out(a, false), page);
  CHECK(page.take() == "Ruled out\n * Expired on FE01: the dates are good\n");
}

TEST_CASE("commands are whole at any width") {
  const std::string text = diagnoses_text(test::md5_report(), TextStyle{20, false, true, false, false, {}});
  CHECK(has(text, "\n         certutil -setreg ca\\csp\\CNGHashAlgorithm SHA256\n         Restart-Service certsvc\n"));
}
