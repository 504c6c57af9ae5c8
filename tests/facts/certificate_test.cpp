#include "facts/certificate.h"

#include <doctest/doctest.h>

#include "base/text.h"
#include "cert/make_certs.h"
#include "facts_of.h"

namespace doctor {

using test::CertSpec;
using test::EventBuilder;
using test::fact;
using test::TestHash;

namespace {

std::string hex(const std::vector<std::byte>& bytes) {
  return to_hex(bytes);
}

std::string leaf(TestHash hash, std::vector<std::string> names = {"fe01.contoso.local"}) {
  const CertSpec root = test::ca_spec("CN=Contoso Root CA");
  CertSpec spec = test::leaf_spec("CN=pool01.contoso.local, O=Contoso", std::move(names));
  spec.signed_by = &root;
  spec.hash = hash;
  return hex(test::make_certificate(spec));
}

EventBuilder with(const std::string& attached, const char* field = "pCertificateContext") {
  return EventBuilder("Schannel", 36876).at("2015-06-01T07:00:00Z").data("ErrorCode", "0x80090325").data(field, attached);
}

}  // namespace

TEST_CASE("the certificate attached to an event of Schannel gives its facts") {
  const EventBuilder event = with(leaf(TestHash::md5));
  CHECK(fact(event, "CertSubject") == "CN=pool01.contoso.local, O=Contoso");
  CHECK(fact(event, "CertIssuer") == "CN=Contoso Root CA");
  CHECK(fact(event, "CertSerial") == "610a5c3b000000000002");
  CHECK(fact(event, "CertThumbprint").size() == 40);
  CHECK(fact(event, "CertHash") == "MD5");
  CHECK(fact(event, "CertIssuedHash") == "MD5");
  CHECK(fact(event, "CertKey") == "RSA 2048");
  CHECK(fact(event, "CertKeyBits") == "2048");
  CHECK(fact(event, "CertNotBefore") == "2015-01-01T00:00:00Z");
  CHECK(fact(event, "CertDaysOld") == "151");
  CHECK(fact(event, "CertDaysLeft") == "3501");
  CHECK(fact(event, "CertSelfSigned") == "no");
  CHECK(fact(event, "CertIsCa") == "no");
  CHECK(fact(event, "CertForServers") == "yes");
  CHECK(fact(event, "CertScope") == "this-host");
  CHECK(fact(event, "CertDnsName") == "fe01.contoso.local");
}

TEST_CASE("all names of the field, with a length in front, and bytes as well as text") {
  const std::string der = leaf(TestHash::sha256);
  for (const char* name : {"binaryData", "EncodedCert", "CredContext", "certificateContext", "Certificate", "Binary"}) {
    CAPTURE(name);
    CHECK(fact(with(der, name), "CertHash") == "SHA256");
  }
  CHECK(fact(with(der, "Other"), "CertHash") == "-");
  const auto bytes = from_hex(der).value();
  const auto size = static_cast<std::uint32_t>(bytes.size());
  std::string prefixed;
  for (int i = 0; i < 4; ++i) prefixed += static_cast<char>(size >> (8 * i));
  prefixed += bytes;
  const EventBuilder event = EventBuilder("Schannel", 36876).data("pCertificateContext", Value{Value::Type::bytes, false, 0, prefixed});
  CHECK(fact(event, "CertHash") == "SHA256");
}

TEST_CASE("a root is no issued certificate; other names are another scope") {
  CertSpec root = test::ca_spec("CN=Contoso Root CA");
  root.hash = TestHash::md5;
  const EventBuilder event = with(hex(test::make_certificate(root)));
  CHECK(fact(event, "CertHash") == "MD5");
  CHECK(fact(event, "CertSelfSigned") == "yes");
  CHECK(fact(event, "CertIsCa") == "yes");
  CHECK(fact(event, "CertIssuedHash") == "-");
  CHECK(fact(with(leaf(TestHash::sha1, {"sip.fabrikam.com"})), "CertScope") == "same-domain");
  CertSpec foreign = test::leaf_spec("CN=sip.fabrikam.com", {"sip.fabrikam.com"});
  CHECK(fact(with(hex(test::make_certificate(foreign))), "CertScope") == "other");
}

TEST_CASE("bytes that are no certificate give nothing and harm nothing") {
  const std::string der = leaf(TestHash::sha256);
  CHECK(fact(with(der.substr(0, 200)), "CertHash") == "-");
  CHECK(fact(with("30820"), "CertHash") == "-");
  CHECK(fact(with("no hex"), "CertHash") == "-");
  CHECK(fact(with(""), "StatusCode") == "0x80090325");
}

}  // namespace doctor
