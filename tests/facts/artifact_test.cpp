#include "facts/artifact.h"

#include <doctest/doctest.h>

#include "base/text.h"
#include "cert/make_certs.h"
#include "facts_of.h"

namespace doctor {

using test::CertSpec;
using test::CrlSpec;
using test::EventBuilder;
using test::fact;
using test::facts_of;

namespace {

EventBuilder beside(std::uint32_t id) {
  return EventBuilder("schannel-doctor", id).channel("Certificate files").at("2015-06-01T07:00:00Z");
}

}  // namespace

TEST_CASE("a certificate beside the logs has the facts of one in an event") {
  CertSpec leaf = test::leaf_spec("CN=fe01.contoso.local", {"fe01.contoso.local"});
  const auto der = test::make_certificate(leaf);
  CHECK(fact(beside(1).data("Certificate", to_hex(der)), "CertSubject") == "CN=fe01.contoso.local");
  CHECK(fact(beside(1).data("Certificate", "00"), "CertSubject") == "-");
  CHECK(fact(beside(1), "CertSubject") == "-");
}

TEST_CASE("a CRL: who, when, how long") {
  const CertSpec root = test::ca_spec("CN=Contoso Root CA, O=Contoso");
  CrlSpec spec;
  spec.issuer = &root;
  spec.this_update = "2015-01-01T00:00:00Z";
  spec.next_update = "2015-06-11T07:00:00Z";
  const EventBuilder event = beside(2).data("Crl", to_hex(test::make_crl(spec)));
  CHECK(facts_of(event) ==
        "CrlIssuer=Contoso Root CA CrlHash=SHA256 CrlThisUpdate=2015-01-01T00:00:00Z "
        "CrlNextUpdate=2015-06-11T07:00:00Z CrlDaysLeft=10 CrlLongDaysLeft=10");
}

TEST_CASE("what certutil describes has as many of these facts as it tells") {
  const EventBuilder event = beside(4)
                                 .data("Subject", "CN=fe01.contoso.local")
                                 .data("Issuer", "CN=Contoso CA")
                                 .data("Thumbprint", "aa11")
                                 .data("SignatureAlgorithm", "md5RSA")
                                 .data("SignatureOid", "1.2.840.113549.1.1.4")
                                 .data("PublicKeyAlgorithm", "RSA")
                                 .data("PublicKeyLength", "512")
                                 .data("NotAfter", "2015-05-31T07:00:00Z")
                                 .data("RootCertificate", "no");
  CHECK(fact(event, "CertHash") == "MD5");
  CHECK(fact(event, "CertIssuedHash") == "MD5");
  CHECK(fact(event, "CertKey") == "RSA 512");
  CHECK(fact(event, "CertKeyBits") == "512");
  CHECK(fact(event, "CertDaysLeft") == "-1");
  CHECK(fact(event, "CertSelfSigned") == "no");
  CHECK(fact(beside(4).data("SignatureAlgorithm", "sha256ECDSA").data("RootCertificate", "yes"), "CertHash") == "SHA256");
  CHECK(fact(beside(4).data("SignatureAlgorithm", "md5RSA").data("RootCertificate", "yes"), "CertIssuedHash") == "-");
  CHECK(fact(event, "CertScope") == "this-host");
  CHECK(fact(beside(4).data("Subject", "CN=a").data("DnsName", "web.contoso.local"), "CertScope") == "same-domain");
  CHECK(fact(beside(4).data("Subject", "CN=a").data("SignatureAlgorithm", "md5RSA"), "CertSelfSigned") == "-");
  CHECK(fact(beside(4).data("Subject", "CN=a").data("SignatureAlgorithm", "md5RSA"), "CertIssuedHash") == "-");
  CHECK(fact(beside(5).data("Issuer", "CN=Contoso Root CA").data("NextUpdate", "2015-06-11T07:00:00Z"), "CrlDaysLeft") == "10");
}

TEST_CASE("registry values are asked as they are") {
  CHECK(facts_of(beside(3).data("Key", "SYSTEM").data("ValueName", "Enabled").data("ValueData", "0")).empty());
}

}  // namespace doctor
