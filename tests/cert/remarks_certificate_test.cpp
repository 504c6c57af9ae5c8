#include <doctest/doctest.h>

#include "cert/good_certs.h"

using namespace doctor;
using namespace doctor::test;

namespace {

std::string leaf(const Certificate& c) {
  return said(remarks_on(c, CertRole::leaf, in_june_2015()));
}
std::string ca(const Certificate& c) {
  return said(remarks_on(c, CertRole::intermediate, in_june_2015()));
}
std::string root(const Certificate& c) {
  return said(remarks_on(c, CertRole::root, in_june_2015()));
}

template <class Change>
std::string leaf_with(Change change) {
  Certificate c = good_leaf();
  change(c);
  return leaf(c);
}

}  // namespace

TEST_CASE("nothing is said about what is in order") {
  CHECK(leaf(good_leaf()).empty());
  CHECK(ca(good_ca()).empty());
  CHECK(root(good_root()).empty());
}

TEST_CASE("a hash that TLS 1.2 refuses is an error where it is sent, a note on a root") {
  for (const auto& [hash, code] : {std::pair("MD5", "md5"), {"MD4", "md4"}, {"MD2", "md2"}}) {
    Certificate c = good_leaf();
    c.hash = hash;
    CHECK(leaf(c) == std::string("error ") + code);
    Certificate r = good_root();
    r.hash = hash;
    CHECK(root(r) == std::string("note ") + code);
  }
  Certificate c = good_ca();
  c.hash = "MD5";
  CHECK(ca(c) == "error md5");
  CHECK(remarks_on(c, CertRole::intermediate, {})[0].diagnosis == "pki-md5-chain");
}

TEST_CASE("SHA-1 is dated only if the certificate is younger than its end") {
  const auto sha1 = [](std::string_view from) {
    return leaf_with([&](Certificate& c) {
      c.hash = "SHA1";
      c.not_before = day(from);
      c.not_after = day("2030-01-01");
    });
  };
  CHECK(sha1("2015-01-01") == "note sha1");
  CHECK(sha1("2016-01-01") == "error not-yet-valid, warning sha1");
  Certificate r = good_root();
  r.hash = "SHA1";
  r.not_before = day("2016-02-01");
  RemarkOptions later;
  later.now = day("2017-01-01");
  CHECK(said(remarks_on(r, CertRole::root, later)) == "note sha1");
}

TEST_CASE("SHA-512 and RSASSA-PSS") {
  CHECK(leaf_with([](Certificate& c) { c.hash = "SHA512"; }) == "warning sha512");
  CHECK(leaf_with([](Certificate& c) { c.hash = "RSASSA-PSS"; }) == "error rsassa-pss");
  CHECK(leaf_with([](Certificate& c) { c.hash = "SHA384"; }).empty());
  Certificate r = good_root();
  r.hash = "RSASSA-PSS";
  CHECK(root(r) == "note rsassa-pss");
  r.hash = "SHA512";
  CHECK(root(r) == "note sha512");
}

TEST_CASE("keys: too short, short, and of another kind") {
  const auto bits = [](std::uint32_t n) { return leaf_with([n](Certificate& c) { c.key_bits = n; }); };
  CHECK(bits(512) == "error weak-key");
  CHECK(bits(1023) == "error weak-key");
  CHECK(bits(1024) == "warning short-key");
  CHECK(bits(2047) == "warning short-key");
  CHECK(bits(2048).empty());
  CHECK(bits(4096).empty());
  Certificate r = good_root();
  r.key_bits = 512;
  CHECK(root(r) == "error weak-key");
  const auto curve = [](const char* name) {
    return leaf_with([&](Certificate& c) {
      c.key = "EC";
      c.curve = name;
      c.key_bits = 256;
    });
  };
  CHECK(curve("P-256") == "warning ec-key");
  CHECK(curve("secp256k1") == "warning curve, warning ec-key");
  CHECK(leaf_with([](Certificate& c) { c.key = "Ed25519"; }) == "warning key-kind");
  Certificate c = good_ca();  // a CA's key is not what Lync loads
  c.key = "EC";
  c.curve = "P-384";
  CHECK(ca(c).empty());
}

TEST_CASE("dates, to the tick") {
  const auto at = [](FileTime now) {
    RemarkOptions o;
    o.now = now;
    return said(remarks_on(good_leaf(), CertRole::leaf, o));
  };
  const FileTime begin = good_leaf().not_before, end = good_leaf().not_after;
  CHECK(at({begin.ticks - 1}) == "error not-yet-valid");
  CHECK(at(begin).empty());
  CHECK(at({end.ticks - 30 * kTicksPerDay - 1}).empty());
  CHECK(at({end.ticks - 30 * kTicksPerDay}) == "warning expires-soon");
  CHECK(at(end) == "warning expires-soon");
  CHECK(at({end.ticks + 1}) == "error expired");
  CHECK(at({}).empty());  // 0: dates are not judged
  CHECK(leaf_with([](Certificate& c) { c.not_after = {}; }) == "warning no-dates");

  RemarkOptions o;
  o.now = day("2017-01-13");
  const auto remarks = remarks_on(good_leaf(), CertRole::leaf, o);
  CHECK(remarks[0].text == "expired on 2017-01-01, 12 days ago: whoever checks it ends the connection");
  CHECK(remarks[0].diagnosis == "pki-certificate-expired");
}

TEST_CASE("usages") {
  CHECK(leaf_with([](Certificate& c) { c.extended_usage.erase(c.extended_usage.begin()); }) == "error no-server-usage");
  CHECK(leaf_with([](Certificate& c) { c.extended_usage.pop_back(); }) == "note no-client-usage");
  CHECK(leaf_with([](Certificate& c) { c.has_extended_usage = false; }).empty());
  CHECK(leaf_with([](Certificate& c) { c.key_usage = {"Digital Signature"}; }) == "note key-usage");
  CHECK(leaf_with([](Certificate& c) { c.key_usage = {"Key Encipherment"}; }) == "warning key-usage");
  CHECK(leaf_with([](Certificate& c) { c.key_usage = {"Non-Repudiation"}; }) == "error key-usage");
  CHECK(leaf_with([](Certificate& c) { c.has_key_usage = false; }).empty());
  const auto ec = [](std::vector<std::string> usages) {
    return leaf_with([&](Certificate& c) {
      c.key = "EC";
      c.curve = "P-256";
      c.key_usage = std::move(usages);
    });
  };
  CHECK(ec({"Digital Signature"}) == "warning ec-key");
  CHECK(ec({"Key Encipherment"}) == "error key-usage, warning ec-key");
}

TEST_CASE("expected names, by the alternative names and not by the common name") {
  RemarkOptions o = in_june_2015();
  o.expected_names = {"FE01.contoso.com", "pool01.contoso.com"};
  CHECK(remarks_on(good_leaf(), CertRole::leaf, o).empty());
  CHECK(remarks_on(good_ca(), CertRole::intermediate, o).empty());

  o.expected_names = {"lyncdiscover.contoso.com"};
  const auto missing = remarks_on(good_leaf(), CertRole::leaf, o);
  CHECK(said(missing) == "error name-missing");
  CHECK(missing[0].text.find("its names are fe01.contoso.com, pool01.contoso.com") != std::string::npos);

  Certificate c = good_leaf();
  c.dns_names = {"*.contoso.com"};
  CHECK(said(remarks_on(c, CertRole::leaf, o)) == "note wildcard-only");
  c.dns_names = {"*.contoso.com", "lyncdiscover.contoso.com"};
  CHECK(said(remarks_on(c, CertRole::leaf, o)).empty());
  c.dns_names = {"other.contoso.com"};
  o.expected_names = {"fe01.contoso.com"};  // its common name only
  CHECK(said(remarks_on(c, CertRole::leaf, o)) == "error name-missing");
  c.dns_names.clear();
  CHECK(said(remarks_on(c, CertRole::leaf, o)) == "warning no-names");
  c.ip_addresses = {"10.0.0.5"};
  o.expected_names = {"10.0.0.5"};
  CHECK(said(remarks_on(c, CertRole::leaf, o)).empty());
}

TEST_CASE("where revocation can be asked") {
  CHECK(leaf_with([](Certificate& c) { c.crl_urls.clear(); }) == "warning no-crl-address");
  CHECK(leaf_with([](Certificate& c) { c.crl_urls = {"ldap:///CN=x"}; }) == "note crl-ldap-only");
  CHECK(leaf_with([](Certificate& c) { c.crl_urls = {"LDAP:///CN=x", "http://pki.contoso.com/x.crl"}; }).empty());
  Certificate c = good_ca();
  c.crl_urls.clear();
  CHECK(ca(c) == "note no-crl-address");
}

TEST_CASE("what lies among trusted roots and is none") {
  RemarkOptions o = in_june_2015();
  o.in_root_store = true;
  CHECK(remarks_on(good_root(), CertRole::root, o).empty());
  const auto remarks = remarks_on(good_ca(), CertRole::intermediate, o);
  CHECK(said(remarks) == "error not-a-root");
  CHECK(remarks[0].diagnosis == "pki-nonroot-in-trusted-root");
  Certificate md2 = good_root();
  md2.self_signed = false;
  md2.self_signed_unverified = true;
  CHECK(remarks_on(md2, CertRole::root, o).empty());
}

TEST_CASE("form") {
  CHECK(leaf_with([](Certificate& c) { c.self_signed = true; }) == "warning self-signed-leaf");
  CHECK(leaf_with([](Certificate& c) { c.unknown_critical = {"1.2.3"}; }) == "error unknown-critical");
  CHECK(leaf_with([](Certificate& c) { c.version = 1; }) == "warning old-version");
  CHECK(leaf_with([](Certificate& c) { c.must_staple = true; }) == "note must-staple");
}

TEST_CASE("every remark has a text, and none ends in a full stop") {
  Certificate bad = good_leaf();
  bad.hash = "MD5";
  bad.key_bits = 512;
  bad.extended_usage.clear();
  bad.crl_urls.clear();
  bad.version = 1;
  RemarkOptions o;
  o.now = day("2030-01-01");
  o.in_root_store = true;
  o.expected_names = {"x.contoso.com"};
  const auto remarks = remarks_on(bad, CertRole::leaf, o);
  CHECK(remarks.size() >= 7);
  for (const Remark& r : remarks) {
    CAPTURE(r.code);
    CHECK_FALSE(r.text.empty());
    CHECK_FALSE(r.text.ends_with('.'));
    CHECK_FALSE(r.advice.ends_with('.'));
  }
}

TEST_CASE("a certificate for no server is not measured as one") {
  Certificate c = good_leaf();
  c.subject_cn = "Code Signer";
  c.dns_names.clear();
  c.extended_usage = {{"1.3.6.1.5.5.7.3.3", "Code Signing"}};
  CHECK(leaf(c) == "note no-server-usage");
  c.crl_urls.clear();
  CHECK(leaf(c) == "note no-server-usage, note no-crl-address");
  c.ocsp_no_check = true;
  CHECK(leaf(c) == "note no-server-usage");
  c.dns_names = {"fe01.contoso.com"};
  CHECK(leaf(c) == "error no-server-usage");
}

TEST_CASE("name constraints are not judged, and that is said") {
  Certificate c = good_ca();
  c.has_name_constraints = true;
  CHECK(ca(c) == "note name-constraints");
}

TEST_CASE("an RSASSA-PSS key is of another kind than RSA") {
  CHECK(leaf_with([](Certificate& c) { c.key = "RSASSA-PSS"; }) == "warning key-kind");
}

TEST_CASE("a self-signed server certificate that is marked as a CA is one of a server") {
  Certificate c = good_leaf();
  c.self_signed = c.self_issued = true;
  c.issuer = c.subject;
  c.is_ca = true;
  RemarkOptions o = in_june_2015();
  o.expected_names = {"sip.contoso.com"};
  CHECK(said(remarks_on(c, role_of(c, false), o)) == "error name-missing, warning self-signed-leaf");
}

TEST_CASE("the end of a CA certificate whose successor is here is a note") {
  Certificate renewed = good_ca();
  renewed.not_after = day("2025-01-01");
  renewed.thumbprint = std::string(40, 'B');
  RemarkOptions o = in_june_2015();
  Certificate old = good_ca();
  old.not_after = day("2015-05-20");
  CHECK(said(remarks_on(old, CertRole::intermediate, o)) == "error expired");
  o.replaced_by = &renewed;
  const auto remarks = remarks_on(old, CertRole::intermediate, o);
  CHECK(said(remarks) == "note expired");
  CHECK(remarks[0].text == "expired on 2015-05-20: the valid 'Contoso Issuing CA' (" + renewed.thumbprint +
                               ", until 2025-01-01) is here, and no chain of a leaf goes through the old one");
  old.not_after = day("2015-06-20");
  CHECK(said(remarks_on(old, CertRole::intermediate, o)) == "note expires-soon");
  old.not_after = day("2015-12-20");
  CHECK(said(remarks_on(old, CertRole::intermediate, o)).empty());
}
