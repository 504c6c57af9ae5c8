#include "cert/certificate.h"

#include <doctest/doctest.h>

#include "base/text.h"
#include "cert/make_certs.h"

namespace doctor {
namespace {

using test::CertSpec;

std::string error_of(std::string_view bytes) {
  const auto read = parse_certificate(as_bytes(bytes.data(), bytes.size()));
  return read.has_value() ? "none" : read.error().what;
}

Certificate made(const CertSpec& spec) {
  return *parse_certificate(test::make_certificate(spec));
}

}  // namespace

TEST_CASE("the plain facts of a certificate") {
  const CertSpec ca = test::ca_spec("CN=Contoso Issuing CA, DC=contoso, DC=local");
  CertSpec spec = test::leaf_spec("CN=fe01.contoso.local, O=Contoso, C=DE", {"fe01.contoso.local"});
  spec.signed_by = &ca;
  spec.not_before = "2015-06-01T07:00:00Z";
  spec.not_after = "2050-06-01T07:00:00Z";  // beyond UTCTime
  const auto der = test::make_certificate(spec);
  const auto c = parse_certificate(der);
  REQUIRE(c.has_value());
  CHECK(c->subject == "CN=fe01.contoso.local, O=Contoso, C=DE");
  CHECK(c->issuer == "CN=Contoso Issuing CA, DC=contoso, DC=local");
  CHECK(c->subject_cn == "fe01.contoso.local");
  CHECK(c->issuer_cn == "Contoso Issuing CA");
  CHECK(c->serial == "610a5c3b000000000002");
  CHECK(c->version == 3);
  CHECK(to_iso8601_millis(c->not_before) == "2015-06-01T07:00:00.000Z");
  CHECK(to_iso8601_millis(c->not_after) == "2050-06-01T07:00:00.000Z");
  CHECK_FALSE(c->self_issued);
  CHECK(c->thumbprint.size() == 40);
  CHECK(c->sha256.size() == 64);
  CHECK(c->der == der);
}

TEST_CASE("the same key under another certificate has the same fingerprint of the key") {
  CertSpec spec = test::ca_spec("CN=Contoso Root", 1);
  const Certificate first = made(spec);
  spec.serial = "02";
  const Certificate renewed = made(spec);
  spec.key.number = 2;
  const Certificate rekeyed = made(spec);
  CHECK(first.public_key_sha256 == renewed.public_key_sha256);
  CHECK(first.public_key_sha256 != rekeyed.public_key_sha256);
  CHECK(first.thumbprint != renewed.thumbprint);
}

TEST_CASE("a certificate of version 1 has no extensions and is read all the same") {
  CertSpec spec = test::ca_spec("CN=Contoso Root");
  spec.version = 1;
  const Certificate c = made(spec);
  CHECK(c.version == 1);
  CHECK(c.self_signed);
  CHECK_FALSE(c.is_ca);
}

TEST_CASE("a date that is none is 0, and the rest is read") {
  CertSpec spec;
  spec.not_after = "2025-01-01T00:00:00Z";
  const auto der = test::with_replaced(test::make_certificate(spec), "250101000000Z", "25010100000xZ");
  const auto c = parse_certificate(der);
  REQUIRE(c.has_value());
  CHECK(c->not_after == FileTime{});
  CHECK(c->not_before != FileTime{});
}

TEST_CASE("what follows the certificate is not looked at") {
  auto der = test::make_certificate(CertSpec());
  const std::size_t size = der.size();
  der.resize(size + 100, std::byte{'x'});
  CHECK(parse_certificate(der)->der.size() == size);
}

TEST_CASE("what is no certificate is named") {
  CHECK(error_of("") == "not DER: nothing is there");
  CHECK(error_of("MZ") == "not DER: begins with byte 4d, not 30");
  CHECK(error_of("\x30\x82\x01") == "not DER: its length is cut off");
  CHECK(error_of(test::der_value(0x30, "hello")) == "not a certificate: its fields are not those of one");
  const CertSpec ca = test::ca_spec("CN=Contoso Root");
  CHECK(parse_certificate(test::make_crl({.issuer = &ca})).error().what ==
        "not a certificate: it is a certificate revocation list");
  CHECK(parse_certificate(test::make_p7b({})).error().what == "not a certificate: it is a PKCS#7");
}

TEST_CASE("a certificate above the limit is not looked at") {
  CertSpec spec;
  spec.more = {{"1.2.3.4", false, std::string(kLongestCertificate, 'x')}};
  const auto read = parse_certificate(test::make_certificate(spec));
  REQUIRE_FALSE(read.has_value());
  CHECK(read.error().code == Errc::limit);
  spec.more[0].value.resize(kLongestCertificate - 5000);
  CHECK(parse_certificate(test::make_certificate(spec)).has_value());
}

TEST_CASE("an issuer is asked for by name, whatever its case, and by key identifiers where both have them") {
  const CertSpec ca = test::ca_spec("CN=Contoso Root", 1);
  CertSpec twin = test::ca_spec("CN=CONTOSO root", 2), leaf;
  leaf.signed_by = &ca;
  const Certificate child = made(leaf);
  CHECK(may_have_issued(made(ca), child));
  CHECK_FALSE(may_have_issued(made(twin), child));  // another key
  twin.key_ids = false;
  CHECK(may_have_issued(made(twin), child));
  CHECK_FALSE(may_have_issued(made(test::ca_spec("CN=Contoso Other", 1)), child));
}

TEST_CASE("the broken hashes") {
  CHECK(is_broken_hash("MD2"));
  CHECK(is_broken_hash("MD4"));
  CHECK(is_broken_hash("MD5"));
  CHECK_FALSE(is_broken_hash("SHA1"));
  CHECK_FALSE(is_broken_hash(""));
}

}  // namespace doctor
