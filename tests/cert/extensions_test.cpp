#include <doctest/doctest.h>

#include "base/text.h"
#include "cert/certificate.h"
#include "cert/make_certs.h"
#include "cert/openssl.h"

namespace doctor {
namespace {

using test::CertSpec;
using test::der_value;
using Texts = std::vector<std::string>;

Certificate made(const CertSpec& spec) {
  return *parse_certificate(test::make_certificate(spec));
}

Certificate with(const std::string& oid, bool critical, const std::string& value) {
  CertSpec spec;
  spec.more = {{oid, critical, value}};
  return made(spec);
}

}  // namespace

TEST_CASE("alternative names of all kinds, in their order") {
  CertSpec spec;
  spec.dns_names = {"fe01.contoso.local", "*.contoso.com"};
  spec.ip_addresses = {"192.0.2.1", "2001:db8::1", "::", "1:0:0:2:0:0:0:3", "2001:db8:1:2:3:4:0:6"};
  spec.emails = {"anna@contoso.com"};
  spec.uris = {"sip:anna@contoso.com"};
  spec.upns = {"anna@contoso.local"};
  const Certificate c = made(spec);
  CHECK(c.dns_names == spec.dns_names);
  CHECK(c.ip_addresses == Texts{"192.0.2.1", "2001:db8::1", "::", "1:0:0:2::3", "2001:db8:1:2:3:4:0:6"});
  CHECK(c.emails == spec.emails);
  CHECK(c.uris == spec.uris);
  CHECK(c.upns == spec.upns);
}

TEST_CASE("a zero byte in a name stays visible, and malformed text becomes UTF-8") {
  CertSpec spec;
  spec.dns_names = {std::string("pool.contoso.com\0.example.net", 29), "a\x1b[31mb", "m\xfcnchen"};
  const Certificate c = made(spec);
  CHECK(c.dns_names == Texts{spec.dns_names[0], spec.dns_names[1], "m\xc3\xbcnchen"});
}

TEST_CASE("an address of another length is shown as bytes") {
  CHECK(with("2.5.29.17", false, der_value(0x30, der_value(0x87, "\x01\x02"))).ip_addresses == Texts{"#0102"});
}

TEST_CASE("basic constraints") {
  CertSpec spec = test::ca_spec("CN=Contoso Root");
  spec.path_length = 0;
  Certificate c = made(spec);
  CHECK(c.is_ca == true);
  CHECK(c.path_length == 0U);
  spec.is_ca = false;
  spec.path_length.reset();
  c = made(spec);
  CHECK(c.is_ca == false);
  CHECK_FALSE(c.path_length);
  spec.is_ca.reset();
  CHECK_FALSE(made(spec).is_ca);
  // A path length that no 64 bits hold is no path length.
  const std::string huge = der_value(0x30, der_value(0x01, "\xff") + der_value(0x02, std::string(20, '\x7f')));
  c = with("2.5.29.19", true, huge);
  CHECK(c.is_ca == true);
  CHECK_FALSE(c.path_length);
}

TEST_CASE("usages, and whether there are any") {
  CertSpec spec;
  spec.key_usage = "digitalSignature,nonRepudiation,keyCertSign,cRLSign,decipherOnly";
  spec.extended_usage = "serverAuth,1.3.6.1.4.1.311.20.2.2,1.2.3.4";
  Certificate c = made(spec);
  CHECK(c.key_usage ==
        Texts{"Digital Signature", "Non-Repudiation", "Certificate Signing", "CRL Signing", "Decipher Only"});
  REQUIRE(c.extended_usage.size() == 3);
  CHECK(c.extended_usage[0].name == "Server Authentication");
  CHECK(c.extended_usage[0].oid == "1.3.6.1.5.5.7.3.1");
  CHECK(c.extended_usage[1].name == "Smart Card Logon");
  CHECK(c.extended_usage[2].name == "1.2.3.4");
  CHECK(c.has_key_usage);
  CHECK(c.has_extended_usage);
  c = made(CertSpec());
  CHECK_FALSE(c.has_key_usage);
  CHECK_FALSE(c.has_extended_usage);
}

TEST_CASE("urls, of LDAP too; policies; must-staple") {
  CertSpec spec;
  spec.crl_urls = {"ldap:///CN=Contoso%20CA,CN=CDP?certificateRevocationList?base", "http://pki.contoso.com/ca.crl"};
  spec.ca_issuer_urls = {"http://pki.contoso.com/ca.crt"};
  spec.ocsp_urls = {"http://ocsp.contoso.com/"};
  spec.policies = {"1.3.6.1.4.1.311.21.8.1", "2.5.29.32.0"};
  spec.must_staple = true;
  const Certificate c = made(spec);
  CHECK(c.crl_urls == spec.crl_urls);
  CHECK(c.ca_issuer_urls == spec.ca_issuer_urls);
  CHECK(c.ocsp_urls == spec.ocsp_urls);
  CHECK(c.policies == spec.policies);
  CHECK(c.must_staple);
  CHECK_FALSE(made(CertSpec()).must_staple);
}

TEST_CASE("the template of Microsoft's CA: its name, else its oid") {
  CertSpec spec;
  spec.template_oid = "1.3.6.1.4.1.311.21.8.1234.7";
  CHECK(made(spec).template_name == spec.template_oid);
  spec.template_name = "WebServer\xc3\xa4";
  CHECK(made(spec).template_name == spec.template_name);
  CHECK(with("1.3.6.1.4.1.311.20.2", false, "").template_name.empty());
  CHECK(with("1.3.6.1.4.1.311.21.7", false, der_value(0x30, "")).template_name.empty());
}

TEST_CASE("critical extensions that nobody knows are named") {
  CHECK(with("1.2.3.4.5", true, "x").unknown_critical == Texts{"1.2.3.4.5"});
  CHECK(with("1.2.3.4.5", false, "x").unknown_critical.empty());
  CHECK(with("1.3.6.1.4.1.311.21.1", true, der_value(0x02, "\x01")).unknown_critical.empty());
}

TEST_CASE("of a repeated extension the first counts, a malformed one says nothing") {
  CertSpec spec;
  spec.more = {{"2.5.29.17", false, der_value(0x30, der_value(0x82, "first"))},
               {"2.5.29.17", false, der_value(0x30, der_value(0x82, "second"))}};
  CHECK(made(spec).dns_names == Texts{"first"});
  for (const char* const oid : {"2.5.29.14", "2.5.29.15", "2.5.29.17", "2.5.29.19", "2.5.29.31", "2.5.29.32",
                                "2.5.29.35", "2.5.29.37", "1.3.6.1.5.5.7.1.1", "1.3.6.1.5.5.7.1.24"}) {
    spec.more = {{oid, false, "\x30\x05junk"}};
    spec.key_ids = false;
    const Certificate c = made(spec);
    CHECK(c.subject == "CN=fe01.contoso.local");
    CHECK_FALSE(c.has_key_usage);
    CHECK_FALSE(c.is_ca);
    CHECK(c.dns_names.empty());
  }
}

TEST_CASE("a certificate of endless names keeps some thousand") {
  std::string names;
  for (int i = 0; i < 20'000; ++i) names += der_value(0x82, "a.contoso");
  CHECK(with("2.5.29.17", false, der_value(0x30, names)).dns_names.size() == openssl::kMostValues);
}

TEST_CASE("name constraints are seen, and so is a responder that nobody checks") {
  CHECK_FALSE(made({}).has_name_constraints);
  CHECK_FALSE(made({}).ocsp_no_check);
  CHECK(with("2.5.29.30", true, der_value(0x30, "")).has_name_constraints);
  const Certificate responder = with("1.3.6.1.5.5.7.48.1.5", true, der_value(0x05, ""));
  CHECK(responder.ocsp_no_check);
  CHECK(responder.unknown_critical.empty());
}

TEST_CASE("key identifiers") {
  const CertSpec ca = test::ca_spec("CN=Contoso Root");
  CertSpec leaf;
  leaf.signed_by = &ca;
  CHECK(made(leaf).authority_key_id == made(ca).subject_key_id);
  CHECK(made(ca).subject_key_id.size() == 40);
  leaf.authority_key_id = "00ff";
  CHECK(made(leaf).authority_key_id == "00ff");
}

}  // namespace doctor
