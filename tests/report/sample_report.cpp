#include "report/sample_report.h"

#include "base/text.h"

namespace doctor::test {

namespace {

const std::string kHost = "FE01.contoso.local";

Diagnosis md5_chain(Report& report) {
  Diagnosis d;
  d.id = "pki-md5-chain";
  d.title = "Server certificate chain is signed with MD5";
  d.cause = "The issuing CA signs with MD5. TLS 1.2 peers do not accept that signature, so no handshake succeeds.\n";
  d.severity = "critical";
  d.verdict = Verdict::likely;
  d.computer = kHost;
  d.first = at("2015-06-01T07:00:00Z");
  d.last = at("2015-06-01T09:05:00Z");
  Evidence sent{"handshakes fail with alert 40, state 1205", Strength::moderate, "schannel-sent-40-1205", 2, {}};
  sent.findings.push_back(add_finding(report, 36888, "Schannel", at("2015-06-01T07:00:00Z"), 4711));
  sent.findings.push_back(add_finding(report, 36888, "Schannel", at("2015-06-01T09:05:00Z"), 4750));
  Evidence no_cipher{"clients and server share no cipher suite", Strength::weak, "schannel-no-common-cipher", 210, {}};
  no_cipher.findings.push_back(add_finding(report, 36874, "Schannel", at("2015-06-01T07:00:01Z"), 4712));
  d.evidence_for = {sent, no_cipher};
  d.evidence_against = {{"an earlier handshake succeeded", Strength::weak, "", 0, {}}};
  d.missing = {{"the chain itself, event 11 of CAPI2", "wevtutil sl Microsoft-Windows-CAPI2/Operational /e:true"}};
  d.rivals = {{"pki-sha512-chain", "Server certificate chain is signed with SHA-512", Verdict::possible}};
  d.next_check =
      Check{{"pki-sha512-chain"}, "front end", "certutil -v -store My", "md5RSA confirms, sha512RSA does not"};
  d.remediation = {{"root CA", "let it sign with SHA-256",
                    "certutil -setreg ca\\csp\\CNGHashAlgorithm SHA256\nRestart-Service certsvc", "low",
                    "set the old value", "On a subordinate CA as well."},
                   {"front end", "issue its certificate anew", "", "medium", "", ""}};
  d.explains = {{"schannel-sent-40-1205", 2}, {"schannel-no-common-cipher", 210}};
  d.references = {"https://learn.microsoft.com/en-us/windows/win32/secauthn/schannel"};
  d.fingerprint = 0xc0ffee;
  return d;
}

Diagnosis sha512_chain() {
  Diagnosis d;
  d.id = "pki-sha512-chain";
  d.title = "Server certificate chain is signed with SHA-512";
  d.severity = "high";
  d.verdict = Verdict::possible;
  d.computer = kHost;
  d.rivals = {{"pki-md5-chain", "Server certificate chain is signed with MD5", Verdict::likely}};
  return d;
}

Diagnosis expired() {
  Diagnosis d;
  d.id = "pki-certificate-expired";
  d.title = "A certificate has expired";
  d.severity = "high";
  d.verdict = Verdict::ruled_out;
  d.computer = kHost;
  d.evidence_against = {{"validity was checked and found good", Strength::decisive, "capi2-chain-ok", 0, {}}};
  return d;
}

void add_trouble(Report& report) {
  InputResult& damaged = add_input(report, "FE01/Application.evtx", "Application", kHost, 1000);
  damaged.damage.add({"evtx-record-size", Severity::warning, {1, 66048, 0, 0}, 512, "record size 0", ""});
  InputResult unreadable;
  unreadable.path = "FE01/Security.evtx";
  unreadable.error = "access denied";
  report.scan.inputs.push_back(unreadable);
  report.rules_refused = 1;
  report.documents = {"mine/x.yml"};
  report.rule_problems.add({"rule-unknown-key", Severity::error, {0, 0, 3, 5}, 0, "unknown key 'titel'", "title?"});
}

void spoil(Diagnosis& d, const std::string& text) {
  for (std::string* field : {&d.title, &d.cause, &d.computer}) *field = text;
  for (std::vector<Evidence>* list : {&d.evidence_for, &d.evidence_against}) {
    for (Evidence& e : *list) e.text = e.signal = text;
  }
  for (MissingEvidence& m : d.missing) m.text = m.enable = text;
  for (Rival& r : d.rivals) r.title = text;
  if (d.next_check) d.next_check->where = d.next_check->run = d.next_check->read = text;
  for (RemediationStep& s : d.remediation) {
    for (std::string* field : {&s.where, &s.action, &s.run, &s.risk, &s.undo, &s.note}) *field = text;
  }
  for (auto& [signal, n] : d.explains) signal = text;
  for (std::string& reference : d.references) reference = text;
}

}  // namespace

FileTime at(std::string_view iso8601) {
  return parse_iso8601(iso8601).value();
}

Report empty_report() {
  Report report;
  report.tool_version = "0.1.0";
  report.rules_fingerprint = 0x9f2c;
  return report;
}

InputResult& add_input(Report& report, const std::string& path, const std::string& channel, const std::string& computer,
                       std::uint64_t events) {
  InputResult input;
  input.path = path;
  input.kind = "evtx";
  input.bytes = 69632;
  input.coverage = {4096, 65000, 536, 0, 0};
  const FileTime start = at("2015-06-01T07:00:00.123Z");
  input.extents.count(computer, channel, "Schannel", 2, start);
  input.extents.count(computer, channel, "Schannel", 2, FileTime{start.ticks + events * kTicksPerSecond}, events - 1);
  report.scan.inputs.push_back(std::move(input));
  return report.scan.inputs.back();
}

std::uint32_t add_finding(Report& report, std::uint32_t event_id, std::string_view provider, FileTime time,
                          std::uint64_t record_id) {
  Finding f;
  f.event_id = event_id;
  f.time = time;
  f.record_id = record_id;
  f.provider = report.scan.strings.intern(provider);
  f.channel = report.scan.strings.intern("System");
  f.computer = report.scan.strings.intern(kHost);
  report.scan.findings.push_back(f);
  return static_cast<std::uint32_t>(report.scan.findings.size() - 1);
}

Report md5_report() {
  Report report = empty_report();
  add_input(report, "FE01/System.evtx", "System", kHost, 48112).relevant = 224;
  add_trouble(report);
  Assessment& a = report.assessment;
  a.diagnoses = {md5_chain(report), sha512_chain(), expired()};
  a.false_alarms = {{"lync-placement-wait", "LS User Services", 32174, "symptom",
                     "Front ends wait for each other over TLS.", "pki-md5-chain", 9, kHost, at("2015-06-01T07:10:00Z"),
                     at("2015-06-01T08:10:00Z")}};
  a.unexplained = {{"schannel-received-alert", "A fatal alert came in", "Schannel", 36887, 3, kHost,
                    at("2015-06-01T07:20:00Z"), at("2015-06-01T07:20:00Z"), "Alert 46 has many causes."}};
  const std::string capi2 = "Microsoft-Windows-CAPI2/Operational";
  const std::string enable = "wevtutil sl Microsoft-Windows-CAPI2/Operational /e:true";
  a.not_assessable = {{"pki-crl-expired", "A CRL has expired", capi2, "log not given", enable, "", false},
                      {"pki-weak-key", "A key is too short", capi2, "log not given", enable, "", false}};
  a.topology = {{kHost, "Standard Edition, because its pool has the server's own name"}};
  while (report.scan.findings.size() < 224) {  // two and 210 explained, nine false alarms, three unexplained
    add_finding(report, 36874, "Schannel", at("2015-06-01T07:30:00Z"), 5000 + report.scan.findings.size());
  }
  return report;
}

Report hostile_report(const std::string& text) {
  Report report = md5_report();
  Assessment& a = report.assessment;
  for (Diagnosis& d : a.diagnoses) spoil(d, text);
  for (FalseAlarm& f : a.false_alarms) {
    for (std::string* field : {&f.signal, &f.provider, &f.reason, &f.computer}) *field = text;
  }
  for (Unexplained& u : a.unexplained) {
    for (std::string* field : {&u.signal, &u.title, &u.provider, &u.computer, &u.note}) *field = text;
  }
  for (NotAssessable& n : a.not_assessable) {
    for (std::string* field : {&n.title, &n.needs, &n.because, &n.enable, &n.computer}) *field = text;
  }
  for (auto& [computer, why] : a.topology) computer = why = text;
  for (InputResult& input : report.scan.inputs) {
    input.path = text;
    if (!input.error.empty()) input.error = text;
    input.extents.clear();
    input.extents.count(text, text, text, 2, at("2015-06-01T07:00:00Z"), 10);
    input.damage.add({"evtx-record-size", Severity::error, {0, 1, 0, 0}, 1, text, text});
  }
  report.documents.front() = text;
  report.rule_problems.add({"rule-syntax", Severity::error, {0, 0, 1, 1}, 0, text, text});
  const std::uint32_t index = report.scan.strings.intern(text);
  for (Finding& f : report.scan.findings) f.provider = f.channel = f.computer = index;
  return report;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (const std::string_view line : split(text, '\n')) lines.emplace_back(line);
  if (!lines.empty() && lines.back().empty()) lines.pop_back();
  return lines;
}

}  // namespace doctor::test
