#include "cert/der.h"

#include <doctest/doctest.h>

#include "cert/make_certs.h"

namespace doctor {
namespace {

using test::der_value;
using test::to_bytes;

std::string problem(std::string_view bytes) {
  return der_problem(as_bytes(bytes.data(), bytes.size()));
}

}  // namespace

TEST_CASE("a header says how long its value is, whatever the form of the length") {
  for (const std::size_t n : {0UL, 1UL, 127UL, 128UL, 255UL, 256UL, 70'000UL}) {
    const auto bytes = to_bytes(der_value(0x04, std::string(n, 'x')) + "more");
    const auto item = der_item(bytes);
    REQUIRE(item);
    CHECK(item->tag == kDerOctetString);
    CHECK(item->content.size() == n);
    CHECK(item->whole.size() == bytes.size() - 4);
  }
}

TEST_CASE("each fault of a header has its words") {
  CHECK(problem("") == "nothing is there");
  CHECK(problem("\x30") == "its length is missing");
  CHECK(problem("\x1f\x01x") == "its first byte is no tag of X.509");
  CHECK(problem("\x30\x80xx") == "its length is left open, which DER forbids");
  CHECK(problem("\x30\x85xxxxxxx") == "its length has more than four bytes");
  CHECK(problem("\x30\x82\x01") == "its length is cut off");
  CHECK(problem("\x30\x05xx") == "cut off: 4 of 7 bytes");
}

TEST_CASE("a sequence is asked for with a limit") {
  const auto bytes = to_bytes(der_value(0x30, std::string(200, '\0')));
  CHECK(der_sequence(bytes, 203).has_value());
  const auto longer = der_sequence(bytes, 202);
  REQUIRE_FALSE(longer.has_value());
  CHECK(longer.error().code == Errc::limit);
  CHECK(der_sequence(to_bytes("MZ"), 100).error().what == "not DER: begins with byte 4d, not 30");
}

TEST_CASE("a broken value ends the walk") {
  const auto bytes = to_bytes(der_value(0x02, "\x01") + "\x02\x05\x01");
  DerReader all(bytes);
  CHECK(all.next_if(kDerSequence) == std::nullopt);
  CHECK(all.next_if(kDerInteger).has_value());
  CHECK(all.next() == std::nullopt);
  CHECK(all.at_end());
}

TEST_CASE("what a value is shows in its first fields") {
  const auto kind = [](const std::string& content) { return der_kind(to_bytes(der_value(0x30, content))); };
  const std::string oid = der_value(0x06, "\x2a\x03"), zero = der_value(0x02, std::string(1, '\0'));
  const std::string algorithm = der_value(0x30, oid);
  const test::CertSpec ca = test::ca_spec("CN=Contoso Root");
  test::CertSpec old = ca;
  old.version = 1;
  CHECK(der_kind(test::make_certificate(ca)) == DerKind::certificate);
  CHECK(der_kind(test::make_certificate(old)) == DerKind::certificate);
  CHECK(der_kind(test::make_crl({.issuer = &ca})) == DerKind::crl);
  CHECK(der_kind(test::make_p7b({})) == DerKind::pkcs7);
  CHECK(kind(zero + algorithm + der_value(0x04, "key")) == DerKind::private_key);
  CHECK(kind(zero + der_value(0x02, "modulus")) == DerKind::private_key);
  CHECK(kind(der_value(0x02, "\x01") + der_value(0x04, "key")) == DerKind::private_key);
  CHECK(kind(algorithm + der_value(0x04, "encrypted")) == DerKind::private_key);
  CHECK(kind(algorithm + der_value(0x03, "key")) == DerKind::public_key);
  CHECK(kind(der_value(0x02, "\x03") + algorithm) == DerKind::pkcs12);
  const std::string request = zero + der_value(0x30, "") + der_value(0x30, algorithm) + der_value(0xa0, "");
  CHECK(kind(der_value(0x30, request)) == DerKind::certificate_request);
  CHECK(kind("") == DerKind::unknown);
  CHECK(kind(oid) == DerKind::unknown);
  CHECK(der_kind_name(DerKind::pkcs12) == "PKCS#12 (needs a password)");
  CHECK(der_kind_name(DerKind::public_key) == "public key");
}

TEST_CASE("signed parts and the public key are found in a certificate of either version") {
  for (const int version : {1, 3}) {
    test::CertSpec spec = test::ca_spec("CN=Contoso Root");
    spec.version = version;
    const auto der = test::make_certificate(spec);
    const auto parts = signed_parts(der);
    REQUIRE(parts);
    CHECK(parts->signature.size() == 256);
    CHECK(der_kind(public_key_info(der)) == DerKind::public_key);
  }
  CHECK_FALSE(signed_parts(to_bytes(der_value(0x30, "xx"))));
  CHECK(public_key_info({}).empty());
}

TEST_CASE("the first bytes are enough to guess") {
  const auto looks = [](std::string_view head) { return looks_like_der(as_bytes(head.data(), head.size())); };
  CHECK(looks("\x30\x82\x01\x02\x30\x82"));
  CHECK(looks("\x30\x81\x90\x30\x81"));
  CHECK(looks(std::string_view("\x30\x82\x01\x02\x02\x01\x00", 7)));
  CHECK(looks("\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"));
  CHECK(looks("\x30\x20\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"));
  CHECK_FALSE(looks("\x30\x20\x30\x09"));
  CHECK_FALSE(looks("\x30\x82\x01\x02\x06\x09\x2a\x03\x48\x86\xf7\x0d\x01\x07\x02"));
  CHECK_FALSE(looks("0 s:CN = fe01.contoso.local"));
  CHECK_FALSE(looks("ElfFile"));
  CHECK_FALSE(looks("\x30\x82"));
}

}  // namespace doctor
