#include <doctest/doctest.h>

#include <random>

#include "base/text.h"
#include "cert/bundle.h"
#include "cert/make_certs.h"

namespace doctor {
namespace {

using Bytes = std::vector<std::byte>;

test::CertSpec rich_spec(const test::CertSpec& ca) {
  test::CertSpec spec =
      test::leaf_spec("CN=fe01.contoso.local, O=\"Contoso", {"fe01.contoso.local", "sip.contoso.com"});
  spec.signed_by = &ca;
  spec.key.kind = test::TestKey::ec256;
  spec.ip_addresses = {"192.0.2.1", "2001:db8::1"};
  spec.upns = {"fe01@contoso.local"};
  spec.crl_urls = {"http://pki.contoso.com/ca.crl", "ldap:///CN=CA?certificateRevocationList"};
  spec.ocsp_urls = {"http://ocsp.contoso.com"};
  spec.policies = {"2.5.29.32.0"};
  spec.template_name = "WebServer";
  spec.template_oid = "1.3.6.1.4.1.311.21.8.1";
  spec.must_staple = true;
  spec.is_ca = false;
  return spec;
}

struct Samples {
  Bytes certificate, crl, p7b, pem;
};

Samples samples() {
  const test::CertSpec ca = test::ca_spec("CN=Contoso Root");
  Samples out;
  out.certificate = test::make_certificate(rich_spec(ca));
  out.crl = test::make_crl({.issuer = &ca, .next_publish = "2015-06-07T00:00:00Z", .revoked = {"01", "02"}});
  out.p7b = test::make_p7b({out.certificate, test::make_certificate(ca)}, {out.crl});
  out.pem = test::to_bytes("text\n" + test::make_pem(out.certificate));
  return out;
}

// An allocation of exactly that size: then one byte too many is seen.
Bytes exactly(ByteView bytes) {
  return {bytes.begin(), bytes.end()};
}

void check_texts(const Certificate& c) {
  for (const auto& text : {c.subject, c.issuer, c.subject_cn, c.template_name, c.curve, c.key}) CHECK(is_utf8(text));
  for (const auto& list : {c.dns_names, c.upns, c.crl_urls, c.uris, c.emails}) {
    for (const auto& text : list) CHECK(is_utf8(text));
  }
}

void read_all_ways(const Bytes& bytes) {
  if (const auto c = parse_certificate(bytes)) {
    check_texts(*c);
    (void)verify_signature(*c, *c);
  }
  if (const auto l = parse_crl(bytes)) CHECK(is_utf8(l->issuer));
  const CertBundle bundle = read_bundle(bytes);
  for (const auto& item : bundle.certificates) check_texts(item.what);
  // Something is always said.
  CHECK((!bundle.certificates.empty() || !bundle.crls.empty() || !bundle.others.empty() || !bundle.damage.empty()));
  for (const auto& d : bundle.damage.kept()) CHECK(is_utf8(d.message));
  (void)certificates_in(bytes);
  (void)looks_like_certificates(bytes);
}

}  // namespace

TEST_CASE("a file cut at any length has a named problem") {
  const Samples all = samples();
  for (const Bytes& whole : {all.certificate, all.crl, all.p7b, all.pem}) {
    CHECK(read_bundle(whole).damage.empty());
    for (std::size_t n = 0; n < whole.size(); ++n) {
      const Bytes cut = exactly(ByteView(whole).first(n));
      const CertBundle bundle = read_bundle(cut);
      // PEM without its last line end is whole.
      if (n + 1 == whole.size() && whole[0] == std::byte{'t'}) continue;
      CHECK_FALSE(bundle.damage.empty());
      CHECK_FALSE(bundle.damage.kept()[0].message.empty());
      CHECK(bundle.certificates.empty());
      CHECK_FALSE(parse_certificate(cut).has_value());
      CHECK_FALSE(parse_crl(cut).has_value());
      CHECK(certificates_in(cut).empty());
    }
  }
}

TEST_CASE("changed bytes never do harm") {
  std::mt19937 random(20150601);
  const Samples all = samples();
  int readable = 0;
  for (const Bytes& whole : {all.certificate, all.crl, all.p7b, all.pem}) {
    for (int round = 0; round < 1000; ++round) {
      Bytes changed = whole;
      for (unsigned k = 0; k < 1 + random() % 4; ++k) {
        const std::size_t at = random() % changed.size();
        switch (random() % 4) {
          case 0:
            changed.erase(changed.begin() + static_cast<std::ptrdiff_t>(at));
            break;
          case 1:
            changed.insert(changed.begin() + static_cast<std::ptrdiff_t>(at), static_cast<std::byte>(random()));
            break;
          default:
            changed[at] = static_cast<std::byte>(random());
            break;
        }
      }
      changed = exactly(changed);
      read_all_ways(changed);
      readable += parse_certificate(changed).has_value() ? 1 : 0;
    }
  }
  CHECK(readable > 100);  // else the changes are too rough to reach what lies deep
}

TEST_CASE("much of the same takes no more than its share of time") {
  std::string begins, values, dashes(2'000'000, '-');
  for (int i = 0; i < 100'000; ++i) begins += "-----BEGIN CERTIFICATE-----\n";
  for (int i = 0; i < 200'000; ++i) values += test::der_value(0x30, "x");
  const std::string cert_of_values = test::der_value(0x30, test::der_value(0x30, values));
  for (const std::string& text : {begins, dashes, "-----BEGIN CERTIFICATE-----" + dashes, cert_of_values, values,
                                  std::string(2'000'000, '\x30'), std::string(2'000'000, 'M')}) {
    const Bytes bytes = test::to_bytes(text);
    const CertBundle bundle = read_bundle(bytes);
    CHECK(bundle.certificates.empty());
    CHECK(bundle.damage.kept().size() <= 4 * Diagnostics::kKeptPerCode);
    CHECK(certificates_in(bytes).empty());
  }
}

}  // namespace doctor
