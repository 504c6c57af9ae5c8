#include <doctest/doctest.h>

#include "cert/good_certs.h"
#include "cert/make_certs.h"

using namespace doctor;
using namespace doctor::test;

namespace {

std::string at(const Crl& crl, FileTime now) {
  RemarkOptions o;
  o.now = now;
  return said(remarks_on(crl, o));
}

std::string together(const std::vector<Certificate>& given, const std::vector<Crl>& crls = {}) {
  return said(remarks_on_all(given, crls, in_june_2015()));
}

}  // namespace

TEST_CASE("a CRL that lives for months is warned of at 30 and at 7 days") {
  const Crl crl = good_crl();
  const std::uint64_t end = crl.next_update.ticks;
  CHECK(at(crl, day("2015-06-01")).empty());
  CHECK(at(crl, {end - 30 * kTicksPerDay - 1}).empty());
  CHECK(at(crl, {end - 30 * kTicksPerDay}) == "warning crl-expires-soon");
  CHECK(at(crl, {end - 7 * kTicksPerDay - 1}) == "warning crl-expires-soon");
  CHECK(at(crl, {end - 7 * kTicksPerDay}) == "error crl-expires-soon");
  CHECK(at(crl, {end}) == "error crl-expires-soon");
  CHECK(at(crl, {end + 1}) == "error crl-expired");
  CHECK(at(crl, {}).empty());
  CHECK(at(crl, {crl.this_update.ticks - 1}) == "error crl-not-yet-valid");
}

TEST_CASE("a CRL of a week is not warned of every week") {
  Crl crl = good_crl();
  crl.this_update = day("2015-06-01");
  crl.next_update = day("2015-06-08T12:00:00Z");
  crl.next_publish = day("2015-06-08");
  CHECK(at(crl, day("2015-06-07")).empty());
  CHECK(at(crl, day("2015-06-08T01:00:00Z")) == "note crl-overdue");
  CHECK(at(crl, day("2015-06-09")) == "error crl-expired");
  crl.next_update = {crl.this_update.ticks + 60 * kTicksPerDay - 1};  // not yet an offline CA's
  CHECK(at(crl, {crl.next_update.ticks - kTicksPerDay}) == "note crl-overdue");
  crl.next_update = {};
  CHECK(at(crl, day("2015-06-07")) == "note crl-no-end");
}

TEST_CASE("the hash of a CRL tells how its CA signs") {
  const auto hash = [](const char* name) {
    Crl crl = good_crl();
    crl.hash = name;
    return at(crl, day("2015-06-01"));
  };
  CHECK(hash("MD5") == "warning crl-hash");
  CHECK(hash("RSASSA-PSS") == "warning crl-hash");
  CHECK(hash("SHA1") == "note crl-hash");
  CHECK(hash("SHA384").empty());
}

TEST_CASE("several roots of one name or of one key") {
  Certificate again = good_root();
  CHECK(together({good_root(), again, good_leaf()}).empty());  // the same one twice
  again.sha256 = "another";
  CHECK(together({good_root(), again}) == "warning duplicate-root");
  again.public_key_sha256 = "another key";
  CHECK(together({good_root(), again}) == "warning duplicate-root");
  again.public_key_sha256 = good_root().public_key_sha256;
  again.subject = again.issuer = "CN=Contoso Root CA 2";
  CHECK(together({good_root(), again}) == "warning duplicate-root");
  again.public_key_sha256 = "another key";
  CHECK(together({good_root(), again}).empty());
}

TEST_CASE("a renewed CA is a note, and a cross certificate nothing") {
  Certificate renewed = good_ca();
  renewed.sha256 = "another";
  CHECK(together({good_ca(), renewed}) == "note duplicate-ca");
  Certificate cross = good_root();
  cross.self_signed = cross.self_issued = false;
  cross.issuer = "CN=Other";
  cross.sha256 = "another";
  CHECK(together({good_root(), cross}).empty());
}

TEST_CASE("leaves of one name are no CAs") {
  Certificate renewed = good_leaf();
  renewed.sha256 = "another";
  CHECK(together({good_leaf(), renewed}).empty());
}

TEST_CASE("a revoked certificate is named, and a CRL of somebody else revokes nothing") {
  const CertSpec ca = ca_spec("CN=Contoso Issuing CA", 1);
  CertSpec leaf = leaf_spec("CN=fe01.contoso.com", {"fe01.contoso.com"});
  leaf.signed_by = &ca;
  leaf.serial = "610a5c3b000000000007";
  const std::vector<Certificate> given = {*parse_certificate(make_certificate(leaf)),
                                          *parse_certificate(make_certificate(ca))};
  CrlSpec spec;
  spec.issuer = &ca;
  CHECK(together(given, {*parse_crl(make_crl(spec))}).empty());
  spec.revoked = {"610a5c3b000000000007"};
  const Crl crl = *parse_crl(make_crl(spec));
  const auto remarks = remarks_on_all(given, std::vector<Crl>{crl, crl}, in_june_2015());
  CHECK(said(remarks) == "error revoked");  // once, however often the CRL is given
  CHECK(remarks[0].text.starts_with(
      "'fe01.contoso.com' (serial 610a5c3b000000000007) is revoked by the CRL of 'Contoso Issuing CA'"));
  CHECK(together({given[0]}, {crl}) == "error revoked");  // whose signature nobody could check

  CertSpec thief = ca_spec("CN=Contoso Issuing CA", 9);
  thief.key_ids = false;
  CrlSpec forged = spec;
  forged.issuer = &thief;
  Crl wrong = *parse_crl(make_crl(forged));
  wrong.authority_key_id.clear();
  CHECK(together(given, {wrong}) == "error crl-bad-signature");
}

TEST_CASE("an older CRL is a note, whatever is wrong with it") {
  Crl old = good_crl(), newer = good_crl();
  old.next_update = day("2015-05-01");
  old.hash = "MD5";
  newer.number = "13";
  const auto remarks = remarks_on(old, in_june_2015(), &newer);
  CHECK(said(remarks) == "note crl-replaced");
  CHECK(remarks[0].text == "replaced by CRL 13 of 2015-04-01, which is here: it does not count");
}

TEST_CASE("of several roots only roots are listed") {
  Certificate again = good_root(), cross = good_root();
  again.sha256 = "another";
  cross.self_signed = cross.self_issued = false;
  cross.sha256 = "cross";
  cross.thumbprint = std::string(40, 'B');
  const auto remarks =
      remarks_on_all(std::vector<Certificate>{good_root(), cross, again}, std::vector<Crl>{}, in_june_2015());
  REQUIRE(said(remarks) == "warning duplicate-root");
  CHECK(remarks[0].text.find("2 different roots") != std::string::npos);
  CHECK(remarks[0].text.find(cross.thumbprint) == std::string::npos);
}
