#include <doctest/doctest.h>

#include <tuple>

#include <algorithm>

#include "diagnose/assess.h"
#include "diagnose/fixture.h"

using namespace doctor;
using namespace doctor::test;

namespace {

constexpr std::string_view kOne =
    "diagnosis:\n"
    "  id: one\n"
    "  version: 1\n"
    "  title: First\n"
    "  severity: high\n"
    "  cause: because\n"
    "  evidence:\n"
    "    required: [{any: [alpha]}]\n";

std::string with_id(std::string_view id) {
  std::string text(kOne);
  return text.replace(text.find("one"), 3, id);
}

}  // namespace

TEST_CASE("what is compiled in loads without a remark") {
  CHECK(shipped_diagnoses().diagnoses().size() >= 8);
  CHECK(shipped_diagnoses().false_alarms().size() >= 10);
  for (const char* id :
       {"pki-md5-chain", "pki-sha512-chain", "pki-rsassa-pss-chain", "pki-wrong-keyspec",
        "pki-private-key-inaccessible", "tls-no-shared-cipher", "tls-protocol-disabled", "lync-quorum-loss"}) {
    CAPTURE(id);
    const DiagnosisRule* rule = shipped_diagnoses().find(id);
    REQUIRE(rule != nullptr);
    CHECK(rule->remediation.size() >= 2);
    CHECK_FALSE(rule->checks.empty());
    CHECK_FALSE(rule->rivals.empty());
    CHECK_FALSE(rule->references.empty());
    CHECK_FALSE(rule->needs.empty());
    for (const RemediationStep& step : rule->remediation) CHECK_FALSE(step.risk.empty());
  }
  CHECK(shipped_diagnoses().find("pki-no-such-thing") == nullptr);
}

TEST_CASE("every signal that a shipped diagnosis requires is one it explains, unless nobody has to") {
  const auto is_context = [](const std::string& id) {
    const auto& tags = shipped_rules().rules()[*shipped_rules().rule(id)].tags;
    return std::find(tags.begin(), tags.end(), "doctor.context") != tags.end();
  };
  for (const DiagnosisRule& rule : shipped_diagnoses().diagnoses()) {
    for (const Requirement& requirement : rule.required) {
      for (const Observation& what : requirement.any) {
        if (what.kind != Observation::Kind::signal || is_context(what.id)) continue;
        CAPTURE(rule.id);
        CAPTURE(what.id);
        CHECK(std::find(rule.explains.begin(), rule.explains.end(), what.id) != rule.explains.end());
      }
    }
  }
}

TEST_CASE("an unsound document is refused and the others go on") {
  Diagnostics problems;
  const DiagnosisSet set = small_set({with_id("one"), "diagnosis: {id: two}\n", with_id("three")}, &problems);
  REQUIRE(set.diagnoses().size() == 2);
  CHECK(set.diagnoses()[0].id == "one");
  CHECK(set.diagnoses()[1].id == "three");
  CHECK(problems.count(Severity::error) > 0);
}

TEST_CASE("the later of two documents with one id wins, with a note") {
  Diagnostics problems;
  std::string second(kOne);
  second.replace(second.find("First"), 5, "Second");
  const DiagnosisSet set = small_set({kOne, second}, &problems);
  REQUIRE(set.diagnoses().size() == 1);
  CHECK(set.diagnoses()[0].title == "Second");
  CHECK(lines(problems) == "2:3 diagnosis-replaced: 'one' replaces the document of the same id\n");
  CHECK(problems.count(Severity::error) == 0);
}

TEST_CASE("a diagnosis that is named but not here is a warning with the nearest name") {
  Diagnostics problems;
  const DiagnosisSet set = small_set({std::string(kOne) + "  rivals: [thre]\n", with_id("three")}, &problems);
  CHECK(set.diagnoses().size() == 2);
  CHECK(
      lines(problems) ==
      "2:3 diagnosis-unknown-diagnosis: 'rivals' names a diagnosis 'thre' that is not here (did you mean 'three'?)\n");
  CHECK(problems.count(Severity::warning) == 1);
}

TEST_CASE("false alarms are ordered by class, then id") {
  const auto alarm = [](std::string id, std::string kind) {
    return "false_alarm: {id: " + id + ", version: 1, signals: [alpha], class: " + kind + ", reason: r}\n";
  };
  const DiagnosisSet set = small_set({alarm("a", "benign"), alarm("b", "by_design"), alarm("c", "scanner"),
                                      alarm("e", "transient"), alarm("d", "scanner")});
  std::string order;
  for (const FalseAlarmRule& rule : set.false_alarms()) order += rule.id;
  CHECK(order == "cdeba");
}

TEST_CASE("an empty set knows nothing") {
  const DiagnosisSet set;
  CHECK(set.diagnoses().empty());
  CHECK(set.false_alarms().empty());
  CHECK(set.find("one") == nullptr);
}

TEST_CASE("rivals are mutual, each named once") {
  const DiagnosisSet set = small_set({with_id("one") + "  rivals: [two]\n", with_id("two"), with_id("six") + "  rivals: [one, two]\n"});
  CHECK(set.find("one")->rivals == std::vector<std::string>{"two", "six"});
  CHECK(set.find("two")->rivals == std::vector<std::string>{"one", "six"});
  CHECK(set.find("six")->rivals == std::vector<std::string>{"one", "two"});
}

TEST_CASE("the headings alone are those of the whole documents") {
  const DiagnosisSet headings = DiagnosisSet::headings(shipped_documents());
  REQUIRE(headings.diagnoses().size() == shipped_diagnoses().diagnoses().size());
  for (std::size_t i = 0; i < headings.diagnoses().size(); ++i) {
    const DiagnosisRule &short_one = headings.diagnoses()[i], &whole = shipped_diagnoses().diagnoses()[i];
    CHECK(short_one.id == whole.id);
    CHECK(short_one.title == whole.title);
    CHECK(short_one.severity == whole.severity);
    CHECK(short_one.cause == whole.cause);
    REQUIRE(short_one.needs.size() == whole.needs.size());
    for (std::size_t n = 0; n < whole.needs.size(); ++n) {
      const Need &a = short_one.needs[n], &b = whole.needs[n];
      CHECK(std::tie(a.channel, a.provider, a.purpose, a.says, a.enable, a.collect) ==
            std::tie(b.channel, b.provider, b.purpose, b.says, b.enable, b.collect));
    }
  }
}

namespace {

/// Something in `command` that PowerShell reads otherwise than it is meant; empty if there is nothing.
std::string not_of_powershell(const std::string& command) {
  for (const char* of_cmd : {" & ", "&&", " rem ", "for %", "%ProgramData%", "%windir%", " @now"}) {
    if (command.find(of_cmd) != std::string::npos) return of_cmd;
  }
  char quote = '\0';
  int braces = 0;
  for (std::size_t i = 0; i < command.size(); ++i) {
    const char c = command[i];
    if (quote == '\0' && c == '#') break;
    if (quote == '\0' && (c == '"' || c == '\'')) {
      quote = c;
    } else if (quote == c) {
      quote = '\0';
    } else if (quote == '\0') {
      braces += c == '{' || c == '(' ? 1 : c == '}' || c == ')' ? -1 : 0;
    } else if (quote == '"' && c == '$' && std::string_view("krv").find(command[i + 1]) == std::string_view::npos &&
               !command.substr(i).starts_with("$env:")) {
      return "a $ that is put in: " + command.substr(i, 8);
    }
    if (braces < 0) return "a bracket too many";
  }
  if (quote != '\0') return "an open quote";
  if (braces != 0) return "an open bracket";
  // A command, or what a cmdlet is called: no prose.
  const std::string first = command.substr(0, command.find(' '));
  const bool prose = command.find("...") != std::string::npos || command.find("(then") != std::string::npos;
  return prose ? "prose" : first.ends_with('.') ? "a sentence" : "";
}

}  // namespace

TEST_CASE("every command that is shipped is one of PowerShell") {
  CHECK(not_of_powershell("certutil -getreg ca\\csp; net start certsvc  # it's told so").empty());
  CHECK(not_of_powershell("net stop certsvc & net start certsvc") == " & ");
  CHECK(not_of_powershell("wevtutil qe X /q:\"MSSQL$RTC\"").starts_with("a $"));
  CHECK(not_of_powershell("foreach ($k in 'a','b') { reg query \"HKLM\\$k\" }").empty());
  CHECK(not_of_powershell("foreach ($k in 'a' { reg }") == "an open bracket");
  for (const DiagnosisRule& rule : shipped_diagnoses().diagnoses()) {
    CAPTURE(rule.id);
    for (const Need& need : rule.needs) {
      CHECK(not_of_powershell(need.enable) == "");
      CHECK(not_of_powershell(need.collect) == "");
    }
    for (const Check& check : rule.checks) CHECK(not_of_powershell(check.run) == "");
    for (const RemediationStep& step : rule.remediation) CHECK(not_of_powershell(step.run) == "");
  }
}
