#include "report/event_sentence.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/text.h"
#include "engine/kit.h"
#include "facts/facts.h"
#include "knowledge/built_in.h"
#include "report/sample_report.h"
#include "support/event_builder.h"

using namespace doctor;
using doctor::test::EventBuilder;

namespace {

/// As dump and the scan make it: with facts.
std::string sentence(const EventBuilder& builder, const KnowledgeBase& knowledge = test::built_in_knowledge()) {
  EventBatch batch;
  Event& event = builder.add_to(batch);
  add_facts(event, batch, knowledge);
  return event_sentence(event, knowledge);
}

/// A rule that keeps these fields, and one finding of it.
struct Found {
  Found(const std::string& fields, std::string_view provider, std::uint32_t id,
        const std::vector<std::vector<std::string>>& values)
      : rules(test::load_text("title: A rule\nname: a-rule\nlogsource: {product: windows}\n"
                              "detection:\n  s: {EventID: 1}\n  condition: s\nfields: [" +
                                  fields + "]\n",
                              problems)
                  .rules) {
    finding.provider = scan.strings.intern(provider);
    finding.event_id = id;
    finding.values = scan.strings.intern(joined_values(values));
  }
  std::string text(const KnowledgeBase& knowledge = test::built_in_knowledge()) const {
    return finding_sentence(scan, rules, knowledge, finding);
  }

  Diagnostics problems;
  RuleSet rules;
  ScanResult scan;
  Finding finding;
};

}  // namespace

TEST_CASE("a known event is a sentence with its codes in words") {
  CHECK(sentence(EventBuilder("Schannel", 36888).data("AlertDesc", "40").data("ErrorState", "1205")) ==
        "sent alert 40 handshake_failure, state 1205 (no usable cipher suite, server)");
  CHECK(sentence(EventBuilder("Schannel", 36887)
                     .data("AlertDesc", Value::of_unsigned(46))
                     .data("CallerProcessImageName", "RTCSrv")) == "received alert 46 certificate_unknown for RTCSrv");
  CHECK(sentence(EventBuilder("Schannel", 36874).data("Protocol", "TLS 1.2")) ==
        "no cipher suite in common with the TLS 1.2 client");
  CHECK(sentence(EventBuilder("Schannel", 36871).data("Type", "client").data("ErrorState", "10013")) ==
        "a TLS client credential could not be created, state 10013 (no protocol version left)");
  CHECK(sentence(EventBuilder("Schannel", 36870)
                     .data("Type", "server")
                     .data("ErrorCode", Value::of_unsigned(0x8009030dU, true))
                     .data("ErrorStatus", "10001")) ==
        "the private key of a TLS server credential cannot be used: 0x8009030d SEC_E_UNKNOWN_CREDENTIALS, state 10001 "
        "(private key not accessible)");
}

TEST_CASE("the language of the log does not matter, nor whether its data have names") {
  CHECK(sentence(EventBuilder("Schannel", 36870)
                     .data("Type", "Serveur")
                     .data("ErrorCode", "0x8009030D")
                     .data("ErrorStatus", "10001"))
            .starts_with("the private key of a TLS server credential"));
  CHECK(sentence(EventBuilder("Schannel", 36888).unnamed("40").unnamed("1205")) ==
        "sent alert 40 handshake_failure, state 1205 (no usable cipher suite, server)");
}

TEST_CASE("a stretch whose field is missing is left out, words and all") {
  CHECK(sentence(EventBuilder("Schannel", 36888).data("AlertDesc", "40").data("TargetName", " ")) ==
        "sent alert 40 handshake_failure");
  CHECK(sentence(EventBuilder("Schannel", 36874)) == "no cipher suite in common with the client");
}

TEST_CASE("without a field that the sentence needs, the title says it") {
  CHECK(sentence(EventBuilder("Schannel", 36888).data("ErrorState", "1205")) ==
        "this host sent a fatal alert: ErrorState 1205");
  CHECK(sentence(EventBuilder("Schannel", 36888)) == "this host sent a fatal alert");
}

TEST_CASE("a chain of CAPI2 is told with its subject and its flags") {
  const std::string root = "CertGetCertificateChain/";
  CHECK(sentence(EventBuilder("Microsoft-Windows-CAPI2", 11)
                     .field(root + "Certificate/@fileRef", "fileRef", "9617094A1CFB59AE7C1F7DFDB6739E4E7C40508F.cer")
                     .field(root + "Certificate/@subjectName", "subjectName", "fe01.contoso.local")
                     .field(root + "CertificateChain/TrustStatus/ErrorStatus/@value", "value", "20")
                     .field(root + "CertificateChain/ChainElement/Certificate/@subjectName", "subjectName",
                            "fe01.contoso.local")
                     .field(root + "EventAuxInfo/@ProcessName", "ProcessName", "lsass.exe")
                     .field(root + "Result/@value", "value", "800B0109")) ==
        "chain of fe01.contoso.local built for lsass.exe: failed, 0x800b0109 CERT_E_UNTRUSTEDROOT, "
        "CERT_TRUST_IS_UNTRUSTED_ROOT");
}

TEST_CASE("an event without an article is its data, some of them, and no more of a value than can be read") {
  CHECK(sentence(EventBuilder("Contoso", 1)) == "no data");
  CHECK(sentence(
            EventBuilder("Contoso", 1).data("A", "1").unnamed("loose").data("Empty", "").data("B", "two\r\n  lines")) ==
        "A=1, loose, B=two lines");
  EventBuilder many("Contoso", 1);
  for (int i = 0; i < 20; ++i) many.data("F" + std::to_string(i), std::to_string(i));
  CHECK(sentence(many) == "F0=0, F1=1, F2=2, F3=3, F4=4, F5=5 and 14 more");
  const std::string text = sentence(EventBuilder("Contoso", 1).data("A", std::string(100'000, 'x')));
  CHECK(text.size() < 200);
  CHECK(text.ends_with("x..."));
}

TEST_CASE("an article without a sentence: its title, the status, and the data if nothing else is known") {
  CHECK(sentence(EventBuilder("Schannel", 36897)) == "a DTLS record was outside the receive window");
  CHECK(sentence(EventBuilder("LS Centralized Logging Agent", 33022).unnamed("because")) ==
        "tracing was throttled: because");
  CHECK(sentence(EventBuilder("Schannel", 36864)) == "Schannel was loaded");
}

TEST_CASE("nothing of an event gets through raw") {
  const std::string text = sentence(
      EventBuilder("Schannel", 36888).data("AlertDesc", "40").data("TargetName", "a\x1b[2J\xe2\x80\xae\nb\xff"));
  CHECK(text.find("to a\\x1b[2J\\u{202e} b\\xff") != std::string::npos);
  CHECK(sentence(EventBuilder("x\x1b", 1).data("n\x07", "v\x9b")).find_first_of("\x1b\x07") == std::string::npos);
}

TEST_CASE("a finding says what it remembers") {
  const Found alert("TlsAlert, TlsAlertName, TlsState, TlsTarget, TlsCaller", "Schannel", 36888,
                    {{"40"}, {"handshake_failure"}, {"1205"}, {}, {"RTCSrv"}});
  CHECK(alert.text() == "sent alert 40 handshake_failure for RTCSrv, state 1205 (no usable cipher suite, server)");
  const Found chain("ChainSubject, ChainErrors", "Microsoft-Windows-CAPI2", 11,
                    {{"fe01"}, {"CERT_TRUST_IS_REVOKED", "CERT_TRUST_IS_PARTIAL_CHAIN", "CERT_TRUST_IS_REVOKED"}});
  CHECK(chain.text() == "chain of fe01 built, CERT_TRUST_IS_REVOKED, CERT_TRUST_IS_PARTIAL_CHAIN");
}

TEST_CASE("a finding without a sentence: the title of its article or its rule, and what was kept") {
  CHECK(Found("TlsCaller", "Schannel", 36888, {{"lsass"}}).text() == "this host sent a fatal alert: TlsCaller lsass");
  CHECK(Found("Key, ValueData", "schannel-doctor", 3, {{"HKLM\\x"}, {"7"}}).text() ==
        "A rule: Key HKLM\\x, ValueData 7");
  CHECK(Found("StatusCode, StatusName", "LS Backup Service", 4007, {{"2148081683"}, {"CRYPT_E_REVOCATION_OFFLINE"}})
            .text() == "the backup service failed (0x80092013 CRYPT_E_REVOCATION_OFFLINE)");
  CHECK(Found("", "", 0, {}).text() == "A rule");
}

TEST_CASE("a finding of a rule that is gone says nothing rather than something wrong") {
  Found found("A", "Contoso", 1, {{"x"}});
  found.finding.rule = 77;
  CHECK(found.text().empty());
}

TEST_CASE("long lists of values are counted") {
  CHECK(Found("CertSubject", "Microsoft-Windows-CAPI2", 90, {{"a", "b", "c", "d", "e", "f"}}).text() ==
        "certificates and CRLs of an operation: a, b, c, d and 2 more");
}

TEST_CASE(
    "the compiled-in sentences speak of facts, or of fields that an article of their provider explains or its own "
    "texts hold") {
  const auto facts = fact_names();
  const auto articles = test::built_in_knowledge().events();
  std::size_t sentences = 0;
  for (const EventArticle& article : articles) {
    if (!article.sentence.empty()) ++sentences;
    for (const SentencePart& part : article.sentence.parts) {
      for (const std::string& name : part.names) {
        const bool fact = std::find(facts.begin(), facts.end(), name) != facts.end();
        const bool field = std::any_of(articles.begin(), articles.end(), [&](const EventArticle& other) {
          return other.provider == article.provider &&
                 std::any_of(other.fields.begin(), other.fields.end(), [&](const auto& f) { return f.first == name; });
        });
        const bool insert = std::any_of(article.texts.begin(), article.texts.end(), [&](const std::string& text) {
          return text.find("{" + name + "}") != std::string::npos;
        });
        CHECK_MESSAGE((fact || field || insert), article.provider << "/" << article.event_id << ": " << name);
      }
    }
  }
  CHECK(sentences >= 90);
}

TEST_CASE("no compiled-in sentence ends with a full stop or has two blanks") {
  for (const EventArticle& article : test::built_in_knowledge().events()) {
    std::string words;
    for (const SentencePart& part : article.sentence.parts) words += part.before + (part.names.empty() ? "" : "X");
    CHECK_MESSAGE(words.find("  ") == std::string::npos, words);
    CHECK_MESSAGE(!words.ends_with('.'), words);
  }
}
