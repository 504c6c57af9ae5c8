#include <doctest/doctest.h>

#include "diagnose/fixture.h"

using namespace doctor;
using namespace doctor::test;

namespace {

// The complaints about one document; it must not be loaded if there are any errors.
std::string complaints(const std::string& text) {
  Diagnostics problems;
  const DiagnosisSet set = small_set({text}, &problems);
  CHECK(set.diagnoses().empty() == (problems.count(Severity::error) > 0));
  return lines(problems);
}

const std::string kHead =
    "diagnosis:\n"
    "  id: x\n"
    "  version: 2\n"
    "  title: T\n"
    "  severity: low\n"
    "  cause: C\n";
const std::string kEvidence =
    "  evidence:\n"
    "    required: [{any: [alpha]}]\n";

}  // namespace

TEST_CASE("a whole document is read as written") {
  const DiagnosisSet set = small_set(
      {kHead +
       "  needs:\n"
       "    - {channel: System, provider: Schannel, for: required, enable: e, collect: c, says: s}\n"
       "    - {channel: Lync Server, for: impact}\n"
       "  evidence:\n"
       "    required:\n"
       "      - any: [alpha, pair, {signal: beta, at_least: 3, lasts: 1h, not_falling: N, until: [gamma]}]\n"
       "      - any: [{topology: single}]\n"
       "    for:\n"
       "      - {signal: alpha, strength: decisive, group: g, with: [pair], unless: [gamma], near: 2h, says: 'n {N}'}\n"
       "      - {correlation: pair, strength: weak}\n"
       "    against:\n"
       "      - {absent: beta, channel: System, provider: P, strength: strong, says: gone}\n"
       "      - {signal: noted, strength: moderate, during: episode}\n"
       "  not_evidence: [{signal: gamma, says: harmless}]\n"
       "  checks: [{where: w, run: r, read: d}]\n"
       "  explains: [alpha, beta]\n"
       "  recovery: {any: [noted], quiet: 10m}\n"
       "  remediation: [{where: w, do: a, run: r, risk: low, undo: u, note: n}]\n"
       "  references: [one, two]\n"});
  REQUIRE(set.diagnoses().size() == 1);
  const DiagnosisRule& d = set.diagnoses()[0];
  CHECK(d.version == 2);
  CHECK(d.severity == "low");
  REQUIRE(d.needs.size() == 2);
  CHECK(d.needs[0].provider == "Schannel");
  CHECK(d.needs[0].collect == "c");
  CHECK(d.needs[1].purpose == Need::Purpose::impact);
  REQUIRE(d.required.size() == 2);
  REQUIRE(d.required[0].any.size() == 3);
  CHECK(d.required[0].any[1].kind == Observation::Kind::correlation);
  CHECK(d.required[0].any[2].at_least == 3);
  CHECK(d.required[0].any[2].lasts == minutes(60));
  CHECK(d.required[0].any[2].until == std::vector<std::string>{"gamma"});
  CHECK(d.required[1].any[0].kind == Observation::Kind::topology);
  REQUIRE(d.evidence_for.size() == 2);
  CHECK(d.evidence_for[0].strength == Strength::decisive);
  CHECK(d.evidence_for[0].near == minutes(120));
  CHECK(d.evidence_for[1].group == "pair");
  REQUIRE(d.evidence_against.size() == 2);
  CHECK(d.evidence_against[0].what.kind == Observation::Kind::absent);
  CHECK(d.evidence_against[0].what.channel == "System");
  CHECK(d.evidence_against[1].what.during);
  CHECK(d.recovery_quiet == minutes(10));
  CHECK(d.remediation.at(0).action == "a");
  CHECK(d.references.size() == 2);
}

TEST_CASE("complaints have their place and the nearest name") {
  struct Row {
    std::string text, message;
  };
  const Row rows[] = {
      {kHead + kEvidence + "  remedation: []\n",
       "9:3 yaml-unknown-key: unknown key 'remedation' (did you mean 'remediation'?)\n"},
      {kHead + "  evidence:\n    required: [{any: [alhpa]}]\n",
       "8:23 diagnosis-unknown-signal: there is no signal or correlation 'alhpa' (did you mean 'alpha'?)\n"},
      {kHead + kEvidence + "    for:\n      - {signal: pair, strength: weak}\n",
       "10:18 diagnosis-unknown-signal: there is no signal 'pair'\n"},
      {kHead + kEvidence + "    for:\n      - {signal: alpha, strength: mighty}\n",
       "10:35 diagnosis-choice: 'strength' cannot be 'mighty' (one of: weak, moderate, strong, decisive)\n"},
      {kHead + kEvidence + "    for:\n      - {signal: alpha}\n", "10:9 yaml-missing-key: key 'strength' is missing\n"},
      {kHead + kEvidence + "    for:\n      - {strength: weak}\n",
       "10:9 diagnosis-observation: needs exactly one of 'signal', 'correlation', 'absent', 'topology'\n"},
      {kHead + kEvidence + "    for:\n      - {signal: alpha, strength: weak, says: 'is {Texts}'}\n",
       "10:47 diagnosis-unknown-field: no signal here keeps a field 'Texts' (did you mean 'Text'?)\n"},
      {kHead + kEvidence + "    for:\n      - {absent: alpha, channel: System, strength: decisive, says: none}\n",
       "10:9 diagnosis-absence: what is absent cannot be decisive (use 'strong' or weaker)\n"},
      {kHead + kEvidence + "    for:\n      - {topology: single, strength: weak}\n",
       "10:9 yaml-missing-key: key 'says' is missing (what is absent or known otherwise needs words)\n"},
      {kHead + kEvidence + "    for:\n      - {signal: alpha, at_least: 0, strength: weak}\n",
       "10:35 diagnosis-number: 'at_least' must be 1 or more\n"},
      {kHead + kEvidence + "    for:\n      - {signal: alpha, lasts: soon, strength: weak}\n",
       "10:32 diagnosis-timespan: 'lasts' must be a span of time (like 30m or 2h)\n"},
      {kHead + kEvidence + "  needs: [{channel: System, for: fun}]\n",
       "9:34 diagnosis-choice: 'for' cannot be 'fun' (one of: required, confirmation, impact)\n"},
      {kHead + kEvidence + "  explains: [pair]\n", "9:14 diagnosis-unknown-signal: there is no signal 'pair'\n"},
      {kHead + kEvidence + "  checks: alpha\n", "9:11 yaml-type: 'checks' must be a list\n"},
      {kHead + "  evidence:\n    for: []\n", "8:5 yaml-missing-key: key 'required' is missing\n"},
      {kHead + "  evidence:\n    required: []\n", "8:15 diagnosis-empty: 'required' names nothing\n"},
      {kHead + "  evidence:\n    required: [{any: []}]\n", "8:22 yaml-type: 'any' must be a list of at least one\n"},
      {"diagnosis: 7\n", "1:12 yaml-type: expected a map of keys and values\n"},
      {"diagnosis:\n  id: x\n",
       "2:3 yaml-missing-key: key 'version' is missing\n"
       "2:3 yaml-missing-key: key 'title' is missing\n"
       "2:3 yaml-missing-key: key 'severity' is missing\n"
       "2:3 yaml-missing-key: key 'cause' is missing\n"
       "2:3 yaml-missing-key: key 'evidence' is missing\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(complaints(row.text) == row.message);
  }
}
