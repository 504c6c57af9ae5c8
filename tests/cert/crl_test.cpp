#include "cert/crl.h"

#include <doctest/doctest.h>

#include "cert/make_certs.h"

namespace doctor {
namespace {

using test::CertSpec;
using test::CrlSpec;

Crl made(const CrlSpec& spec) {
  return *parse_crl(test::make_crl(spec));
}

Certificate certificate(const CertSpec& spec) {
  return *parse_certificate(test::make_certificate(spec));
}

}  // namespace

TEST_CASE("the plain facts of a revocation list") {
  const CertSpec ca = test::ca_spec("CN=Contoso Root, O=Contoso");
  CrlSpec spec{.issuer = &ca};
  spec.next_publish = "2015-06-07T00:00:00Z";
  spec.number = 37;
  spec.revoked = {"01", "02", "610a5c3b000000000002"};
  const auto der = test::make_crl(spec);
  const auto crl = parse_crl(der);
  REQUIRE(crl.has_value());
  CHECK(crl->issuer == "CN=Contoso Root, O=Contoso");
  CHECK(crl->issuer_cn == "Contoso Root");
  CHECK(crl->hash == "SHA256");
  CHECK(crl->signature_algorithm == "sha256WithRSAEncryption");
  CHECK(to_iso8601_millis(crl->this_update) == "2015-06-01T00:00:00.000Z");
  CHECK(to_iso8601_millis(crl->next_update) == "2015-06-08T00:00:00.000Z");
  CHECK(to_iso8601_millis(crl->next_publish) == "2015-06-07T00:00:00.000Z");
  CHECK(crl->number == "37");
  CHECK_FALSE(crl->is_delta);
  CHECK(crl->authority_key_id == certificate(ca).subject_key_id);
  CHECK(crl->thumbprint.size() == 40);
  CHECK(crl->revoked == 3);
  CHECK(crl->der == der);
}

TEST_CASE("an empty list, without an end, a delta") {
  const CertSpec ca = test::ca_spec("CN=Contoso Root");
  CrlSpec spec{.issuer = &ca};
  spec.next_update.clear();
  spec.number = -1;
  spec.is_delta = true;
  const Crl crl = made(spec);
  CHECK(crl.revoked == 0);
  CHECK(crl.next_update == FileTime{});
  CHECK(crl.next_publish == FileTime{});
  CHECK(crl.number.empty());
  CHECK(crl.is_delta);
}

TEST_CASE("a list revokes the serial numbers of its own issuer") {
  const CertSpec ca = test::ca_spec("CN=Contoso Root"), other = test::ca_spec("CN=Contoso Other");
  CertSpec leaf;
  leaf.signed_by = &ca;
  leaf.serial = "B4";  // with a zero byte in front in DER
  CHECK(revokes(made({.issuer = &ca, .revoked = {"01", "B4"}}), certificate(leaf)));
  CHECK_FALSE(revokes(made({.issuer = &ca, .revoked = {"01"}}), certificate(leaf)));
  CHECK_FALSE(revokes(made({.issuer = &ca}), certificate(leaf)));
  CHECK_FALSE(revokes(made({.issuer = &other, .revoked = {"B4"}}), certificate(leaf)));
  CHECK_FALSE(revokes(Crl(), certificate(leaf)));
}

TEST_CASE("an entry has its date and reason") {
  const CertSpec ca = test::ca_spec("CN=Contoso Root");
  CertSpec leaf;
  leaf.signed_by = &ca;
  leaf.serial = "B4";
  CrlSpec spec{.issuer = &ca, .revoked = {"01", "B4"}, .revoked_on = "2015-05-30T00:00:00Z", .reason = 6};
  const auto held = find_revocation(made(spec), certificate(leaf));
  REQUIRE(held.has_value());
  CHECK(to_iso8601_millis(held->date) == "2015-05-30T00:00:00.000Z");
  CHECK(held->reason == RevocationReason::certificate_hold);
  spec.reason = -1;
  CHECK(find_revocation(made(spec), certificate(leaf))->reason == RevocationReason::unspecified);
  spec.revoked = {"01"};
  CHECK_FALSE(find_revocation(made(spec), certificate(leaf)).has_value());
  CHECK(revocation_reason_name(RevocationReason::certificate_hold) == "certificateHold");
  CHECK(revocation_reason_name(static_cast<RevocationReason>(1)) == "keyCompromise");
  CHECK(revocation_reason_name(static_cast<RevocationReason>(200)) == "unspecified");
}

TEST_CASE("removeFromCRL in a delta takes back, and revokes nothing") {
  const CertSpec ca = test::ca_spec("CN=Contoso Root");
  CertSpec leaf;
  leaf.signed_by = &ca;
  CrlSpec spec{.issuer = &ca, .revoked = {leaf.serial}, .reason = 8, .is_delta = true};
  CHECK_FALSE(revokes(made(spec), certificate(leaf)));
  spec.reason = 1;
  CHECK(revokes(made(spec), certificate(leaf)));
}

TEST_CASE("its signature is verified with the issuer's key") {
  const CertSpec ca = test::ca_spec("CN=Contoso Root", 1), twin = test::ca_spec("CN=Contoso Root", 2);
  CHECK(verify_signature(made({.issuer = &ca}), certificate(ca)) == true);
  CHECK(verify_signature(made({.issuer = &ca, .hash = test::TestHash::md5}), certificate(ca)) == true);
  CHECK(verify_signature(made({.issuer = &ca}), certificate(twin)) == false);
  CHECK(verify_signature(made({.issuer = &ca, .hash = test::TestHash::md2}), certificate(ca)) == std::nullopt);
}

TEST_CASE("what is no list is named") {
  const CertSpec ca = test::ca_spec("CN=Contoso Root");
  CHECK(parse_crl({}).error().what == "not DER: nothing is there");
  CHECK(parse_crl(test::make_certificate(ca)).error().what == "not a revocation list: it is a certificate");
  CHECK(parse_crl(test::to_bytes(test::der_value(0x30, "xx"))).error().what ==
        "not a revocation list: its fields are not those of one");
  // An entry whose date is none: 17 0d is the time's tag and length.
  const auto der = test::make_crl({.issuer = &ca, .revoked = {"7733"}});
  const auto broken = test::with_replaced(der, "\x02\x02\x77\x33\x17", "\x02\x02\x77\x33\x04");
  CHECK(parse_crl(broken).error().what == "not a revocation list: entry 1 is none");
}

TEST_CASE("a number of zero is a number, too") {
  const CertSpec ca = test::ca_spec("CN=Contoso Root");
  CHECK(made({.issuer = &ca, .number = 0}).number == "0");
}

}  // namespace doctor
