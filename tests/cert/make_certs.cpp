#include "cert/make_certs.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs7.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>

#include "base/text.h"
#include "base/time.h"

namespace doctor::test {
namespace {

struct Free {
  void operator()(X509* p) const { X509_free(p); }
  void operator()(X509_CRL* p) const { X509_CRL_free(p); }
  void operator()(X509_NAME* p) const { X509_NAME_free(p); }
  void operator()(X509_EXTENSION* p) const { X509_EXTENSION_free(p); }
  void operator()(EVP_PKEY* p) const { EVP_PKEY_free(p); }
  void operator()(EVP_MD_CTX* p) const { EVP_MD_CTX_free(p); }
  void operator()(ASN1_OBJECT* p) const { ASN1_OBJECT_free(p); }
  void operator()(ASN1_STRING* p) const { ASN1_STRING_free(p); }  // ASN1_TIME, ASN1_INTEGER: all the same type
  void operator()(BIGNUM* p) const { BN_free(p); }
  void operator()(PKCS7* p) const { PKCS7_free(p); }
};
template <class T>
using Handle = std::unique_ptr<T, Free>;

// A specification that cannot be made is a mistake in the test.
void must(bool ok, const char* what) {
  if (ok) return;
  std::fprintf(stderr, "make_certs: cannot make %s\n", what);
  std::abort();
}

template <class T, class I2d>
std::vector<std::byte> encoded(const T* value, I2d i2d) {
  unsigned char* der = nullptr;
  const int size = i2d(const_cast<T*>(value), &der);
  must(size > 0, "DER");
  const auto* begin = reinterpret_cast<const std::byte*>(der);
  std::vector<std::byte> out(begin, begin + size);
  OPENSSL_free(der);
  return out;
}

EVP_PKEY* key_of(TestKey key) {
  static std::map<TestKey, Handle<EVP_PKEY>> made;
  Handle<EVP_PKEY>& slot = made[key];
  if (slot) return slot.get();
  switch (key.kind) {
    case TestKey::rsa1024:
      slot.reset(EVP_RSA_gen(1024));
      break;
    case TestKey::rsa2048:
      slot.reset(EVP_RSA_gen(2048));
      break;
    case TestKey::ec256:
      slot.reset(EVP_EC_gen("P-256"));
      break;
    case TestKey::ed25519:
      slot.reset(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
      break;
  }
  must(slot != nullptr, "a key");
  return slot.get();
}

std::vector<std::pair<std::string, std::string>> parts_of(std::string_view name) {
  std::vector<std::pair<std::string, std::string>> parts;
  for (std::string_view part : split(name, ',')) {
    part = trim(part);
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos) continue;
    parts.emplace_back(part.substr(0, equals), part.substr(equals + 1));
  }
  std::reverse(parts.begin(), parts.end());
  return parts;
}

Handle<X509_NAME> name_of(const std::vector<std::pair<std::string, std::string>>& parts) {
  Handle<X509_NAME> name(X509_NAME_new());
  for (const auto& [key, value] : parts) {
    const std::string attribute = key == "S" ? "ST" : key == "E" ? "emailAddress" : key;
    must(X509_NAME_add_entry_by_txt(name.get(), attribute.c_str(), MBSTRING_UTF8,
                                    reinterpret_cast<const unsigned char*>(value.data()),
                                    static_cast<int>(value.size()), -1, 0) == 1,
         ("the name part " + key).c_str());
  }
  return name;
}

Handle<X509_NAME> subject_of(const CertSpec& spec) {
  return name_of(spec.subject_parts.empty() ? parts_of(spec.subject) : spec.subject_parts);
}

Handle<ASN1_TIME> time_of(std::string_view iso8601) {
  const auto time = parse_iso8601(iso8601);
  must(time.has_value(), "a date");
  const CivilTime c = to_civil(*time);
  char text[40];
  std::snprintf(text, sizeof text, "%04d%02d%02d%02d%02d%02dZ", c.year, c.month, c.day, c.hour, c.minute, c.second);
  Handle<ASN1_TIME> out(ASN1_TIME_new());
  must(ASN1_TIME_set_string_X509(out.get(), text) == 1, "a date");
  return out;
}

Handle<ASN1_INTEGER> serial_of(const std::string& hex) {
  BIGNUM* number = nullptr;
  must(BN_hex2bn(&number, hex.c_str()) > 0, "a serial number");
  const Handle<BIGNUM> owned(number);
  return Handle<ASN1_INTEGER>(BN_to_ASN1_INTEGER(number, nullptr));
}

std::string text_of_bytes(const std::vector<std::byte>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Handle<X509_EXTENSION> extension(const std::string& oid, bool critical, std::string_view value) {
  const Handle<ASN1_OBJECT> object(OBJ_txt2obj(oid.c_str(), 1));
  const Handle<ASN1_OCTET_STRING> content(ASN1_OCTET_STRING_new());
  must(object != nullptr, "an oid");
  ASN1_OCTET_STRING_set(content.get(), reinterpret_cast<const unsigned char*>(value.data()),
                        static_cast<int>(value.size()));
  return Handle<X509_EXTENSION>(X509_EXTENSION_create_by_OBJ(nullptr, object.get(), critical ? 1 : 0, content.get()));
}

void add(X509* x, const std::string& oid, bool critical, std::string_view value) {
  must(X509_add_ext(x, extension(oid, critical, value).get(), -1) == 1, "an extension");
}

void add_configured(X509* x, int nid, const std::string& text) {
  const Handle<X509_EXTENSION> made(X509V3_EXT_conf_nid(nullptr, nullptr, nid, text.c_str()));
  must(made != nullptr, text.c_str());
  must(X509_add_ext(x, made.get(), -1) == 1, "an extension");
}

std::string oid_value(const std::string& oid) {
  const Handle<ASN1_OBJECT> object(OBJ_txt2obj(oid.c_str(), 1));
  must(object != nullptr, "an oid");
  return text_of_bytes(encoded(object.get(), i2d_ASN1_OBJECT));
}

std::string address_bytes(const std::string& text) {
  ASN1_OCTET_STRING* made = a2i_IPADDRESS(text.c_str());
  must(made != nullptr, "an address");
  const Handle<ASN1_OCTET_STRING> owned(made);
  return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(made)),
          static_cast<std::size_t>(ASN1_STRING_length(made))};
}

// Written by hand: names with zero bytes and other mischief must come through as they are.
void add_alternative_names(X509* x, const CertSpec& spec) {
  std::string names;
  for (const auto& name : spec.dns_names) names += der_value(0x82, name);
  for (const auto& address : spec.ip_addresses) names += der_value(0x87, address_bytes(address));
  for (const auto& email : spec.emails) names += der_value(0x81, email);
  for (const auto& uri : spec.uris) names += der_value(0x86, uri);
  for (const auto& upn : spec.upns) {
    names += der_value(0xa0, oid_value("1.3.6.1.4.1.311.20.2.3") + der_value(0xa0, der_value(0x0c, upn)));
  }
  if (!names.empty()) add(x, "2.5.29.17", false, der_value(0x30, names));
}

void add_urls(X509* x, const CertSpec& spec) {
  std::string points, accesses, policies;
  for (const auto& url : spec.crl_urls) points += der_value(0x86, url);
  if (!points.empty()) {  // one point with all names, as Windows' CA writes it
    add(x, "2.5.29.31", false, der_value(0x30, der_value(0x30, der_value(0xa0, der_value(0xa0, points)))));
  }
  for (const auto& url : spec.ca_issuer_urls) {
    accesses += der_value(0x30, oid_value("1.3.6.1.5.5.7.48.2") + der_value(0x86, url));
  }
  for (const auto& url : spec.ocsp_urls) {
    accesses += der_value(0x30, oid_value("1.3.6.1.5.5.7.48.1") + der_value(0x86, url));
  }
  if (!accesses.empty()) add(x, "1.3.6.1.5.5.7.1.1", false, der_value(0x30, accesses));
  for (const auto& policy : spec.policies) policies += der_value(0x30, oid_value(policy));
  if (!policies.empty()) add(x, "2.5.29.32", false, der_value(0x30, policies));
}

std::string key_id_of(EVP_PKEY* key) {
  const auto info = encoded(key, i2d_PUBKEY);
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  must(EVP_Digest(info.data(), info.size(), digest, &size, EVP_sha1(), nullptr) == 1, "a key identifier");
  return {reinterpret_cast<const char*>(digest), size};
}

void add_key_ids(X509* x, const CertSpec& spec) {
  if (spec.key_ids) add(x, "2.5.29.14", false, der_value(0x04, key_id_of(key_of(spec.key))));
  std::string id;
  if (spec.key_ids && spec.signed_by != nullptr) id = key_id_of(key_of(spec.signed_by->key));
  if (!spec.authority_key_id.empty()) id = from_hex(spec.authority_key_id).value();
  if (!id.empty()) add(x, "2.5.29.35", false, der_value(0x30, der_value(0x80, id)));
}

void add_microsoft(X509* x, const CertSpec& spec) {
  if (!spec.template_name.empty()) {
    std::string utf16 = to_utf16le(spec.template_name);
    for (std::size_t i = 0; i + 1 < utf16.size(); i += 2) std::swap(utf16[i], utf16[i + 1]);
    add(x, "1.3.6.1.4.1.311.20.2", false, der_value(0x1e, utf16));
  }
  if (!spec.template_oid.empty()) {
    const std::string value = oid_value(spec.template_oid) + der_value(0x02, "\x64") + der_value(0x02, "\x04");
    add(x, "1.3.6.1.4.1.311.21.7", false, der_value(0x30, value));
  }
}

void add_extensions(X509* x, const CertSpec& spec) {
  if (spec.is_ca) {
    std::string content = *spec.is_ca ? der_value(0x01, "\xff") : "";
    if (spec.path_length) content += der_value(0x02, std::string(1, static_cast<char>(*spec.path_length)));
    add(x, "2.5.29.19", true, der_value(0x30, content));
  }
  if (!spec.key_usage.empty()) add_configured(x, NID_key_usage, "critical," + spec.key_usage);
  if (!spec.extended_usage.empty()) add_configured(x, NID_ext_key_usage, spec.extended_usage);
  add_key_ids(x, spec);
  add_alternative_names(x, spec);
  add_urls(x, spec);
  add_microsoft(x, spec);
  if (spec.must_staple) add(x, "1.3.6.1.5.5.7.1.24", false, der_value(0x30, der_value(0x02, "\x05")));
  for (const TestExtension& e : spec.more) add(x, e.oid, e.critical, e.value);
}

const EVP_MD* digest_of(TestHash hash, TestKey key) {
  if (key.kind == TestKey::ed25519) return nullptr;
  switch (hash) {
    case TestHash::md2:
    case TestHash::md4:
    case TestHash::md5:
      return EVP_md5();
    case TestHash::sha1:
    case TestHash::sha1_oiw:
      return EVP_sha1();
    case TestHash::sha384:
      return EVP_sha384();
    case TestHash::sha512:
      return EVP_sha512();
    default:
      return EVP_sha256();
  }
}

void set_algorithm(X509_ALGOR* algorithm, int nid) {
  X509_ALGOR_set0(algorithm, OBJ_nid2obj(nid), V_ASN1_NULL, nullptr);
}

// Signs `text` with the key as a plain RSA signature: for an algorithm that OpenSSL knows and does not write.
void sign_by_hand(std::vector<std::byte> text, EVP_PKEY* key, const EVP_MD* md, ASN1_BIT_STRING* out) {
  const Handle<EVP_MD_CTX> context(EVP_MD_CTX_new());
  std::size_t size = 0;
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  must(EVP_DigestSignInit(context.get(), nullptr, md, nullptr, key) == 1 &&
           EVP_DigestSign(context.get(), nullptr, &size, bytes, text.size()) == 1,
       "a signature");
  std::vector<unsigned char> signature(size);
  must(EVP_DigestSign(context.get(), signature.data(), &size, bytes, text.size()) == 1, "a signature");
  ASN1_BIT_STRING_set(out, signature.data(), static_cast<int>(size));
  out->flags = (out->flags & ~(ASN1_STRING_FLAG_BITS_LEFT | 0x07)) | ASN1_STRING_FLAG_BITS_LEFT;
}

template <class T, class Sign>
void sign_with(T* what, Sign sign, TestHash hash, TestKey key) {
  const Handle<EVP_MD_CTX> context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* key_context = nullptr;
  must(EVP_DigestSignInit(context.get(), &key_context, digest_of(hash, key), nullptr, key_of(key)) == 1, "a signer");
  if (hash == TestHash::pss_sha256) {
    must(EVP_PKEY_CTX_set_rsa_padding(key_context, RSA_PKCS1_PSS_PADDING) == 1 &&
             EVP_PKEY_CTX_set_rsa_pss_saltlen(key_context, RSA_PSS_SALTLEN_DIGEST) == 1,
         "a PSS signer");
  }
  must(sign(what, context.get()) > 0, "a signature");
}

constexpr std::string_view kMd5Rsa = "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x04";

std::vector<std::byte> renamed(std::vector<std::byte> der, TestHash hash) {
  if (hash == TestHash::md2) return with_replaced(std::move(der), kMd5Rsa, "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x02");
  if (hash == TestHash::md4) return with_replaced(std::move(der), kMd5Rsa, "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x03");
  return der;
}

}  // namespace

CertSpec ca_spec(std::string_view subject, int key_number) {
  CertSpec spec;
  spec.subject = subject;
  spec.key.number = key_number;
  spec.is_ca = true;
  spec.key_usage = "digitalSignature,keyCertSign,cRLSign";
  spec.serial = "1" + std::to_string(100 + key_number);
  return spec;
}

CertSpec leaf_spec(std::string_view subject, std::vector<std::string> dns_names) {
  CertSpec spec;
  spec.subject = subject;
  spec.dns_names = std::move(dns_names);
  spec.key_usage = "digitalSignature,keyEncipherment";
  spec.extended_usage = "serverAuth";
  return spec;
}

std::vector<std::byte> make_certificate(const CertSpec& spec) {
  const Handle<X509> x(X509_new());
  const CertSpec& signer = spec.signed_by == nullptr ? spec : *spec.signed_by;
  X509_set_version(x.get(), spec.version - 1);
  X509_set_serialNumber(x.get(), serial_of(spec.serial).get());
  X509_set_subject_name(x.get(), subject_of(spec).get());
  const Handle<X509_NAME> issuer = spec.issuer.empty() ? subject_of(signer) : name_of(parts_of(spec.issuer));
  X509_set_issuer_name(x.get(), issuer.get());
  X509_set1_notBefore(x.get(), time_of(spec.not_before).get());
  X509_set1_notAfter(x.get(), time_of(spec.not_after).get());
  X509_set_pubkey(x.get(), key_of(spec.key));
  if (spec.version == 3) add_extensions(x.get(), spec);
  if (spec.hash == TestHash::sha1_oiw) {
    set_algorithm(const_cast<X509_ALGOR*>(X509_get0_tbs_sigalg(x.get())), NID_sha1WithRSA);
    const ASN1_BIT_STRING* signature = nullptr;
    const X509_ALGOR* algorithm = nullptr;
    X509_get0_signature(&signature, &algorithm, x.get());
    set_algorithm(const_cast<X509_ALGOR*>(algorithm), NID_sha1WithRSA);
    sign_by_hand(encoded(x.get(), i2d_re_X509_tbs), key_of(signer.key), EVP_sha1(),
                 const_cast<ASN1_BIT_STRING*>(signature));
  } else {
    sign_with(x.get(), X509_sign_ctx, spec.hash, signer.key);
  }
  return renamed(encoded(x.get(), i2d_X509), spec.hash);
}

std::vector<std::byte> make_crl(const CrlSpec& spec) {
  must(spec.issuer != nullptr, "a revocation list without an issuer");
  const Handle<X509_CRL> crl(X509_CRL_new());
  X509_CRL_set_version(crl.get(), 1);
  X509_CRL_set_issuer_name(crl.get(), subject_of(*spec.issuer).get());
  X509_CRL_set1_lastUpdate(crl.get(), time_of(spec.this_update).get());
  if (!spec.next_update.empty()) X509_CRL_set1_nextUpdate(crl.get(), time_of(spec.next_update).get());
  for (const std::string& serial : spec.revoked) {
    X509_REVOKED* entry = X509_REVOKED_new();
    X509_REVOKED_set_serialNumber(entry, serial_of(serial).get());
    X509_REVOKED_set_revocationDate(entry, time_of(spec.revoked_on.empty() ? spec.this_update : spec.revoked_on).get());
    if (spec.reason >= 0) {
      const std::string value = der_value(0x0a, std::string(1, static_cast<char>(spec.reason)));
      X509_REVOKED_add_ext(entry, extension("2.5.29.21", false, value).get(), -1);
    }
    X509_CRL_add0_revoked(crl.get(), entry);
  }
  const auto extend = [&](const std::string& oid, bool critical, std::string_view value) {
    X509_CRL_add_ext(crl.get(), extension(oid, critical, value).get(), -1);
  };
  if (spec.key_id) extend("2.5.29.35", false, der_value(0x30, der_value(0x80, key_id_of(key_of(spec.issuer->key)))));
  if (spec.number >= 0)
    extend("2.5.29.20", false, der_value(0x02, std::string(1, static_cast<char>(spec.number & 0x7f))));
  if (spec.is_delta) extend("2.5.29.27", true, der_value(0x02, "\x01"));
  if (!spec.next_publish.empty()) {
    extend("1.3.6.1.4.1.311.21.4", false, text_of_bytes(encoded(time_of(spec.next_publish).get(), i2d_ASN1_TIME)));
  }
  sign_with(crl.get(), X509_CRL_sign_ctx, spec.hash, spec.issuer->key);
  return renamed(encoded(crl.get(), i2d_X509_CRL), spec.hash);
}

std::vector<std::byte> make_p7b(const std::vector<std::vector<std::byte>>& certificates,
                                const std::vector<std::vector<std::byte>>& crls) {
  // By hand: a broken certificate must be able to stand in it.
  std::string all, lists;
  for (const auto& c : certificates) all += text_of_bytes(c);
  for (const auto& c : crls) lists += text_of_bytes(c);
  std::string data = der_value(0x02, "\x01") + der_value(0x31, "") + der_value(0x30, oid_value("1.2.840.113549.1.7.1"));
  if (!all.empty()) data += der_value(0xa0, all);
  if (!lists.empty()) data += der_value(0xa1, lists);
  data += der_value(0x31, "");
  return to_bytes(der_value(0x30, oid_value("1.2.840.113549.1.7.2") + der_value(0xa0, der_value(0x30, data))));
}

std::string make_pem(ByteView der, std::string_view label, std::string_view line_end) {
  std::string base64(4 * ((der.size() + 2) / 3) + 1, '\0');
  const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(base64.data()),
                                   reinterpret_cast<const unsigned char*>(der.data()), static_cast<int>(der.size()));
  base64.resize(static_cast<std::size_t>(size));
  std::string out = "-----BEGIN " + std::string(label) + "-----" + std::string(line_end);
  for (std::size_t i = 0; i < base64.size(); i += 64) out += base64.substr(i, 64) + std::string(line_end);
  return out + "-----END " + std::string(label) + "-----" + std::string(line_end);
}

std::string stored_property_bytes(std::uint32_t id, ByteView value) {
  std::string out;
  for (const std::uint32_t number : {id, std::uint32_t{1}, static_cast<std::uint32_t>(value.size())}) {
    for (unsigned shift = 0; shift < 32; shift += 8) out += static_cast<char>(number >> shift & 0xff);
  }
  return out.append(reinterpret_cast<const char*>(value.data()), value.size());
}

std::vector<std::byte> with_replaced(std::vector<std::byte> der, std::string_view from, std::string_view to) {
  std::string text = text_of_bytes(der);
  must(from.size() == to.size() && text.find(from) != std::string::npos, "a replacement");
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return to_bytes(text);
}

std::string der_value(std::uint8_t tag, std::string_view content) {
  std::string out(1, static_cast<char>(tag));
  if (content.size() < 0x80) {
    out += static_cast<char>(content.size());
  } else {
    std::string digits;
    for (std::size_t n = content.size(); n != 0; n >>= 8) digits.insert(digits.begin(), static_cast<char>(n & 0xff));
    out += static_cast<char>(0x80 | digits.size());
    out += digits;
  }
  return out.append(content);
}

std::vector<std::byte> to_bytes(std::string_view text) {
  const auto* begin = reinterpret_cast<const std::byte*>(text.data());
  return {begin, begin + text.size()};
}

}  // namespace doctor::test
