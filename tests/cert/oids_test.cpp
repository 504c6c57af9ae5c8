#include "cert/oids.h"

#include <doctest/doctest.h>

namespace doctor {
namespace {

std::string text(std::string_view bytes) {
  return oid_text(as_bytes(bytes.data(), bytes.size()));
}

}  // namespace

TEST_CASE("an oid is printed with all its numbers") {
  CHECK(text("\x2a\x86\x48\x86\xf7\x0d\x01\x01\x04") == "1.2.840.113549.1.1.4");
  CHECK(text("\x55\x1d\x25") == "2.5.29.37");
  CHECK(text("\x88\x37\x01") == "2.999.1");  // a second number above 39
  CHECK(text("\x2b\x81\x80\x80\x80\x80\x80\x80\x80\x01") == "1.3.72057594037927937");
}

TEST_CASE("what is no oid, or longer than any, stays visible in hexadecimal") {
  CHECK(text("") == "oid:");
  CHECK(text("\x2a\x86") == "oid:2a86");  // ends inside of a number
  CHECK(text("\x2a\xff\xff\xff\xff\xff\xff\xff\xff\xff\x7f") == "oid:2affffffffffffffffff7f");
  CHECK(text(std::string(100, '\x01')).size() == 4 + 2 * 64);
}

TEST_CASE("signature algorithms, the forgotten ones too, have hash and key") {
  const auto hash = [](std::string_view oid) {
    const SignatureKind* kind = find_signature_kind(oid);
    return kind == nullptr ? std::string("?") : std::string(kind->hash) + "/" + std::string(kind->key);
  };
  CHECK(hash("1.2.840.113549.1.1.2") == "MD2/RSA");
  CHECK(hash("1.2.840.113549.1.1.3") == "MD4/RSA");
  CHECK(hash("1.2.840.113549.1.1.4") == "MD5/RSA");
  CHECK(hash("1.3.14.3.2.3") == "MD5/RSA");
  CHECK(hash("1.3.14.3.2.15") == "SHA1/RSA");
  CHECK(hash("1.3.14.3.2.29") == "SHA1/RSA");
  CHECK(hash("1.2.840.113549.1.1.10") == "RSASSA-PSS/RSA");
  CHECK(hash("1.2.840.10045.4.3.4") == "SHA512/EC");
  CHECK(hash("1.2.840.10040.4.3") == "SHA1/DSA");
  CHECK(hash("1.3.101.112") == "/Ed25519");
  CHECK(hash("1.2.3") == "?");
}

TEST_CASE("Windows' names") {
  CHECK(attribute_name("2.5.4.8") == "S");
  CHECK(attribute_name("1.2.840.113549.1.9.1") == "E");
  CHECK(attribute_name("2.5.4.97") == "OID.2.5.4.97");
  CHECK(purpose_name("1.3.6.1.5.5.7.3.1") == "Server Authentication");
  CHECK(purpose_name("1.3.6.1.4.1.311.20.2.2") == "Smart Card Logon");
  CHECK(purpose_name("1.3.6.1.4.1.311.10.3.4.1") == "File Recovery");
  CHECK(purpose_name("1.2.3.4") == "1.2.3.4");
  CHECK(hash_name("1.3.14.3.2.26") == "SHA1");
  CHECK(hash_name("1.2.3").empty());
  CHECK(key_name("1.2.840.10045.2.1") == "EC");
  CHECK(key_name("1.2.840.113549.1.1.1") == "RSA");
  CHECK(key_name("1.2.840.113549.1.1.10") == "RSASSA-PSS");  // a key that is good for nothing else
  CHECK(key_name("1.2.3").empty());
  CHECK(is_known_extension("1.3.6.1.4.1.311.21.1"));
  CHECK_FALSE(is_known_extension("1.2.3.4"));
}

}  // namespace doctor
