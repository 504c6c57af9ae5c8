#include "artifact/certutil_text.h"

#include <doctest/doctest.h>

#include "kit.h"

namespace doctor {
namespace {

CertutilReading read_data(const std::string& name) {
  const std::string file = test::data_file(name);
  CertutilReading reading = read_certutil(test::view(file));
  CHECK(reading.coverage.total() == file.size());
  return reading;
}

const DescribedObject& object(const CertutilReading& reading, std::size_t i) {
  return std::get<DescribedObject>(reading.items.at(i));
}
const RegValue& value(const CertutilReading& reading, std::size_t i) {
  return std::get<RegValue>(reading.items.at(i));
}

CertutilReading read_text(std::string_view text) {
  return read_certutil(test::view(text));
}

}  // namespace

TEST_CASE("a verbose listing says all of a certificate") {
  const CertutilReading reading = read_data("store-my-verbose.txt");
  REQUIRE(reading.items.size() == 2);
  CHECK(reading.damage.empty());
  const DescribedObject& first = object(reading, 0);
  CHECK(first.where.line == 2);
  CHECK(first.find("Store") == "MY");
  CHECK(first.find("Subject") == "CN=fe01.contoso.local, O=Contoso");
  CHECK(first.find("Issuer") == "CN=Contoso Root CA, DC=contoso, DC=local");
  CHECK(first.find("SerialNumber") == "610a5c3b000000000002");
  CHECK(first.find("Thumbprint") == "AABBCCDDEEFF00112233445566778899AABBCCDD");
  CHECK(first.find("SignatureAlgorithm") == "md5RSA");
  CHECK(first.find("SignatureOid") == "1.2.840.113549.1.1.4");
  CHECK(first.find("PublicKeyAlgorithm") == "RSA (RSA_SIGN)");
  CHECK(first.find("PublicKeyLength") == "2048");
  CHECK(first.find("NotBefore") == "2014-06-01T08:00:00");
  CHECK(first.find("NotAfter") == "2016-06-30T20:10:00");
  CHECK(first.find("DnsName") == "fe01.contoso.local");
  CHECK(first.find("Template") == "WebServer");
  CHECK(first.find("RootCertificate") == "no");
  CHECK(first.find("Provider") == "Microsoft RSA SChannel Cryptographic Provider");
  CHECK(first.find("KeySpec") == "1 -- AT_KEYEXCHANGE");
  CHECK(first.find("KeyContainer") == "le-WebServer-0011");
  CHECK(first.find("PrivateKey") == "present");
  CHECK(object(reading, 1).find("Subject").empty());
  CHECK(object(reading, 1).find("PrivateKey") == "missing");
  CHECK(object(reading, 1).find("NotBefore") == "2015-01-02T00:30:00");
}

TEST_CASE("a brief listing of certificates and CRLs") {
  const CertutilReading reading = read_data("store-root.txt");
  REQUIRE(reading.items.size() == 2);
  CHECK(object(reading, 0).find("Store") == "ROOT");
  CHECK(object(reading, 0).find("RootCertificate") == "yes");
  CHECK(object(reading, 0).find("NotAfter") == "2021-05-10T23:28:00");
  CHECK(object(reading, 0).find("Template").empty());
  CHECK(object(reading, 1).is_crl);
  CHECK(object(reading, 1).find("CRLNumber") == "5f");
  CHECK(object(reading, 1).find("NextUpdate") == "2014-12-01T20:20:00");
}

TEST_CASE("the dump of a CRL") {
  const CertutilReading reading = read_data("dump-crl.txt");
  REQUIRE(reading.items.size() == 1);
  const DescribedObject& crl = object(reading, 0);
  CHECK(crl.is_crl);
  CHECK(crl.find("Issuer") == "CN=Contoso Root CA, DC=contoso");
  CHECK(crl.find("ThisUpdate") == "2014-06-01T08:00:00");
  CHECK(crl.find("NextCrlPublish") == "2014-11-30T08:10:00");
  CHECK(crl.find("CRLNumber") == "5f");
  CHECK(crl.find("SignatureAlgorithm") == "sha1RSA");
  CHECK(crl.find("SerialNumber").empty());
}

TEST_CASE("registry values as -getreg and -setreg print them") {
  const CertutilReading reading = read_data("getreg-csp.txt");
  REQUIRE(reading.items.size() == 8);
  CHECK(reading.damage.empty());
  CHECK(value(reading, 0).key.path ==
        "SYSTEM\\CurrentControlSet\\Services\\CertSvc\\Configuration\\Contoso Root CA\\CSP");
  CHECK(value(reading, 1).texts[0] == "Microsoft Software Key Storage Provider");
  CHECK(value(reading, 2).number == 0xffffffffu);
  CHECK(value(reading, 4).name == "CNGHashAlgorithm");
  CHECK(value(reading, 4).texts[0] == "MD5");
  CHECK(value(reading, 5).number == 2048u);
  CHECK(value(reading, 6).texts ==
        std::vector<std::string>{"65:C:\\Windows\\a.crl", "6:http://pki.contoso.local/a.crl"});
  // What was there before -setreg is not what is.
  CHECK(value(reading, 7).texts[0] == "SHA256");
  CHECK(value(reading, 7).key.path.ends_with("\\CSP"));
}

TEST_CASE("a certificate in words of another language is said not to be understood") {
  const CertutilReading reading =
      read_text("================ Zertifikat 0 ================\nSeriennummer: 11\nAussteller: CN=a\n");
  CHECK(reading.items.empty());
  CHECK(reading.damage.count("certutil-language") == 1);
}

TEST_CASE("the last line is not read if it is cut") {
  const CertutilReading reading = read_text("X509 Certificate:\nSerial Number: 11\nIssuer: CN=b\nSubject: CN=a\n NotAfter: 2015");
  REQUIRE(reading.items.size() == 1);
  CHECK(object(reading, 0).find("NotAfter").empty());
  CHECK(reading.damage.count("certutil-cut") == 1);
  CHECK(read_text("X509 Certificate:\nSer").damage.count("certutil-cut") == 2);
}

TEST_CASE("a certificate of which the text does not tell both names is none") {
  CHECK(read_text("X509 Certificate:\nSerial Number: 11\nIssuer: CN=b\n").items.empty());
  CHECK(read_text("X509 Certificate:\nSerial Number: 11\nSubject: CN=b\n").items.empty());
}

TEST_CASE("a date that can be read in two ways is left out and named") {
  const CertutilReading reading =
      read_text("X509 Certificate:\nSerial Number: 11\nIssuer: CN=b\nSubject: CN=a\n NotBefore: 6/1/2014 08:00\n");
  REQUIRE(reading.items.size() == 1);
  CHECK(object(reading, 0).find("NotBefore").empty());
  CHECK(reading.damage.count("certutil-date") == 1);
}

TEST_CASE("a value that is no number is damage, and a trust list is nothing") {
  const CertutilReading reading =
      read_text("HKEY_LOCAL_MACHINE\\SYSTEM\\X:\n\n  A REG_DWORD = many\n  B REG_BINARY =\n    0000 01\n");
  CHECK(reading.items.empty());
  CHECK(reading.damage.count("certutil-value") == 1);
  CHECK(read_text("================ CTL 0 ================\nSerial Number: 1\nSubject: CN=a\n").items.empty());
}

TEST_CASE("a line that is too long is lost alone") {
  const std::string text =
      "X509 Certificate:\nSerial Number: 11\nIssuer: CN=b\n" + std::string(1024 * 1024 + 1, 'x') + "\nSubject: CN=a\n";
  const CertutilReading reading = read_certutil(test::view(text));
  CHECK(reading.items.size() == 1);
  CHECK(reading.damage.count("certutil-line") == 1);
  CHECK(reading.coverage.damaged == 1024 * 1024 + 2);
  CHECK(reading.coverage.total() == text.size());
}

}  // namespace doctor
