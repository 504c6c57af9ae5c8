#include "redact/certificate_bytes.h"

#include <doctest/doctest.h>

#include "base/text.h"
#include "cert/bundle.h"
#include "cert/make_certs.h"
#include "redact/collector.h"

using namespace doctor;
using namespace doctor::test;

namespace {

CertSpec fabrikam_leaf(const CertSpec& root) {
  CertSpec leaf;
  leaf.subject = "CN=srv07.fabrikam.com, OU=Berlin, O=Fabrikam AG, C=DE";
  leaf.signed_by = &root;
  leaf.hash = TestHash::md5;
  leaf.serial = "00c10a5c3b000000000002";
  leaf.dns_names = {"srv07.fabrikam.com", "sip.fabrikam.com"};
  leaf.ip_addresses = {"10.1.2.3", "2a00:1450::7"};
  leaf.upns = {"jdoe@fabrikam.com"};
  leaf.crl_urls = {"http://pki.fabrikam.com/Fabrikam%20Root%20CA.crl"};
  leaf.extended_usage = "serverAuth";
  return leaf;
}

}  // namespace

TEST_CASE("a certificate without its names says the same of hashes, keys, dates and usages") {
  CertSpec root;
  root.subject = "CN=Fabrikam Root CA, O=Fabrikam AG";
  root.is_ca = true;
  const std::vector<std::byte> der = make_certificate(fabrikam_leaf(root));
  const auto before = parse_certificate(der);
  REQUIRE(before);
  for (const std::string& key : {std::string(), std::string("0123456789abcdef")}) {
    redact::NameBook book(key);
    redact::NameCollector collector;
    collector.add(*before);
    book.take(collector.take());
    book.close();
    for (const bool plain : {true, false}) {
      const std::string bytes = redact::redacted_certificates(std::span(&*before, 1), plain, book);
      for (const char* name : {"fabrikam", "srv07", "jdoe", "berlin"}) CHECK_FALSE(contains_ignore_case(bytes, name));
      CHECK(bytes.find(std::string("\x0a\x01\x02\x03", 4)) == std::string::npos);
      CHECK(bytes.find("\x0a\x5c\x3b") == std::string::npos);
      const auto found = certificates_in(as_bytes(bytes.data(), bytes.size()));
      REQUIRE(found.size() == 1);
      const Certificate& after = found[0];
      CHECK(after.hash == "MD5");
      CHECK(after.key == before->key);
      CHECK(after.key_bits == before->key_bits);
      CHECK(after.not_after.ticks == before->not_after.ticks);
      CHECK(after.extended_usage.size() == before->extended_usage.size());
      redact::Redactor redactor(book);
      CHECK(after.subject == redactor.edited(before->subject, "Subject"));
      CHECK(after.issuer == redactor.edited(before->issuer, "Issuer"));
      CHECK(after.serial == redactor.edited(before->serial, "SerialNumber"));
      REQUIRE(after.dns_names.size() == 2);
      CHECK(after.dns_names[1] == redactor.edited("sip.fabrikam.com", "DnsName"));
      CHECK(after.ip_addresses.size() == 2);
      CHECK(after.subject_key_id == redactor.edited(before->subject_key_id, "SubjectKeyId"));
      CHECK(after.authority_key_id == redactor.edited(before->authority_key_id, "AuthorityKeyId"));
    }
  }
}

TEST_CASE("a SID and other texts inside of extensions") {
  // 1.3.6.1.4.1.311.25.2: the SID of the account, as text in an octet string; "S-" reads as a value of 45 bytes ("-").
  const std::string sid = "S-1-5-21-1004336348-1177238915-682003330-1105", other = "S-1-5-21-0-0-0-1105";
  CertSpec spec = leaf_spec("CN=fe01.contoso.com", {"fe01.contoso.com"});
  const std::string oid("\x06\x0a\x2b\x06\x01\x04\x01\x82\x37\x19\x02\x01", 12);
  spec.more.push_back(
      {"1.3.6.1.4.1.311.25.2", false, der_value(0x30, der_value(0xa0, oid + der_value(0xa0, der_value(0x04, sid))))});
  spec.more.push_back({"1.2.3.4", false, der_value(0x04, sid + "-1")});  // exactly tag, length and content
  spec.more.push_back(
      {"1.2.3.5", false, der_value(0x30, der_value(0x88, "fe01.contoso.com") + der_value(0x1b, "FE01 too"))});
  const auto before = parse_certificate(make_certificate(spec));
  REQUIRE(before);
  redact::NameBook book;
  redact::NameCollector collector;
  collector.add(*before);
  book.take(collector.take());
  book.close();
  const std::string bytes = redact::redacted_certificate(*before, book);
  CHECK(bytes.find("1004336348") == std::string::npos);
  CHECK_FALSE(contains_ignore_case(bytes, "fe01"));
  CHECK(bytes.find(der_value(0x30, der_value(0xa0, oid + der_value(0xa0, der_value(0x04, other))))) !=
        std::string::npos);
  CHECK(parse_certificate(as_bytes(bytes.data(), bytes.size())));
}

TEST_CASE("bytes that are no DER inside come to an end") {
  Certificate broken;
  for (int i = 0; i < 200; ++i) {
    broken.der.push_back(std::byte{0x30});
    broken.der.push_back(std::byte{0x80});
  }
  redact::NameBook book;
  book.close();
  CHECK(redact::redacted_certificate(broken, book) == std::string(400, '\0'));
}
