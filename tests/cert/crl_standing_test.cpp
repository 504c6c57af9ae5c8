#include "cert/crl_standing.h"

#include <doctest/doctest.h>

#include "cert/good_certs.h"
#include "cert/make_certs.h"

using namespace doctor;
using namespace doctor::test;

namespace {

Crl numbered(const char* number, const char* this_update) {
  Crl crl = good_crl();
  crl.number = number;
  crl.this_update = day(this_update);
  return crl;
}

/// "- 2 x e": counts, replaced by the third, forged, early.
std::string standing(const std::vector<Crl>& crls, const std::vector<Certificate>& given = {}) {
  std::string out;
  for (const CrlStanding& s : crl_standings(given, crls, day("2015-06-01"))) {
    out += out.empty() ? "" : " ";
    out += s.forged ? "x" : s.early ? "e" : s.replaced_by ? std::to_string(*s.replaced_by) : s.counts() ? "-" : "?";
  }
  return out;
}

}  // namespace

TEST_CASE("the CRL number tells which is older, else the date") {
  CHECK(is_older(numbered("9", "2015-05-02"), numbered("10", "2015-05-01")));
  CHECK_FALSE(is_older(numbered("10", "2015-05-01"), numbered("9", "2015-05-02")));
  CHECK_FALSE(is_older(numbered("9", "2015-05-01"), numbered("9", "2015-05-01")));
  CHECK(is_older(numbered("", "2015-05-01"), numbered("9", "2015-05-02")));
}

TEST_CASE("the newest of an issuer and key counts, deltas and parts apart") {
  const Crl old = numbered("9", "2015-04-01"), current = numbered("10", "2015-05-01");
  CHECK(standing({old, current}) == "1 -");
  CHECK(standing({current, old, current}) == "- 0 -");
  CHECK(standing({old, numbered("11", "2015-07-01")}) == "- e");  // what is not yet valid replaces nothing
  Crl other = current;
  other.is_delta = true;
  CHECK(standing({old, other}) == "- -");
  other = current;
  other.authority_key_id = "aa";
  CHECK(standing({old, other}) == "- -");
  other = current;
  other.scope = "3003";
  CHECK(standing({old, other}) == "- -");
  other = current;
  other.issuer = "CN=Contoso Other CA";
  CHECK(standing({old, other}) == "- -");
  other.issuer = "CN=CONTOSO ROOT CA";
  CHECK(standing({old, other}) == "1 -");
}

TEST_CASE("a forged CRL replaces none, and one without a key identifier is of the key that signed it") {
  const CertSpec ca = ca_spec("CN=Contoso Root CA", 1), thief = ca_spec("CN=Contoso Root CA", 2);
  const std::vector<Certificate> given = {*parse_certificate(make_certificate(ca))};
  const auto made = [](const CertSpec& issuer, int number, bool key_id) {
    CrlSpec spec;
    spec.issuer = &issuer;
    spec.number = number;
    spec.key_id = key_id;
    return *parse_crl(make_crl(spec));
  };
  CHECK(standing({made(ca, 5, true), made(thief, 6, false)}, given) == "- x");
  CHECK(standing({made(ca, 5, true), made(thief, 6, true)}, given) == "- -");  // of another key
  CHECK(standing({made(ca, 5, true), made(ca, 6, false)}, given) == "1 -");
}
