#include <doctest/doctest.h>

#include "cert/certificate.h"
#include "cert/crl.h"
#include "cert/make_certs.h"
#include "cert/openssl.h"

namespace doctor {
namespace {

using test::CertSpec;
using test::TestHash;
using test::TestKey;

Certificate made(const CertSpec& spec) {
  return *parse_certificate(test::make_certificate(spec));
}

// Certificate signed with that hash by that key, and whether it verifies.
std::pair<Certificate, std::optional<bool>> signed_with(TestHash hash, TestKey::Kind kind) {
  CertSpec ca = test::ca_spec("CN=Contoso Root");
  ca.key.kind = kind;
  CertSpec leaf;
  leaf.signed_by = &ca;
  leaf.hash = hash;
  const Certificate child = made(leaf), issuer = made(ca);
  return {child, verify_signature(child, issuer)};
}

}  // namespace

TEST_CASE("signatures of every hash are named, and verified as far as the library can") {
  struct Row {
    TestHash hash;
    TestKey::Kind key;
    const char *name, *openssl;
    std::optional<bool> verified;
  };
  const Row rows[] = {
      {TestHash::md2, TestKey::rsa2048, "MD2", "md2WithRSAEncryption", std::nullopt},
      {TestHash::md4, TestKey::rsa2048, "MD4", "md4WithRSAEncryption", std::nullopt},
      {TestHash::md5, TestKey::rsa2048, "MD5", "md5WithRSAEncryption", true},
      {TestHash::sha1, TestKey::rsa1024, "SHA1", "sha1WithRSAEncryption", true},
      {TestHash::sha1_oiw, TestKey::rsa2048, "SHA1", "sha1WithRSA", true},
      {TestHash::sha256, TestKey::rsa2048, "SHA256", "sha256WithRSAEncryption", true},
      {TestHash::sha512, TestKey::rsa2048, "SHA512", "sha512WithRSAEncryption", true},
      {TestHash::pss_sha256, TestKey::rsa2048, "RSASSA-PSS", "rsassaPss", true},
      {TestHash::sha384, TestKey::ec256, "SHA384", "ecdsa-with-SHA384", true},
      {TestHash::sha256, TestKey::ed25519, "", "ED25519", true},
  };
  for (const Row& row : rows) {
    CAPTURE(row.openssl);
    const auto [child, verified] = signed_with(row.hash, row.key);
    CHECK(child.hash == row.name);
    CHECK(child.signature_algorithm == row.openssl);
    CHECK(verified == row.verified);
    CHECK(child.pss_hash == (row.hash == TestHash::pss_sha256 ? "SHA256" : ""));
  }
  CHECK(signed_with(TestHash::sha256, TestKey::ec256).first.signer_key == "EC");
  CHECK(signed_with(TestHash::sha256, TestKey::ed25519).first.signer_key == "Ed25519");
  CHECK(signed_with(TestHash::pss_sha256, TestKey::rsa2048).first.signer_key == "RSA");
}

TEST_CASE("another key, another kind of key, a changed byte: not verified") {
  const CertSpec ca = test::ca_spec("CN=Contoso Root", 1);
  CertSpec twin = test::ca_spec("CN=Contoso Root", 2), curve = ca, leaf;
  curve.key.kind = TestKey::ec256;
  leaf.signed_by = &ca;
  const Certificate child = made(leaf);
  CHECK(verify_signature(child, made(ca)) == true);
  CHECK(verify_signature(child, made(twin)) == false);
  CHECK(verify_signature(child, made(curve)) == false);
  const auto changed = test::with_replaced(test::make_certificate(leaf), "fe01.contoso", "fe02.contoso");
  CHECK(verify_signature(*parse_certificate(changed), made(ca)) == false);
  CHECK(verify_signature(child, Certificate()) == std::nullopt);
  CHECK(verify_signature(Certificate(), made(ca)) == std::nullopt);
}

TEST_CASE("self-signed is what its own key verifies; where that cannot be asked, it is told apart") {
  CertSpec spec = test::ca_spec("CN=Contoso Root");
  Certificate c = made(spec);
  CHECK(c.self_issued);
  CHECK(c.self_signed);
  CHECK_FALSE(c.self_signed_unverified);

  spec.hash = TestHash::md2;
  c = made(spec);
  CHECK(c.self_issued);
  CHECK_FALSE(c.self_signed);
  CHECK(c.self_signed_unverified);
  spec.authority_key_id = "0102";
  CHECK_FALSE(made(spec).self_signed_unverified);

  const CertSpec old = test::ca_spec("CN=Contoso Root", 2);
  CertSpec renewed = test::ca_spec("CN=Contoso Root", 1);
  renewed.signed_by = &old;  // a key rollover: the same name, another key
  c = made(renewed);
  CHECK(c.self_issued);
  CHECK_FALSE(c.self_signed);
  CHECK_FALSE(c.self_signed_unverified);
}

TEST_CASE("keys: kind, size, curve") {
  CertSpec spec;
  spec.key.kind = TestKey::rsa1024;
  Certificate c = made(spec);
  CHECK(c.key == "RSA");
  CHECK(c.key_bits == 1024);
  CHECK(c.curve.empty());
  spec.key.kind = TestKey::ec256;
  c = made(spec);
  CHECK(c.key == "EC");
  CHECK(c.key_bits == 256);
  CHECK(c.curve == "P-256");
  spec.key.kind = TestKey::ed25519;
  CHECK(made(spec).key == "Ed25519");
}

TEST_CASE("a certificate whose key nobody can decode yields all the rest") {
  CertSpec spec = test::ca_spec("CN=Contoso Root");
  spec.key.kind = TestKey::ec256;
  const std::string_view curve = "\x2a\x86\x48\xce\x3d\x03\x01\x07", unknown = "\x2a\x86\x48\xce\x3d\x03\x01\x7f";
  const auto der = test::with_replaced(test::make_certificate(spec), curve, unknown);
  const auto c = parse_certificate(der);
  REQUIRE(c.has_value());
  CHECK(c->subject == "CN=Contoso Root");
  CHECK(c->key == "EC");
  CHECK(c->curve == "1.2.840.10045.3.1.127");
  CHECK(c->key_bits == 0);
  CHECK(c->is_ca == true);
  CHECK(c->public_key_sha256.size() == 64);
  CHECK_FALSE(c->self_signed);
  CHECK(c->self_signed_unverified);
  // A kind of key that is not known at all.
  const auto other = parse_certificate(test::with_replaced(test::make_certificate(spec), "\x2a\x86\x48\xce\x3d\x02\x01",
                                                           "\x2a\x86\x48\xce\x3d\x02\x7f"));
  REQUIRE(other.has_value());
  CHECK(other->key == "1.2.840.10045.2.127");
}

TEST_CASE("parameters decide the hash of PSS and of ECDSA without one") {
  const auto facts = [](const std::string& content) { return openssl::signature_facts(test::to_bytes(content)); };
  const std::string pss = test::der_value(0x06, "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0a");
  CHECK(facts(pss).pss_hash == "SHA1");  // the default
  CHECK(facts(pss).salt == 20);
  const std::string sha512 = test::der_value(0x30, test::der_value(0x06, "\x60\x86\x48\x01\x65\x03\x04\x02\x03"));
  const std::string salt = test::der_value(0xa2, test::der_value(0x02, "\x40"));
  const auto with = facts(pss + test::der_value(0x30, test::der_value(0xa0, sha512) + salt));
  CHECK(with.pss_hash == "SHA512");
  CHECK(with.mgf_hash == "SHA1");
  CHECK(with.salt == 64);
  const std::string ecdsa = test::der_value(0x06, "\x2a\x86\x48\xce\x3d\x04\x03");
  CHECK(facts(ecdsa + sha512).hash == "SHA512");
  CHECK(facts(ecdsa).hash == "1.2.840.10045.4.3");
  CHECK(facts(test::der_value(0x06, "\x2a\x03")).hash == "1.2.3");
  CHECK(facts("").hash.empty());
}

}  // namespace doctor
