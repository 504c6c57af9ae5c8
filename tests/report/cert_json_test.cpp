#include <doctest/doctest.h>

#include "cert/good_certs.h"
#include "report/sample_certs.h"

using namespace doctor;
using namespace doctor::test;

namespace {

// Without white space outside of texts.
std::string json(const CertReport& report) {
  std::string out;
  bool in_text = false;
  for (const char c : cert_json(report, "1.2.3")) {
    if (c == '"') in_text = !in_text;
    if (in_text || (c != ' ' && c != '\n')) out += c;
  }
  return out;
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a set of files as an object") {
  const std::string text = json(judged_in_june(sound_cert_files()));
  CAPTURE(text);
  CHECK(text.starts_with(
      R"({"schema":"schannel-doctor/cert/1","tool":{"version":"1.2.3"},"now":"2015-06-01T00:00:00.000Z",)"
      R"("totals":{"certificates":3,"chains":1,"crls":1,"errors":0,"warnings":0,"notes":1},"files":[{"path":"fe01.cer",)"
      R"("error":null,"certificates":1,"crls":0,"others":[],"damage":[],"damage_counts":{}})"));
  CHECK(has(text,
            R"("chains":[{"certificates":[{"certificate":0,"verified":null},{"certificate":1,"verified":null},)"
            R"({"certificate":2,"verified":true}],"complete":true,"missing":null,"missing_urls":[],"remarks":[{"code":)"
            R"("intermediates-needed","level":"note",)"));
  CHECK(has(text, R"({"role":"leaf","subject":"CN=fe01.contoso.com","issuer":"CN=Contoso Issuing CA",)"));
  CHECK(has(text, R"("not_before":"2015-01-01T00:00:00.000Z","not_after":"2017-01-01T00:00:00.000Z","hash":"SHA256",)"
                  R"("pss_hash":null,"signature_algorithm":"sha256WithRSAEncryption","key":{"kind":"RSA","bits":2048,)"
                  R"("curve":null},"self_signed":false,"names":{"dns":["fe01.contoso.com","pool01.contoso.com"],)"));
  CHECK(has(text, R"("is_ca":null,"path_length":null,"key_usage":["Digital Signature","Key Encipherment"],)"
                  R"("extended_usage":[{"oid":"1.3.6.1.5.5.7.3.1","name":"Server Authentication"},)"));
  CHECK(has(text,
            R"("is_ca":true,"path_length":null,"key_usage":["Digital Signature","Certificate Signing","CRL Signing"],)"
            R"("extended_usage":null,)"));
  CHECK(has(text, R"("places":[{"file":0,"offset":0,"line":null}],"remarks":[]})"));
  CHECK(has(text, R"("crls":[{"issuer":"CN=Contoso Root CA",)"));
  CHECK(has(text, R"("number":"12","is_delta":false,"revoked":0,"this_update":"2015-04-01T00:00:00.000Z",)"));
}

TEST_CASE("remarks say what they speak for") {
  const std::string text = json(judged_in_june(md5_cert_files()));
  CHECK(has(text, R"("remarks":[{"code":"md5","level":"error","text":"signed with MD5)"));
  CHECK(has(text, R"("diagnosis":"pki-md5-chain"}])"));
  CHECK(has(text, R"("errors":1,)"));
}

TEST_CASE("what is known and not judged is a member") {
  std::vector<CertFile> files = sound_cert_files();
  files[1].bundle.certificates[0].what.has_name_constraints = true;
  const std::string text = json(judged_in_june(std::move(files)));
  CHECK(has(text, R"("name_constraints":true,"ocsp_no_check":false,)"));
  CHECK(has(text, R"("code":"name-constraints","level":"note")"));
}

TEST_CASE("without a time, nothing is compared") {
  CHECK(has(json(judge_certificates({}, {})), R"("now":null,)"));
}
