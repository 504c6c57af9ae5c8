#include <doctest/doctest.h>
#include <openssl/asn1.h>

#include "base/text.h"
#include "cert/certificate.h"
#include "cert/make_certs.h"
#include "cert/openssl.h"

namespace doctor {
namespace {

using test::CertSpec;

std::string text(int type, std::string_view bytes) {
  return openssl::text_of(type, as_bytes(bytes.data(), bytes.size()));
}

std::string subject(std::vector<std::pair<std::string, std::string>> parts) {
  CertSpec spec;
  spec.subject.clear();
  spec.subject_parts = std::move(parts);
  return parse_certificate(test::make_certificate(spec))->subject;
}

}  // namespace

TEST_CASE("every kind of string becomes UTF-8") {
  CHECK(text(V_ASN1_UTF8STRING, "M\xc3\xbcnchen") == "M\xc3\xbcnchen");
  CHECK(text(V_ASN1_UTF8STRING, "M\xfcnchen") == "M\xef\xbf\xbdnchen");
  CHECK(text(V_ASN1_T61STRING, "M\xfcnchen") == "M\xc3\xbcnchen");
  CHECK(text(V_ASN1_PRINTABLESTRING, "M\xfcnchen") == "M\xc3\xbcnchen");
  CHECK(text(V_ASN1_IA5STRING, "M\xc3\xbcnchen") == "M\xc3\xbcnchen");
  CHECK(text(V_ASN1_BMPSTRING, std::string_view("\0W\0\xe4", 4)) == "W\xc3\xa4");
  CHECK(text(V_ASN1_BMPSTRING, std::string_view("\xd8\x00\0A\0", 5)) ==
        "\xef\xbf\xbd"
        "A\xef\xbf\xbd");
  CHECK(text(V_ASN1_UNIVERSALSTRING, std::string_view("\0\x01\xf6\x00\x7f", 5)) == "\xf0\x9f\x98\x80\xef\xbf\xbd");
  CHECK(text(V_ASN1_IA5STRING, std::string_view("a\0b", 3)) == std::string("a\0b", 3));
}

TEST_CASE("names are printed the most specific part first, with Windows' abbreviations") {
  CHECK(subject({{"C", "DE"}, {"ST", "Bayern"}, {"O", "Contoso"}, {"emailAddress", "a@contoso.com"}, {"CN", "fe01"}}) ==
        "CN=fe01, E=a@contoso.com, O=Contoso, S=Bayern, C=DE");
  CHECK(subject({{"DC", "local"}, {"DC", "contoso"}, {"2.5.4.97", "VATDE-1"}, {"CN", "CA"}}) ==
        "CN=CA, OID.2.5.4.97=VATDE-1, DC=contoso, DC=local");
  CHECK(subject({}).empty());
}

TEST_CASE("values that would read as syntax are quoted as Windows does") {
  CHECK(subject({{"O", "Contoso, Inc."}}) == "O=\"Contoso, Inc.\"");
  CHECK(subject({{"O", "the \"best\""}}) == "O=\"the \"\"best\"\"\"");
  CHECK(subject({{"O", " Contoso"}}) == "O=\" Contoso\"");
  CHECK(subject({{"O", "a+b"}}) == "O=\"a+b\"");
  CHECK(subject({{"O", "a=b"}}) == "O=\"a=b\"");
  CHECK(subject({{"O", "#1"}}) == "O=\"#1\"");
  CHECK(subject({{"O", "a;b"}}) == "O=\"a;b\"");
  CHECK(subject({{"O", "a\nb"}}) == "O=\"a\nb\"");
  CHECK(subject({{"O", "a\\b/c'd"}}) == "O=a\\b/c'd");
}

TEST_CASE("parts of one set stay together, and the common name is the most specific one") {
  using openssl::NameHandle;
  const NameHandle name(X509_NAME_new());
  const auto add = [&](const char* key, const char* value, int set) {
    X509_NAME_add_entry_by_txt(name.get(), key, MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(value), -1, -1,
                               set);
  };
  add("CN", "Users", 0);
  add("CN", "fe01", 0);
  add("OU", "Lync", -1);
  CHECK(openssl::name_text(name.get()) == "CN=fe01 + OU=Lync, CN=Users");
  CHECK(openssl::common_name(name.get()) == "fe01");
  CHECK(openssl::common_name(nullptr).empty());
}

TEST_CASE("a name of endless parts is cut") {
  std::vector<std::pair<std::string, std::string>> parts(2000, {"OU", "x"});
  const std::string printed = subject(parts);
  CHECK(printed.ends_with("OU=x, ..."));
  CHECK(printed.size() < 6 * (openssl::kMostNameParts + 1));
}

TEST_CASE("times of both kinds; what cannot be read is 0") {
  const auto time = [](int type, const char* text_of_time) {
    const openssl::Owned<ASN1_STRING, ASN1_STRING_free> s(ASN1_STRING_type_new(type));
    ASN1_STRING_set(s.get(), text_of_time, -1);
    const FileTime t = openssl::file_time(s.get());
    return t == FileTime{} ? std::string("0") : to_iso8601_millis(t);
  };
  CHECK(time(V_ASN1_UTCTIME, "150601070000Z") == "2015-06-01T07:00:00.000Z");
  CHECK(time(V_ASN1_UTCTIME, "500101000000Z") == "1950-01-01T00:00:00.000Z");
  CHECK(time(V_ASN1_UTCTIME, "491231235959Z") == "2049-12-31T23:59:59.000Z");
  CHECK(time(V_ASN1_GENERALIZEDTIME, "99991231235959Z") == "9999-12-31T23:59:59.000Z");
  CHECK(time(V_ASN1_GENERALIZEDTIME, "20500101000000Z") == "2050-01-01T00:00:00.000Z");
  CHECK(time(V_ASN1_GENERALIZEDTIME, "16001231235959Z") == "0");
  CHECK(time(V_ASN1_UTCTIME, "150230070000Z") == "0");
  CHECK(time(V_ASN1_UTCTIME, "hello") == "0");
  CHECK(openssl::file_time(nullptr) == FileTime{});
}

TEST_CASE("serial numbers are whole bytes without the zero of the sign") {
  const auto serial = [](const char* hex) {
    CertSpec spec;
    spec.serial = hex;
    return parse_certificate(test::make_certificate(spec))->serial;
  };
  CHECK(serial("610a5c3b000000000002") == "610a5c3b000000000002");
  CHECK(serial("B4") == "b4");
  CHECK(serial("1") == "01");
  CHECK(serial("0") == "00");
  CHECK(serial("-5") == "fb");
}

TEST_CASE("digests are those of the bytes") {
  CHECK(openssl::digest_text(test::to_bytes("abc"), EVP_sha1()) == "A9993E364706816ABA3E25717850C26C9CD0D89D");
}

}  // namespace doctor
