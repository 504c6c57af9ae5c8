#include "report/html_diagnosis.h"

#include <doctest/doctest.h>

#include "report/html_kit.h"
#include "report/sample_report.h"

using namespace doctor;

namespace {

struct Shown {
  Report report = test::md5_report();
  RuleSet rules;
  std::string html;

  const std::string& write() {
    const HtmlContext context(report, rules, test::utc_style());
    html = test::written([&](HtmlWriter& h) {
      HtmlDiagnoses diagnoses(context, h);
      for (const HostView& host : context.hosts) {
        for (const Diagnosis* d : host.main) diagnoses.main(*d);
        for (const Diagnosis* d : host.also_possible) diagnoses.also_possible(*d);
      }
    });
    return html;
  }
};

}  // namespace

TEST_CASE("a diagnosis says what, how sure, on what grounds, and what to do") {
  Shown s;
  const std::string text = test::shown_text(s.write());
  CHECK(test::html_problem(s.html).empty());
  for (const char* part :
       {"1. Server certificate chain is signed with MD5", "likely critical open on FE01.contoso.local",
        "When2015-06-01 07:00:00Z to 2015-06-01 09:05:00Z (2 h 5 min)", "The issuing CA signs with MD5.",
        "Evidence for", "handshakes fail with alert 40, state 1205 moderate2 events, from 2015-06-01 07:00:00Z",
        "210 events, the first 1 of them", "Evidence against", "What else it could be",
        "Server certificate chain is signed with SHA-512 possible", "The check that decides", "certutil -v -store My",
        "md5RSA confirms, sha512RSA does not", "root CA: let it sign with SHA-256", "Undoset the old value",
        "On a subordinate CA as well.", "to switch it on:", "it accounts for 212 findings."}) {
    CAPTURE(part);
    CHECK_MESSAGE(text.find(part) != std::string::npos, text);
  }
  CHECK(test::occurrences(s.html, "<input type=\"checkbox\"/>") == 2);
  CHECK(s.html.find("certutil -setreg ca\\csp\\CNGHashAlgorithm SHA256\nRestart-Service certsvc</code>") !=
        std::string::npos);
  CHECK(s.html.find("<a href=\"#d2\">Server certificate chain is signed with SHA-512</a>") != std::string::npos);
  CHECK(s.html.find("<details class=\"diagnosis also\" id=\"d2\"") != std::string::npos);
}

TEST_CASE("events that several reasons share are listed once") {
  Shown s;
  auto& diagnoses = s.report.assessment.diagnoses;
  diagnoses[1].evidence_for = diagnoses[0].evidence_for;
  s.write();
  CHECK(test::occurrences(s.html, "<table class=\"events\">") == 2);
  CHECK(test::occurrences(s.html, "<a href=\"#d1\">under 1</a>") == 2);
}

TEST_CASE("the same steps are written out for a few computers, then pointed to") {
  Shown s;
  auto& diagnoses = s.report.assessment.diagnoses;
  const Diagnosis one = diagnoses[0];
  diagnoses.clear();
  for (int i = 0; i < 8; ++i) {
    diagnoses.push_back(one);
    diagnoses.back().computer = "FE0" + std::to_string(i);
  }
  s.write();
  CHECK(test::occurrences(s.html, "<ol class=\"steps\"") == 5);
  CHECK(test::occurrences(s.html, "<p>The same 2 steps as <a href=\"#d1\">") == 3);
}

TEST_CASE("only addresses of the web become links") {
  CHECK(is_web_address("https://learn.microsoft.com/en-us/x?y=z#a"));
  CHECK(is_web_address("http://example.com"));
  CHECK_FALSE(is_web_address("javascript:alert(1)"));
  CHECK_FALSE(is_web_address("https://a b"));
  CHECK_FALSE(is_web_address("https://a\"b"));
  CHECK_FALSE(is_web_address("HTTPS:evil"));
  CHECK_FALSE(is_web_address("https://x\xe2\x80\xae"));
  Shown s;
  s.report.assessment.diagnoses[0].references = {"javascript:alert(1)", "https://learn.microsoft.com/x"};
  s.write();
  CHECK(test::occurrences(s.html, "href=\"http") == 1);
  CHECK(s.html.find("<li>javascript:alert(1)</li>") != std::string::npos);
}

TEST_CASE("a word of somebody's rules does not become a class") {
  const std::string html = test::written([](HtmlWriter& h) { html_chip(h, "severity", "critical evil\" onload"); });
  CHECK(html == "<span class=\"chip severity other\">critical evil&quot; onload</span>");
}

TEST_CASE("what is ruled out is told with the strongest reason") {
  Shown s;
  const HtmlContext context(s.report, s.rules, test::utc_style(true));
  const std::string html =
      test::written([&](HtmlWriter& h) { HtmlDiagnoses(context, h).ruled_out(s.report.assessment.diagnoses[2]); });
  CHECK(html == "<li>A certificate has expired: validity was checked and found good</li>\n");
}

TEST_CASE("with a state, what is new is said") {
  Shown s;
  s.report.run.emplace();
  s.report.run->changes = {Change::fresh, Change::untracked, Change::untracked};
  s.write();
  CHECK(s.html.find("<span class=\"chip change new\">new</span>") != std::string::npos);
}
