#include "diagnose/assess.h"

#include <doctest/doctest.h>

#include <set>

#include "diagnose/fixture.h"

using namespace doctor;
using namespace doctor::test;

namespace {

constexpr std::string_view kCapi2 = "Microsoft-Windows-CAPI2/Operational";

// A new front end that does not start: everybody is refused, and it waits for the placement of users.
void tell_hanging_start(Story& story) {
  story.log("System", "Schannel").log("Lync Server", "LS User Services");
  story.see("schannel-no-common-cipher-tls12", minutes(1), 210, seconds(10), {{"TlsProtocol", "TLS 1.2"}});
  story.see("schannel-sent-40-1205", minutes(1), 212, seconds(10), {{"TlsAlert", "40"}, {"TlsState", "1205"}});
  story.see("lync-placement-wait", minutes(3), 9, minutes(3), {{"LyncGroupsWaiting", "1"}, {"LyncGroupsTotal", "1"}});
}

Assessment assess_shipped(const ScanResult& scan, AssessOptions options = {}) {
  Assessment out = assess(scan, shipped_rules(), shipped_diagnoses(), options);
  CHECK(accounted(out) == to_account(scan, shipped_rules()));
  return out;
}

std::string ids(const std::vector<Rival>& rivals) {
  std::string out;
  for (const Rival& rival : rivals) out += rival.id + " ";
  return out;
}

}  // namespace

TEST_CASE("a front end that hangs at its start: MD5 first, likely, and honest about its rivals") {
  Story story(shipped_rules());
  tell_hanging_start(story);
  const Assessment assessment = assess_shipped(story.take());

  REQUIRE_FALSE(assessment.diagnoses.empty());
  const Diagnosis& first = assessment.diagnoses[0];
  CHECK(first.id == "pki-md5-chain");
  CHECK(first.verdict == Verdict::likely);
  CHECK(first.severity == "critical");
  CHECK(first.state == EpisodeState::open);
  CHECK(first.computer == "FE01.contoso.local");
  CHECK(first.rivals.size() == 6);
  for (const Rival& rival : first.rivals) CHECK(rival.verdict == Verdict::possible);
  CHECK(first.cause.find("same three events") != std::string::npos);
  REQUIRE(first.next_check.has_value());
  CHECK(first.next_check->run == "certutil -v -store My");
  REQUIRE(first.missing.size() == 1);
  CHECK(first.missing[0].enable.starts_with("wevtutil sl Microsoft-Windows-CAPI2/Operational /e:true"));
  for (std::size_t i = 1; i < assessment.diagnoses.size(); ++i) {
    CAPTURE(assessment.diagnoses[i].id);
    CHECK(assessment.diagnoses[i].verdict >= Verdict::possible);
    CHECK(assessment.diagnoses[i].explains.empty());
  }
  bool says_sha256 = false;
  for (const RemediationStep& step : first.remediation) {
    says_sha256 = says_sha256 || step.run.find("CNGHashAlgorithm SHA256") != std::string::npos;
    CHECK(step.run.find("SHA1") == std::string::npos);
  }
  CHECK(says_sha256);

  REQUIRE(assessment.false_alarms.size() == 1);
  const FalseAlarm& wait = assessment.false_alarms[0];
  CHECK(wait.signal == "lync-placement-wait");
  CHECK(wait.kind == "symptom");
  CHECK(wait.explained_by == "pki-md5-chain");
  CHECK(wait.count == 9);
  CHECK(wait.reason.find("pki-md5-chain (likely)") != std::string::npos);
  CHECK(wait.reason.find("probably a single server") != std::string::npos);
  CHECK(assessment.unexplained.empty());
  REQUIRE(assessment.topology.size() == 1);
  CHECK(assessment.topology[0].second == "probably a single server, because event 32174 counts one routing group");
}

TEST_CASE("the CAPI2 log names the guilty certificate") {
  Story story(shipped_rules());
  tell_hanging_start(story);
  story.log(kCapi2);
  story.see("capi2-tls-chain-md5", minutes(5), 3, minutes(1),
            {{"ChainSubject", "fe01.contoso.local"}, {"ChainProblem", "MD5 leaf fe01.contoso.local, thumbprint 0123"}});
  const Assessment assessment = assess_shipped(story.take());
  const Diagnosis& first = assessment.diagnoses.at(0);
  CHECK(first.id == "pki-md5-chain");
  CHECK(first.verdict == Verdict::confirmed);
  CHECK(first.evidence_for.at(0).text ==
        "a certificate that this computer sends is signed with MD5: MD5 leaf fe01.contoso.local, thumbprint 0123");
  CHECK(first.evidence_for[0].strength == Strength::decisive);
  CHECK(ids(first.rivals).find("pki-wrong-keyspec") == std::string::npos);
  CHECK(assessment.unexplained.empty());
  CHECK(assessment.false_alarms.at(0).explained_by == "pki-md5-chain");
}

TEST_CASE("good hashes rule the hash diagnoses out and let the others move up") {
  Story story(shipped_rules());
  tell_hanging_start(story);
  story.log(kCapi2).see("capi2-tls-chain-clean", minutes(5), 3, minutes(1), {{"ChainSubject", "fe01.contoso.local"}});
  story.see("capi2-tls-chain-unrefused", minutes(5), 3, minutes(1), {{"ChainSubject", "fe01.contoso.local"}});
  const Assessment assessment = assess_shipped(story.take());
  for (const char* id : {"pki-md5-chain", "pki-sha512-chain", "pki-rsassa-pss-chain"}) {
    CHECK(verdict_of(assessment, id) == "ruled_out");
  }
  CHECK(verdict_of(assessment, "pki-wrong-keyspec") == "likely");
  CHECK(verdict_of(assessment, "tls-no-shared-cipher") == "likely");
  CHECK(assessment.diagnoses.back().verdict == Verdict::ruled_out);
  CHECK(assessment.false_alarms.at(0).kind == "symptom");
}

TEST_CASE("a healthy server yields nothing") {
  Story story(shipped_rules());
  story.log("System", "Schannel").log("Lync Server").log(kCapi2);
  story.see("schannel-handshake-ok-server", minutes(1), 100);
  story.see("lync-starting", minutes(0));
  story.see("lync-started", minutes(2));
  story.see("service-running", minutes(2));
  story.see("capi2-tls-chain-clean", minutes(3), 10);
  const Assessment assessment = assess_shipped(story.take());
  CHECK(assessment.diagnoses.empty());
  CHECK(assessment.false_alarms.empty());
  CHECK(assessment.unexplained.empty());
  for (const NotAssessable& n : assessment.not_assessable) {
    CAPTURE(n.id);
    CHECK_FALSE(n.blind);
  }
}

TEST_CASE("the repair shows: refused handshakes end and the front end starts") {
  Story story(shipped_rules());
  tell_hanging_start(story);
  story.see("service-running", minutes(50));
  story.see("lync-started", minutes(50));
  const Assessment assessment = assess_shipped(story.take());
  CHECK(assessment.diagnoses.at(0).state == EpisodeState::recovered);
  CHECK(assessment.false_alarms.at(0).kind == "symptom");
}

TEST_CASE("each computer has its own answer") {
  Story story(shipped_rules());
  tell_hanging_start(story);
  story.on("FE02.contoso.local").log("System", "Schannel").log("Lync Server");
  story.see("schannel-handshake-ok-server", minutes(1), 20);
  story.on("SBA01.contoso.local").log("System", "Schannel").see("schannel-sent-alert", minutes(1), 2);
  const Assessment assessment = assess_shipped(story.take());
  for (const Diagnosis& d : assessment.diagnoses) CHECK(d.computer == "FE01.contoso.local");
  REQUIRE(assessment.unexplained.size() == 1);
  CHECK(assessment.unexplained[0].computer == "SBA01.contoso.local");
}

TEST_CASE("a log that ends too early leaves the wait open, with a note") {
  Story story(shipped_rules());
  story.log("System", "Schannel").log("Lync Server");
  story.see("lync-placement-wait", minutes(1), 3, minutes(3), {{"LyncGroupsWaiting", "3"}, {"LyncGroupsTotal", "3"}});
  const Assessment assessment = assess_shipped(story.take());
  CHECK(assessment.diagnoses.empty());
  REQUIRE(assessment.unexplained.size() == 1);
  CHECK(assessment.unexplained[0].note.starts_with("not decided"));
}

TEST_CASE("everything at once still adds up, and twice the same is the same") {
  const auto tell = [] {
    Story story(shipped_rules());
    tell_hanging_start(story);
    std::uint64_t n = 0;
    for (const Rule& rule : shipped_rules().rules()) {
      if (!rule.scope.channels.empty()) story.see(rule.id, minutes(5 * n++), 4, seconds(70));
    }
    story.on("FE02.contoso.local").log("System", "Schannel");
    for (const Rule& rule : shipped_rules().rules()) story.see(rule.id, minutes(3 * n++), 2, minutes(500));
    return story.take();
  };
  const ScanResult scan = tell();
  const Assessment a = assess_shipped(scan), b = assess_shipped(tell());
  REQUIRE(a.diagnoses.size() == b.diagnoses.size());
  for (std::size_t i = 0; i < a.diagnoses.size(); ++i) {
    CHECK(a.diagnoses[i].id == b.diagnoses[i].id);
    CHECK(a.diagnoses[i].score == b.diagnoses[i].score);
    CHECK(a.diagnoses[i].explains == b.diagnoses[i].explains);
  }
  CHECK(a.unexplained.size() == b.unexplained.size());
}

TEST_CASE("no scan, no documents, no trouble") {
  const ScanResult nothing;
  CHECK(assess(nothing, small_rules(), DiagnosisSet(), {}).diagnoses.empty());
  const Assessment assessment = assess_shipped(ScanResult{});
  CHECK(assessment.diagnoses.empty());
  std::set<std::string> ids;
  for (const NotAssessable& n : assessment.not_assessable) ids.insert(n.id);
  CHECK(ids.size() == shipped_diagnoses().diagnoses().size());
}
