#include <doctest/doctest.h>

#include <algorithm>

#include "base/text.h"
#include "report/display_width.h"
#include "report/report.h"
#include "report/sample_report.h"

using namespace doctor;

namespace {

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

std::string text_of(const Report& report, const TextStyle& style = {}) {
  return to_text(report, RuleSet(), style);
}

std::string first_line(const Report& report) {
  return test::lines_of(text_of(report)).front();
}

Diagnosis on(const std::string& computer, std::string id = "pki-md5-chain") {
  Diagnosis d;
  d.title = "Chain is signed with MD5";
  d.id = std::move(id);
  d.severity = "critical";
  d.verdict = Verdict::likely;
  d.computer = computer;
  return d;
}

bool shows_nothing_raw(const std::string& text) {
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    const bool steers = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x200e || c == 0x200f;
    if ((c < 0x20 && c != '\n') || (c >= 0x7f && c < 0xa0) || steers) return false;
  }
  return is_utf8(text);
}

}  // namespace

TEST_CASE("a whole report, verdict first") {
  CHECK(text_of(test::md5_report()) ==
        R"(1 diagnosis: Server certificate chain is signed with MD5 (likely, critical) on FE01.contoso.local

1. Server certificate chain is signed with MD5
   likely, critical, open on FE01.contoso.local
   2015-06-01 07:00:00Z to 2015-06-01 09:05:00Z (2 h 5 min)

   The issuing CA signs with MD5. TLS 1.2 peers do not accept that signature, so no handshake
   succeeds.

   Evidence for
   + handshakes fail with alert 40, state 1205 (moderate; 2 events, 2015-06-01 07:00:00Z to
     2015-06-01 09:05:00Z)
   + clients and server share no cipher suite (weak; 210 events, the first 2015-06-01 07:00:01Z)

   Evidence against
   - an earlier handshake succeeded (weak)

   Not given
   ? the chain itself, event 11 of CAPI2; to switch it on:
         wevtutil sl Microsoft-Windows-CAPI2/Operational /e:true

   Rivals
   * Server certificate chain is signed with SHA-512: possible
   To tell them apart (front end):
         certutil -v -store My
     md5RSA confirms, sha512RSA does not

   What to do (commands: PowerShell, as administrator)
   1. root CA: let it sign with SHA-256
         certutil -setreg ca\csp\CNGHashAlgorithm SHA256
         Restart-Service certsvc
      Risk: low; undo: set the old value
      On a subordinate CA as well.
   2. front end: issue its certificate anew
      Risk: medium

   References
   - https://learn.microsoft.com/en-us/windows/win32/secauthn/schannel

Also possible
 * Server certificate chain is signed with SHA-512 (possible, high) on FE01.contoso.local; the check
   under 1 tells them apart

False alarms
 events  event                             computer            when                              why
      9  LS User Services 32174            FE01.contoso.local  2015-06-01 07:10:00Z to           [1]
         lync-placement-wait                                   2015-06-01 08:10:00Z (1 h)
 [1] a consequence, not a cause: Front ends wait for each other over TLS. Explained by pki-md5-chain

Unexplained events
 events  event                    computer            the first says       when
      3  Schannel 36887           FE01.contoso.local  A fatal alert came   2015-06-01 07:20:00Z  [1]
         schannel-received-alert                      in
 [1] Alert 46 has many causes.

Could not be assessed
 * Microsoft-Windows-CAPI2/Operational: log not given
       wevtutil sl Microsoft-Windows-CAPI2/Operational /e:true
   would serve: pki-crl-expired, pki-weak-key

Assumed
 * FE01.contoso.local: Standard Edition, because its pool has the server's own name

Inputs
 file                   kind  events  relevant  when
 FE01/System.evtx       evtx  48,112       224  2015-06-01 07:00:00Z to 2015-06-01 20:21:52Z (13 h
                                                21 min)
 FE01/Application.evtx  evtx   1,000         0  2015-06-01 07:00:00Z to 2015-06-01 07:16:40Z (16 min
                                                40 s)

Damaged or unreadable inputs
 * FE01/Application.evtx: 1 damaged place, 512 bytes lost
   - offset 66,048: record size 0, 512 bytes lost (evtx-record-size)
 * FE01/Security.evtx: access denied

Problems of the rules (1 document refused)
 * mine/x.yml:3:5: unknown key 'titel' (rule-unknown-key)
   title?

49,112 events read in 2 files, 224 relevant, 1 diagnosis, 1 kind of false alarm; 1 file could not be
read
224 findings: 212 explained, 9 false alarms, 3 unexplained
Next (to tell 1 from its rivals; front end): certutil -v -store My
)");
}

TEST_CASE("healthy logs give a few lines") {
  Report report = test::empty_report();
  test::add_input(report, "System.evtx", "System", "FE01", 1000);
  CHECK(text_of(report) ==
        "Nothing found\n\n"
        "Inputs\n"
        " file         kind  events  relevant  when\n"
        " System.evtx  evtx   1,000         0  2015-06-01 07:00:00Z to 2015-06-01 07:16:40Z (16 min 40 s)\n\n"
        "1,000 events read in 1 file, 0 relevant, 0 diagnoses, 0 kinds of false alarm\n"
        "Next: nothing to do; scan again when something fails\n");
}

TEST_CASE("nothing found is never said plainly when nothing could be found") {
  Report report = test::empty_report();
  CHECK(first_line(report) == "Nothing found, but there was no event to judge by: not assessable");
  InputResult bad;
  bad.path = "a.evtx";
  bad.error = "access denied";
  report.scan.inputs.push_back(bad);
  CHECK(first_line(report) == "Nothing found: no input could be read");
  test::add_input(report, "b.evtx", "System", "FE01", 5);
  CHECK(first_line(report) == "Nothing found");
  report.assessment.not_assessable = {{"tls-fips", "", "CAPI2", "log not given", "", "", false}};
  CHECK(first_line(report) == "Nothing found in the logs given; not assessable without others: tls-fips");
  report.assessment.not_assessable.push_back({"pki-md5-chain", "", "System", "no Schannel event", "", "FE01", true});
  CHECK(first_line(report) == "Nothing found, but the logs given cannot show pki-md5-chain: not assessable");
  for (const char* id : {"a", "b", "c"}) {
    report.assessment.not_assessable.push_back({id, "", "System", "no Schannel event", "", "FE01", true});
  }
  CHECK(first_line(report) == "Nothing found, but the logs given cannot show 4 diagnoses: not assessable");
}

TEST_CASE("the first line counts diagnoses and computers") {
  Report report = test::empty_report();
  std::vector<Diagnosis>& list = report.assessment.diagnoses;
  list = {on("FE01"), on("FE02")};
  CHECK(first_line(report) == "1 diagnosis: Chain is signed with MD5 (likely, critical) on FE01, FE02");
  list = {on("FE01"), on("FE02"), on("FE03"), on("FE04"), on("FE01", "x")};
  CHECK(first_line(report) == "2 diagnoses, the worst: Chain is signed with MD5 (likely, critical) on 4 computers");
  list = {on("")};
  CHECK(first_line(report) == "1 diagnosis: Chain is signed with MD5 (likely, critical)");
}

TEST_CASE("an interrupted scan says so at once") {
  Report report = test::empty_report();
  report.scan.interrupted = true;
  CHECK(test::lines_of(text_of(report)).at(1) == "The scan was interrupted: what follows is not the whole story.");
}

TEST_CASE("the last line is the one thing to do next, and says why") {
  Report report = test::empty_report();
  const auto last = [&report] { return test::lines_of(text_of(report)).back(); };
  CHECK(last() == "Next: scan logs that hold events");
  report.assessment.not_assessable = {{"tls-fips", "", "CAPI2", "log not given", "wevtutil epl CAPI2 c.evtx", "", false}};
  CHECK(last() == "Next (the log that most is seen in): wevtutil epl CAPI2 c.evtx");
  test::add_input(report, "System.evtx", "System", "FE01", 5);
  CHECK(last() == "Next: nothing to do; scan again when something fails");
  report.assessment.unexplained = {{"s", "", "LS User Services", 32174, 1, "", {}, {}, ""}};
  CHECK(last() ==
        "Next (what is known of the first unexplained event): schannel-doctor explain \"LS User Services/32174\"");
  report.assessment.unexplained.front().provider = "Schannel";
  CHECK(last() == "Next (what is known of the first unexplained event): schannel-doctor explain Schannel/32174");
  report.assessment.not_assessable.push_back({"a", "", "System", "blind", "reg add X", "FE01", true});
  CHECK(last() == "Next (the log given cannot show what is wrong): reg add X");

  report.assessment.diagnoses = {on("FE01")};
  CHECK(last() == "Next (what is known of 1): schannel-doctor explain pki-md5-chain");
  Diagnosis& worst = report.assessment.diagnoses.front();
  worst.missing = {{"no command", "", false}, {"CAPI2", "wevtutil sl CAPI2 /e:true", false}};
  CHECK(last() == "Next (to record what shows more of 1): wevtutil sl CAPI2 /e:true");
  worst.missing[1].exports = true;
  CHECK(last() == "Next (a log that shows more of 1): wevtutil sl CAPI2 /e:true");
  worst.next_check = Check{{}, "front end", "certutil -v -store My", ""};
  CHECK(last() == "Next (to make sure of 1; front end): certutil -v -store My");
  worst.next_check->run = "certutil -v -store My\ncertutil -v -store CA\n";
  CHECK(last() == "Next (a log that shows more of 1): wevtutil sl CAPI2 /e:true");  // two commands are no one command
  worst.next_check->run = "certutil -v -store My\n";
  worst.rivals = {{"x", "X", Verdict::possible}};
  CHECK(last() == "Next (to tell 1 from its rivals; front end): certutil -v -store My");
}

TEST_CASE("the last line is no command that a log or somebody's rule could have forged") {
  Report report = test::empty_report();
  test::add_input(report, "System.evtx", "System", "FE01", 5);
  report.assessment.unexplained = {{"s", "", "x\" & calc & \"", 32174, 1, "", {}, {}, ""}};
  CHECK(test::lines_of(text_of(report)).back() == "Next: look at the unexplained events");
  report.assessment.diagnoses = {on("FE01", "evil;id")};
  CHECK(test::lines_of(text_of(report)).back() == "Next: what is said under 1");
}

TEST_CASE("a report for scan -q is its verdict") {
  const RuleSet rules;
  CHECK(to_verdict(test::md5_report(), rules, {}) ==
        "1 diagnosis: Server certificate chain is signed with MD5 (likely, critical) on FE01.contoso.local\n");
  Report report = test::empty_report();
  report.scan.interrupted = true;
  const std::vector<std::string> lines = test::lines_of(to_verdict(report, rules, {}));
  REQUIRE(lines.size() == 2);
  CHECK(lines[1].find("interrupted") != std::string::npos);
}

TEST_CASE("local time is used if there is one and UTC is not asked for") {
  TextStyle style;
  style.local_time = [](FileTime) { return std::string("2015-06-01 09:00:00 +02:00"); };
  CHECK(has(text_of(test::md5_report(), style), "09:00:00 +02:00"));
  style.utc = true;
  CHECK_FALSE(has(text_of(test::md5_report(), style), "+02:00"));
}

TEST_CASE("colours come only on request and change nothing but colours") {
  TextStyle style;
  const std::string plain = text_of(test::md5_report(), style);
  CHECK(plain.find('\x1b') == std::string::npos);
  style.colours = true;
  std::string coloured = text_of(test::md5_report(), style);
  CHECK(coloured.find("\x1b[1;38;5;197mcritical\x1b[0m") != std::string::npos);
  for (std::size_t at = coloured.find('\x1b'); at != std::string::npos; at = coloured.find('\x1b')) {
    coloured.erase(at, coloured.find('m', at) - at + 1);
  }
  CHECK(coloured == plain);
}

TEST_CASE("hostile texts reach the terminal as harmless ones") {
  TextStyle style;
  style.all = true;
  for (const std::string& text :
       {std::string("\x1b[2J\x1b]0;owned\x07"),
        std::string("\xe2\x80\xae"
                    "evil"),
        std::string("\xff\xfe\xc0\x80\x9b"), std::string("</script><b>&amp;"), std::string("a\nb\r\tc\x0b"),
        std::string("\x01\x02\x06\x0f"), std::string("`unclosed"), std::string(10000, 'x'), std::string(3000, '`')}) {
    for (const unsigned width : {0u, 20u, 100u, 1000u}) {
      style.width = width;
      CHECK(shows_nothing_raw(text_of(test::hostile_report(text), style)));
    }
  }
}

TEST_CASE("a forged line break cannot begin a line of the report") {
  const std::string text = text_of(test::hostile_report("x\nNothing found\n0 diagnoses"));
  for (const std::string& line : test::lines_of(text)) {
    CHECK_FALSE(line.starts_with("Nothing found"));
    CHECK_FALSE(line.starts_with("0 diagnoses"));
  }
}

TEST_CASE("a narrow terminal gets narrow lines, but for what must stay whole") {
  TextStyle style;
  style.width = 20;
  style.all = true;
  for (const std::string& line : test::lines_of(text_of(test::md5_report(), style))) {
    const bool whole = has(line, "certutil") || has(line, "wevtutil") || has(line, "Restart-") || has(line, "://") ||
                       has(line, "schannel-doctor");
    if (!whole) CHECK_MESSAGE(display_width(line) <= 20, line);
  }
}

TEST_CASE("a very long computer name is wrapped, not cut") {
  Report report = test::md5_report();
  const std::string name(10000, 'x');
  report.assessment.diagnoses.front().computer = name;
  const std::string text = text_of(report);
  for (const std::string& line : test::lines_of(text)) CHECK(display_width(line) <= 100);
  CHECK(static_cast<std::size_t>(std::count(text.begin(), text.end(), 'x')) >= 2 * name.size());
}

TEST_CASE("the same report gives the same text") {
  CHECK(text_of(test::md5_report()) == text_of(test::md5_report()));
}
