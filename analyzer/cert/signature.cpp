#include <openssl/rsa.h>

#include <algorithm>
#include <string_view>

#include "base/text.h"
#include "cert/der.h"
#include "cert/oids.h"
#include "cert/openssl.h"

namespace doctor::openssl {
namespace {

using DigestContext = Owned<EVP_MD_CTX, EVP_MD_CTX_free>;

constexpr int kMostKeyBits = 16'384;  // OpenSSL refuses longer RSA keys

std::string oid_name(std::string_view oid) {
  const int nid = OBJ_txt2nid(std::string(oid).c_str());
  const char* name = nid == NID_undef ? nullptr : OBJ_nid2ln(nid);
  return std::string(name == nullptr ? oid : std::string_view(name));
}

// The hash in an AlgorithmIdentifier, as its name; the oid if it is not known, the default if there is none.
std::string hash_in(std::optional<DerItem> algorithm, std::string_view otherwise) {
  if (!algorithm || algorithm->tag != kDerSequence) return std::string(otherwise);
  const auto oid = DerReader(algorithm->content).next_if(kDerOid);
  if (!oid) return std::string(otherwise);
  const std::string text = oid_text(oid->content);
  const std::string_view name = hash_name(text);
  return name.empty() ? text : std::string(name);
}

// RSASSA-PSS-params (RFC 4055 3.1): [0] hash, [1] mask generation with a hash of its own, [2] length of the salt; each has a default.
void read_pss(std::optional<DerItem> parameters, SignatureFacts& out) {
  out.pss_hash = out.mgf_hash = "SHA1";
  DerReader fields(parameters && parameters->tag == kDerSequence ? parameters->content : ByteView());
  if (const auto hash = fields.next_if(der_context(0))) out.pss_hash = hash_in(der_item(hash->content), "SHA1");
  if (const auto mask = fields.next_if(der_context(1))) {
    const auto generation = der_item(mask->content);
    DerReader inside(generation ? generation->content : ByteView());
    (void)inside.next_if(kDerOid);  // MGF1 is the only one
    out.mgf_hash = hash_in(inside.next(), "SHA1");
  }
  if (const auto salt = fields.next_if(der_context(2))) {
    const auto number = der_item(salt->content);
    out.salt = -1;  // not readable: then nothing verifies
    if (number && number->tag == kDerInteger && !number->content.empty() && number->content.size() <= 2) {
      out.salt = 0;
      for (const std::byte b : number->content) out.salt = out.salt << 8 | static_cast<int>(b);
    }
  }
}

std::string curve_name(std::optional<DerItem> parameters) {
  if (!parameters) return {};
  if (parameters->tag != kDerOid) return "explicit";
  const std::string oid = oid_text(parameters->content);
  if (oid == "1.2.840.10045.3.1.7") return "P-256";
  if (oid == "1.3.132.0.34") return "P-384";
  if (oid == "1.3.132.0.35") return "P-521";
  return oid_name(oid);
}

std::string_view key_kind(const EVP_PKEY* key) {
  if (EVP_PKEY_is_a(key, "RSA") == 1 || EVP_PKEY_is_a(key, "RSA-PSS") == 1) return "RSA";
  for (const char* const kind : {"EC", "DSA", "ED25519", "ED448"}) {
    if (EVP_PKEY_is_a(key, kind) == 1) return kind;
  }
  return {};
}

bool set_padding(EVP_PKEY_CTX* context, const SignatureFacts& facts) {
  if (facts.signer_key != "RSA" || facts.hash != "RSASSA-PSS") return true;
  return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) > 0 &&
         EVP_PKEY_CTX_set_rsa_pss_saltlen(context, facts.salt) > 0 &&
         EVP_PKEY_CTX_set_rsa_mgf1_md_name(context, facts.mgf_hash.c_str(), nullptr) > 0;
}

}  // namespace

SignatureFacts signature_facts(ByteView algorithm) {
  SignatureFacts out;
  DerReader fields(algorithm);
  const auto oid = fields.next_if(kDerOid);
  if (!oid) return out;
  const auto parameters = fields.next();
  out.oid = oid_text(oid->content);
  out.openssl_name = oid_name(out.oid);
  const SignatureKind* kind = find_signature_kind(out.oid);
  if (kind == nullptr) {
    out.hash = out.oid;
    return out;
  }
  out.signer_key = kind->key;
  out.hash = kind->hash;
  if (out.hash == "RSASSA-PSS") read_pss(parameters, out);
  if (out.hash.empty() && out.signer_key == "EC") out.hash = hash_in(parameters, out.oid);
  return out;
}

void read_key(ByteView public_key_info, const EVP_PKEY* decoded, Certificate& out) {
  const auto info = der_item(public_key_info);
  const auto algorithm = info ? DerReader(info->content).next_if(kDerSequence) : std::nullopt;
  DerReader fields(algorithm ? algorithm->content : ByteView());
  const auto oid = fields.next_if(kDerOid);
  if (oid) {
    out.key = oid_text(oid->content);
    const std::string_view known = key_name(out.key);
    if (!known.empty()) out.key = known;
    if (known == "EC") out.curve = curve_name(fields.next());
  }
  if (decoded != nullptr) out.key_bits = static_cast<std::uint32_t>(std::max(0, EVP_PKEY_get_bits(decoded)));
}

KeyHandle decode_key(ByteView public_key_info) {
  if (public_key_info.empty()) return nullptr;
  return decode<EVP_PKEY, EVP_PKEY_free, d2i_PUBKEY>(public_key_info);
}

std::optional<bool> verify_signed(ByteView der, EVP_PKEY* key) {
  const auto parts = signed_parts(der);
  if (!parts || key == nullptr) return std::nullopt;
  const SignatureFacts facts = signature_facts(parts->algorithm);
  const std::string_view kind = key_kind(key);
  if (facts.signer_key.empty() || kind.empty()) return std::nullopt;
  if (!equals_ignore_case(kind, facts.signer_key)) return false;
  if (EVP_PKEY_get_bits(key) > kMostKeyBits) return std::nullopt;
  const std::string& hash = facts.hash == "RSASSA-PSS" ? facts.pss_hash : facts.hash;
  const char* const hash_or_none = hash.empty() ? nullptr : hash.c_str();  // none: Ed25519 hashes by itself
  // Verified directly, not as part of a chain: there the library's level of security would refuse MD5, which is what we look for.
  const DigestContext context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* key_context = nullptr;
  if (!context ||
      EVP_DigestVerifyInit_ex(context.get(), &key_context, hash_or_none, nullptr, nullptr, key, nullptr) <= 0 ||
      !set_padding(key_context, facts)) {
    return std::nullopt;
  }
  const auto* signature = reinterpret_cast<const unsigned char*>(parts->signature.data());
  const auto* text = reinterpret_cast<const unsigned char*>(parts->signed_bytes.data());
  return EVP_DigestVerify(context.get(), signature, parts->signature.size(), text, parts->signed_bytes.size()) == 1;
}

}  // namespace doctor::openssl
