#include <doctest/doctest.h>

#include "cert/good_certs.h"
#include "cert/make_certs.h"

using namespace doctor;
using namespace doctor::test;

namespace {

/// A leaf, its CA, and CRLs of that CA.
struct Pki {
  CertSpec ca = ca_spec("CN=Contoso Issuing CA", 1), thief = ca_spec("CN=Contoso Issuing CA", 2);
  CertSpec leaf = leaf_spec("CN=fe01.contoso.com", {"fe01.contoso.com"});
  std::vector<Certificate> given;
  CrlSpec spec;

  Pki() {
    leaf.signed_by = &ca;
    given = {*parse_certificate(make_certificate(leaf)), *parse_certificate(make_certificate(ca))};
    spec.issuer = &ca;
    spec.this_update = "2015-05-30T00:00:00Z";
  }
  Crl empty(int number) const {
    CrlSpec s = spec;
    s.number = number;
    return *parse_crl(make_crl(s));
  }
  Crl revoking(int number, int reason = 1, bool delta = false) const {
    CrlSpec s = spec;
    s.number = number;
    s.revoked = {leaf.serial};
    s.reason = reason;
    s.is_delta = delta;
    return *parse_crl(make_crl(s));
  }
  std::vector<Remark> remarks(const std::vector<Crl>& crls, const char* now = "2015-06-01") const {
    RemarkOptions o;
    o.now = day(now);
    return remarks_on_all(given, crls, o);
  }
  std::string said(const std::vector<Crl>& crls, const char* now = "2015-06-01") const {
    return test::said(remarks(crls, now));
  }
};

}  // namespace

TEST_CASE("only the newest CRL revokes") {
  const Pki pki;
  CHECK(pki.said({pki.revoking(5), pki.empty(6)}).empty());
  CHECK(pki.said({pki.empty(6), pki.revoking(5)}).empty());
  CHECK(pki.said({pki.empty(5), pki.revoking(6)}) == "error revoked");
}

TEST_CASE("a delta has the last word, unless the complete CRL is newer") {
  const Pki pki;
  const auto removal = [&](int number) { return pki.revoking(number, 8, true); };
  CHECK(pki.said({removal(6)}).empty());
  CHECK(pki.said({removal(6), pki.revoking(5, 6)}).empty());
  CHECK(pki.said({pki.revoking(5, 6), removal(6)}).empty());
  CHECK(pki.said({removal(6), pki.revoking(7)}) == "error revoked");
  CHECK(pki.said({pki.revoking(6, 1, true), pki.revoking(5)}) == "error revoked");  // once
  CHECK(pki.said({pki.revoking(6, 1, true), pki.empty(5)}) == "error revoked");
  CHECK(pki.said({pki.revoking(6, 6, true), pki.empty(7)}).empty());
}

TEST_CASE("a CRL of another key of the same name says nothing about a certificate") {
  Pki pki;
  pki.spec.issuer = &pki.thief;
  CHECK(pki.said({pki.revoking(5)}).empty());
  const Crl theirs = pki.revoking(5);
  pki.given.resize(1);  // the issuer is not given: by the key identifiers alone
  CHECK(pki.said({theirs}).empty());
  pki.given[0].authority_key_id.clear();
  CHECK(pki.said({theirs}) == "error revoked");
  pki.given.push_back(*parse_certificate(make_certificate(pki.ca)));
  CHECK(pki.said({theirs}).empty());  // now by the key identifier of the issuer
  pki.given.push_back(*parse_certificate(make_certificate(pki.thief)));
  CHECK(pki.said({theirs}) == "warning duplicate-root");  // the signature of the certificate tells the two apart
}

TEST_CASE("a revocation that has not come yet") {
  Pki pki;
  CHECK(pki.said({pki.revoking(5)}, "2015-05-29").empty());
  pki.spec.revoked_on = "2015-06-03T00:00:00Z";
  CHECK(pki.said({pki.revoking(5)}, "2015-06-02") == "note revoked-later");
  CHECK(pki.said({pki.revoking(5)}, "2015-06-03") == "error revoked");
}

TEST_CASE("date and reason are named, and a hold can be lifted") {
  Pki pki;
  pki.spec.revoked_on = "2015-05-29T00:00:00Z";
  CHECK(
      pki.remarks({pki.revoking(5)})[0].text ==
      "'fe01.contoso.com' (serial 610a5c3b000000000002) is revoked by the CRL of 'Contoso Issuing CA' since 2015-05-29 "
      "(reason keyCompromise): whoever checks it ends the connection");
  const auto held = pki.remarks({pki.revoking(5, 6)});
  CHECK(held[0].text.find("(reason certificateHold), which is a hold that the CA can lift again: ") !=
        std::string::npos);
  CHECK(held[0].advice.find("`certutil -revoke 610a5c3b000000000002 -1`") != std::string::npos);
}
