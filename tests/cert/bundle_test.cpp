#include "cert/bundle.h"

#include <doctest/doctest.h>

#include "base/text.h"
#include "cert/make_certs.h"

namespace doctor {
namespace {

using test::CertSpec;
using test::make_certificate;
using test::make_pem;
using test::to_bytes;
using Bytes = std::vector<std::byte>;

Bytes named(std::string_view cn) {
  CertSpec spec;
  spec.subject = "CN=" + std::string(cn);
  return make_certificate(spec);
}

Bytes crl() {
  static const CertSpec ca = test::ca_spec("CN=Contoso Root");
  return test::make_crl({.issuer = &ca});
}

Bytes joined(std::initializer_list<Bytes> parts) {
  Bytes out;
  for (const Bytes& p : parts) out.insert(out.end(), p.begin(), p.end());
  return out;
}

// Everything in one text: "c0 a; l1 Contoso Root; +private key; !cert-pem 3: message".
std::string told(const CertBundle& b) {
  std::vector<std::string> parts(b.certificates.size() + b.crls.size());
  for (const auto& c : b.certificates) parts[c.number] = "c" + std::to_string(c.number) + " " + c.what.subject_cn;
  for (const auto& c : b.crls) parts[c.number] = "l" + std::to_string(c.number) + " " + c.what.issuer_cn;
  for (const auto& other : b.others) parts.push_back("+" + other);
  for (const auto& d : b.damage.kept()) {
    parts.push_back("!" + std::string(d.code) + " " + std::to_string(d.where.line) + ": " + d.message);
  }
  std::string out;
  for (const auto& p : parts) out += (out.empty() ? "" : "; ") + p;
  return out;
}

/// The OID 1.2.840.113549.1.7.n: 1 is data, 2 signed data.
std::string pkcs7_type(char n) {
  return test::der_value(0x06, "\x2a\x86\x48\x86\xf7\x0d\x01\x07" + std::string(1, n));
}

std::string read(const Bytes& file) {
  return told(read_bundle(file));
}

std::string base64_of(const Bytes& der, std::string_view line_end = "\n") {
  const std::string pem = make_pem(der, "X", line_end);
  const std::size_t begin = pem.find(line_end) + line_end.size();
  return pem.substr(begin, pem.find("-----END") - begin);
}

Bytes utf16(std::string_view text, bool mark) {
  return to_bytes((mark ? "\xff\xfe" : "") + to_utf16le(text));
}

}  // namespace

TEST_CASE("DER: one, several, a revocation list among them, with offsets") {
  CHECK(read(named("a")) == "c0 a");
  const auto file = joined({named("a"), crl(), named("b"), to_bytes("\r\n")});
  const CertBundle all = read_bundle(file);
  CHECK(told(all) == "c0 a; l1 Contoso Root; c2 b");
  CHECK(all.certificates[0].where.offset == 0);
  CHECK(all.crls[0].where.offset == named("a").size());
  CHECK(all.certificates[1].where.offset == named("a").size() + crl().size());
}

TEST_CASE("PKCS#7, as DER and in PEM of any label") {
  const Bytes p7b = test::make_p7b({named("a"), named("b")}, {crl()});
  CHECK(read(p7b) == "c0 a; c1 b; l2 Contoso Root");
  CHECK(read(to_bytes(make_pem(p7b, "PKCS7"))) == "c0 a; c1 b; l2 Contoso Root");
  CHECK(read(to_bytes(make_pem(p7b, "CERTIFICATE"))) == "c0 a; c1 b; l2 Contoso Root");
  CHECK(read(test::make_p7b({})) == "+PKCS#7 without certificates");
  const std::string signed_data = pkcs7_type(2), content = pkcs7_type(1);
  const std::string empty_sets = test::der_value(0x02, "\x01") + test::der_value(0x31, "") +
                                 test::der_value(0x30, content) + test::der_value(0xa0, "") +
                                 test::der_value(0xa1, "") + test::der_value(0x31, "");
  CHECK(read(to_bytes(test::der_value(0x30, signed_data + test::der_value(0xa0, test::der_value(0x30, empty_sets))))) ==
        "+PKCS#7 without certificates");
  CHECK(read_bundle(p7b).certificates[1].where.offset > named("a").size());
}

TEST_CASE("PKCS#7 with open lengths is read, too") {
  const Bytes p7b = test::make_p7b({named("a")});
  // The same with the two outer lengths left open: 30 80 oid a0 80 {signed data} 00 00 00 00
  const std::string text(reinterpret_cast<const char*>(p7b.data()), p7b.size());
  const std::size_t data = 4 + 11 + 4;
  const Bytes open = to_bytes("\x30\x80" + text.substr(4, 11) + "\xa0\x80" + text.substr(data) + std::string(4, '\0'));
  CHECK(read(open) == "c0 a");
  CHECK(looks_like_certificates(open));
  CHECK(read(to_bytes("\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02junk")) ==
        "!cert-der 0: not DER: its length is left open, which DER forbids");
}

TEST_CASE("a broken certificate in PKCS#7 is named, the next goes on") {
  const Bytes broken = test::with_replaced(named("a"), "\x55\x04\x03", "\x55\x84\x83");
  CHECK(read(test::make_p7b({broken, named("b")})) ==
        "c0 b; !cert-der 0: not a certificate: its fields are not those of one");
  const Bytes cut = to_bytes("\x30\x82\x10");
  CHECK(read(test::make_p7b({named("a"), cut})) == "c0 a; !cert-pkcs7 0: in PKCS#7: its length is cut off");
  const Bytes inner = test::make_p7b({named("a")});
  CHECK(read(test::make_p7b({inner})) == "!cert-pkcs7 0: PKCS#7 inside of PKCS#7");
}

TEST_CASE("PEM: several blocks between other text, CRLF, labels that lie") {
  const std::string text = "Certificate:\r\n    Data:\r\n" + make_pem(named("a"), "CERTIFICATE", "\r\n") +
                           "Bag Attributes\r\n" + make_pem(named("b"), "X509 CERTIFICATE", "\r\n") +
                           make_pem(crl(), "CERTIFICATE", "\r\n") + make_pem(crl(), "X509 CRL", "\r\n");
  const CertBundle all = read_bundle(to_bytes(text));
  CHECK(told(all) == "c0 a; c1 b; l2 Contoso Root; l3 Contoso Root");
  CHECK(all.certificates[0].where.line == 3);
  CHECK(all.certificates[0].where.offset == text.find("-----BEGIN"));
  CHECK(read(to_bytes(make_pem(joined({named("a"), to_bytes("aux")}), "TRUSTED CERTIFICATE"))) == "c0 a");
}

TEST_CASE("what Notepad saves: UTF-16, with and without its mark") {
  const std::string text = "first\r\n" + make_pem(named("a"), "CERTIFICATE", "\r\n");
  for (const bool mark : {true, false}) {
    const CertBundle all = read_bundle(utf16(text, mark));
    CHECK(told(all) == "c0 a");
    CHECK(all.certificates[0].where.line == 2);
    CHECK(all.certificates[0].where.offset == 14U + (mark ? 2U : 0U));
  }
  CHECK(read(to_bytes("\xef\xbb\xbf" + make_pem(named("a")))) == "c0 a");
}

TEST_CASE("base64 without armour") {
  CHECK(read(to_bytes(base64_of(named("a"), "\r\n"))) == "c0 a");
  CHECK(read(utf16(base64_of(named("a")), true)) == "c0 a");
  CHECK(read(to_bytes(base64_of(test::make_p7b({named("a"), named("b")})))) == "c0 a; c1 b");
  CHECK(read(to_bytes(base64_of(named("a")) + "*")).starts_with("!cert-pem"));
}

TEST_CASE("a broken block is named with its line, the next goes on") {
  std::string bad = make_pem(named("a"));
  const std::string good = make_pem(named("b"));
  bad[bad.find('\n', 40) + 3] = '*';  // in the third line
  CHECK(read(to_bytes("\n" + bad + good)) == "c0 b; !cert-pem 4: the block from line 2 holds '*', which is no base64");
  const CertBundle all = read_bundle(to_bytes("\n" + bad + good));
  CHECK(all.damage.kept()[0].where.column == 3);
  CHECK(all.damage.kept()[0].where.offset == 1 + bad.find('*'));
  const std::string open = "-----BEGIN CERTIFICATE-----\nMIIB\n";
  CHECK(read(to_bytes(open + good)) == "c0 b; !cert-pem 1: PEM block 'CERTIFICATE': no END line before the next BEGIN");
  CHECK(read(to_bytes(make_pem(to_bytes("hello")) + good)) ==
        "c0 b; !cert-der 1: not DER: begins with byte 68, not 30");
  CHECK(read(to_bytes("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n")) ==
        "!cert-pem 1: a PEM block without content");
}

TEST_CASE("keys and containers with a password are named and not read") {
  const std::string zero = test::der_value(0x02, std::string(1, '\0'));
  const std::string key = test::der_value(0x30, zero + test::der_value(0x02, std::string(200, 'k')));
  const std::string pfx =
      test::der_value(0x30, test::der_value(0x02, "\x03") + test::der_value(0x30, std::string(200, 'p')));
  CHECK(read(to_bytes(key)) == "+private key");
  CHECK(read(to_bytes(pfx)) == "+PKCS#12 (needs a password)");
  for (const char* const label : {"PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY"}) {
    CHECK(read(to_bytes(make_pem(to_bytes("not DER at all"), label) + make_pem(named("a")))) == "c0 a; +private key");
  }
  CHECK(read(to_bytes("-----BEGIN PRIVATE KEY-----\nMII")) == "+private key");  // even if it is broken
  CHECK(read(to_bytes(make_pem(to_bytes("x"), "NEW CERTIFICATE REQUEST"))) == "+certificate request");
  CHECK(read(to_bytes(make_pem(to_bytes("x"), "PKCS12"))) == "+PKCS#12 (needs a password)");
  CHECK(read(to_bytes(make_pem(to_bytes("x"), "DH PARAMETERS"))) == "+PEM block 'DH PARAMETERS'");
}

TEST_CASE("a store file of Windows") {
  const std::string magic("\0\0\0\0CERT", 8);
  const std::string element = test::stored_property_bytes(3, to_bytes("hash")) +
                              test::stored_property_bytes(0x20, named("a")) + test::stored_property_bytes(0x21, crl());
  CHECK(read(to_bytes(magic + element + std::string(12, '\0'))) == "c0 a; l1 Contoso Root");
  CHECK(read(to_bytes(magic + element)) ==
        "c0 a; l1 Contoso Root; !cert-der 0: the certificate store ends inside of an element");
}

TEST_CASE("a store file without certificates says so") {
  const std::string magic("\0\0\0\0CERT", 8), end(12, '\0');
  const std::string hash = test::stored_property_bytes(3, to_bytes("hash"));
  const std::string trust_list = test::stored_property_bytes(0x22, to_bytes("list"));
  CHECK(read(to_bytes(magic + end)) == "+certificate store without certificates");
  CHECK(read(to_bytes(magic + hash + trust_list + end)) == "+certificate store without certificates");
  CHECK(read(to_bytes(magic)) == "!cert-der 0: the certificate store ends inside of an element");
  CHECK(read(to_bytes(magic + test::stored_property_bytes(0x20, {}) + end)) ==
        "!cert-der 0: an element of the certificate store is empty");
}

TEST_CASE("files that hold nothing say so") {
  CHECK(read({}) == "!cert-der 0: the file is empty");
  CHECK(read(to_bytes("hello")) == "!cert-pem 0: neither DER nor PEM: no certificate is in it");
  CHECK(read(joined({named("a"), to_bytes("hello")})) == "c0 a; !cert-der 0: not DER: begins with byte 68, not 30");
}

TEST_CASE("no more than the limit is read") {
  const Bytes one = crl();
  Bytes many;
  for (std::size_t i = 0; i < kMostInBundle + 5; ++i) many.insert(many.end(), one.begin(), one.end());
  const CertBundle all = read_bundle(many);
  CHECK(all.crls.size() == kMostInBundle);
  CHECK(all.damage.count("cert-limit") == 1);
}

TEST_CASE("the first bytes decide whether a file is looked at") {
  CHECK(looks_like_certificates(ByteView(named("a")).first(64)));
  CHECK(looks_like_certificates(ByteView(test::make_p7b({named("a")})).first(64)));
  CHECK(looks_like_certificates(to_bytes("text\n-----BEGIN CERTIFICATE-----\nMII")));
  CHECK(looks_like_certificates(ByteView(utf16(make_pem(named("a")), true)).first(200)));
  CHECK(looks_like_certificates(to_bytes(base64_of(named("a")).substr(0, 200))));
  CHECK(looks_like_certificates(to_bytes(std::string("\0\0\0\0CERT", 8))));
  CHECK_FALSE(looks_like_certificates({}));
  CHECK_FALSE(looks_like_certificates(to_bytes(std::string("ElfFile\0\0\0\0", 11))));
  CHECK_FALSE(looks_like_certificates(to_bytes("<?xml version=\"1.0\"?><Events>")));
  CHECK_FALSE(looks_like_certificates(utf16("<Events><Event/></Events>", true)));
  CHECK_FALSE(looks_like_certificates(to_bytes("-----BEGIN PGP MESSAGE-----\nMII")));
}

TEST_CASE("certificates in a field: as they are, behind their length, serialised, several") {
  const auto names = [](std::string_view field, std::size_t most = 16) {
    std::string out;
    for (const Certificate& c : certificates_in(as_bytes(field.data(), field.size()), most)) out += c.subject_cn;
    return out;
  };
  const auto text = [](const Bytes& b) { return std::string(reinterpret_cast<const char*>(b.data()), b.size()); };
  const std::string a = text(named("a")), b = text(named("b"));
  const auto sized = [](const std::string& der) {
    std::string out;
    for (unsigned shift = 0; shift < 32; shift += 8) out += static_cast<char>(der.size() >> shift & 0xff);
    return out + der;
  };
  const auto stored = [](const std::string& der) {
    return test::stored_property_bytes(3, to_bytes("hash")) + test::stored_property_bytes(0x20, to_bytes(der));
  };
  CHECK(names(a) == "a");
  CHECK(names(a + b) == "ab");
  CHECK(names(sized(a) + sized(b)) == "ab");
  CHECK(names(stored(a) + stored(b)) == "ab");
  CHECK(names(stored(a) + b + sized(a)) == "aba");
  CHECK(names(a + b + a, 2) == "ab");
  CHECK(names(stored(a) + stored(b), 1) == "a");
  CHECK(names(a + "trailing") == "a");
  CHECK(names("").empty());
  CHECK(names("some text").empty());
  CHECK(names(a.substr(0, a.size() - 1)).empty());
  CHECK(names(sized(a).substr(0, a.size())).empty());
}

TEST_CASE("hexadecimal text becomes bytes") {
  CHECK(bytes_from_hex("61 0A:5c\r\n3b") == to_bytes("\x61\x0a\x5c\x3b"));
  CHECK(bytes_from_hex(" 0x610a ") == to_bytes("\x61\x0a"));
  CHECK(bytes_from_hex("6").empty());
  CHECK(bytes_from_hex("6g").empty());
  CHECK(bytes_from_hex("").empty());
}

}  // namespace doctor
