#include "report/explain_diagnosis.h"

#include <doctest/doctest.h>

using namespace doctor;

namespace {

DiagnosisRule rule() {
  DiagnosisRule r;
  r.id = "pki-example";
  r.title = "An example \x1b[31m";
  r.severity = "high";
  r.cause = "Because.";
  r.needs.push_back({"System", "Schannel", Need::Purpose::required, {}, "", "", "reg add X", ""});
  r.rivals = {"tls-example"};
  r.checks.push_back({{"tls-example"}, "front end", "certutil -store My", "look at the hash"});
  r.remediation.push_back({"root CA", "Change the hash", "certutil -setreg x", "low", "set it back", ""});
  r.references = {"RFC 5246"};
  return r;
}

}  // namespace

TEST_CASE("a diagnosis is explained with cause, logs, checks and steps, and nothing steers the terminal") {
  CHECK(explain_diagnosis_text(rule(), {80, false}) ==
        "Diagnosis pki-example: An example \\x1b[31m\n"
        "  Severity: high\n"
        "  Cause\n"
        "    Because.\n"
        "  Logs it needs\n"
        "    - System (Schannel): without it nothing can be said\n"
        "       reg add X\n"
        "  What tells it from its rivals\n"
        "    - from tls-example (front end)\n"
        "       certutil -store My\n"
        "      look at the hash\n"
        "  What to do (commands: PowerShell, as administrator)\n"
        "    1. root CA: Change the hash\n"
        "       certutil -setreg x\n"
        "       Risk: low\n"
        "       Undo: set it back\n"
        "  References\n"
        "    - RFC 5246\n");
}

TEST_CASE("a list of diagnoses names what to type") {
  const DiagnosisRule r = rule();
  CHECK(diagnosis_list_text({}, {80, false}).empty());
  CHECK(diagnosis_list_text({&r}, {80, false}) ==
        "A diagnosis that may fit\n  - An example \\x1b[31m (explain pki-example)\n");
}

TEST_CASE("the JSON of a diagnosis is one object") {
  std::string out;
  JsonWriter w(out, false);
  explain_diagnosis_json(rule(), w);
  CHECK(
      out ==
      R"({"id":"pki-example","title":"An example \u001b[31m","severity":"high","cause":"Because.","needs":[{"channel":"System",)"
      R"("provider":"Schannel","enable":"reg add X"}],"rivals":["tls-example"],"remediation":[{"where":"root CA",)"
      R"("do":"Change the hash","run":"certutil -setreg x","risk":"low","undo":"set it back"}],"references":["RFC 5246"]})");
}
