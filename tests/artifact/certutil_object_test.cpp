#include "artifact/certutil_object.h"

#include <doctest/doctest.h>

#include "base/text.h"

namespace doctor {
namespace {

DescribedObject described(std::string_view text, bool is_crl = false) {
  CertutilObject object({}, is_crl, "");
  for (const auto line : split(text, '\n')) object.read_line(line);
  return object.finish();
}

std::string private_key(std::string_view text) {
  return std::string(described(text).find("PrivateKey"));
}

}  // namespace

TEST_CASE("a label's rest is told from no label") {
  CHECK(behind_label("Subject:", "Subject:").data() != nullptr);
  CHECK(behind_label("Subject: x ", "Subject:") == "x");
  CHECK(behind_label("Issuer: x", "Subject:").data() == nullptr);
}

TEST_CASE("names stand on the line of their label or below it") {
  CHECK(described("Subject: CN=a, DC=b").find("Subject") == "CN=a, DC=b");
  CHECK(described("Subject:\n    CN=a\n    DC=b\n  Name Hash(sha1): 00\n    CN=c").find("Subject") == "CN=a, DC=b");
  CHECK(described("Subject:\n    CN=a\n\n    CN=c").find("Subject") == "CN=a");
  CHECK(described("Subject:\n    EMPTY (DNS Name=a)").find("Subject").empty());
}

TEST_CASE("algorithms are told by their numbers, in any language") {
  const DescribedObject object = described(
      "Signaturalgorithmus:\n    Algorithmus Objekt-ID: 1.2.840.113549.1.1.4 md5RSA\n"
      "Algorithmus des Schluessels:\n    Algorithmus Objekt-ID: 1.2.840.10045.2.1 ECC\n    Other: 1.2.3.4 x");
  CHECK(object.find("SignatureOid") == "1.2.840.113549.1.1.4");
  CHECK(object.find("SignatureAlgorithm") == "md5RSA");
  CHECK(object.find("PublicKeyAlgorithm") == "ECC");
}

TEST_CASE("what certutil found out about the private key") {
  CHECK(private_key("Private key is NOT exportable\nEncryption test passed") == "present");
  CHECK(private_key("Signature test passed") == "present");
  CHECK(private_key("Missing stored keyset") == "missing");
  CHECK(private_key("No key provider information") == "missing");
  CHECK(private_key("Private key is NOT exportable\nEncryption test FAILED") == "unusable");
  CHECK(private_key("Subject: CN=a").empty());
}

TEST_CASE("extensions are told by their numbers") {
  const DescribedObject object = described(
      "    2.5.29.17: Flags = 0, Length = 2e\n    Subject Alternative Name\n        DNS Name=a.b\n        DNS "
      "Name=c.d\n"
      "    2.5.29.30: Flags = 0, Length = 2e\n    Name Constraints\n        DNS Name=no\n"
      "    1.3.6.1.4.1.311.21.7: Flags = 0, Length = 2e\n    Certificate Template Information\n        "
      "Template=Web(1.3.6)\n");
  REQUIRE(object.fields.size() == 3);
  CHECK(object.fields[0].second == "a.b");
  CHECK(object.fields[1].second == "c.d");
  CHECK(object.find("Template") == "Web");
}

TEST_CASE("serial numbers inside a CRL are not its own") {
  CHECK(described("  Serial Number: 11", true).find("SerialNumber").empty());
  CHECK(described("Serial Number: 0A 1b").find("SerialNumber") == "0a1b");
  CHECK(described("Serial Number: what").find("SerialNumber").empty());
}

}  // namespace doctor
