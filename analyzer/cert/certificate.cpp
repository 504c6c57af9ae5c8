#include "cert/certificate.h"

#include <fmt/format.h>
#include <openssl/crypto.h>
#include <openssl/err.h>

#include <mutex>

#include "base/text.h"
#include "cert/der.h"
#include "cert/openssl.h"

namespace doctor {
namespace openssl {

QuietErrors::QuietErrors() {
  static std::once_flag once;
  std::call_once(once, [] { OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr); });
  ERR_set_mark();
}

QuietErrors::~QuietErrors() {
  ERR_pop_to_mark();
}

}  // namespace openssl

namespace {

using namespace openssl;

Error not_a_certificate(ByteView der) {
  const DerKind kind = der_kind(der);
  const bool other = kind != DerKind::unknown && kind != DerKind::certificate;
  return {Errc::bad_format, "not a certificate: " + (other ? fmt::format("it is a {}", der_kind_name(kind))
                                                           : std::string("its fields are not those of one"))};
}

CertificateHandle decode_whole(ByteView der) {
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  CertificateHandle out(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  const bool all = at == reinterpret_cast<const unsigned char*>(der.data()) + der.size();
  return all ? std::move(out) : nullptr;
}

void read_identity(const X509* x, Certificate& out) {
  out.subject = name_text(X509_get_subject_name(x));
  out.issuer = name_text(X509_get_issuer_name(x));
  out.subject_cn = common_name(X509_get_subject_name(x));
  out.issuer_cn = common_name(X509_get_issuer_name(x));
  out.serial = serial_text(X509_get0_serialNumber(x));
  const long version = X509_get_version(x);
  out.version = version >= 0 && version < 255 ? static_cast<int>(version) + 1 : 0;
  out.not_before = file_time(X509_get0_notBefore(x));
  out.not_after = file_time(X509_get0_notAfter(x));
  out.self_issued = X509_NAME_cmp(X509_get_subject_name(x), X509_get_issuer_name(x)) == 0;
}

void read_signature(Certificate& out) {
  const auto parts = signed_parts(out.der);
  if (!parts) return;
  SignatureFacts facts = signature_facts(parts->algorithm);
  out.hash = std::move(facts.hash);
  out.pss_hash = std::move(facts.pss_hash);
  out.signature_algorithm = std::move(facts.openssl_name);
  out.signer_key = std::move(facts.signer_key);
}

bool key_ids_agree(const Certificate& issuer, const Certificate& child) {
  return issuer.subject_key_id.empty() || child.authority_key_id.empty() ||
         issuer.subject_key_id == child.authority_key_id;
}

void read_own_signature(EVP_PKEY* key, Certificate& out) {
  if (!out.self_issued) return;
  const std::optional<bool> verified = verify_signed(out.der, key);
  out.self_signed = verified == true;
  out.self_signed_unverified = !verified && key_ids_agree(out, out);
}

}  // namespace

Result<Certificate> parse_certificate(ByteView bytes) {
  const QuietErrors quiet;
  const auto whole = der_sequence(bytes, kLongestCertificate);
  if (!whole) return whole.error();
  const CertificateHandle x = decode_whole(*whole);
  if (!x) return not_a_certificate(*whole);
  Certificate out;
  out.der.assign(whole->begin(), whole->end());
  read_identity(x.get(), out);
  read_signature(out);
  EVP_PKEY* const key = X509_get0_pubkey(x.get());  // null: this library does not know its kind
  const ByteView info = public_key_info(out.der);
  read_key(info, key, out);
  out.thumbprint = digest_text(*whole, EVP_sha1());
  out.sha256 = digest_text(*whole, EVP_sha256());
  out.public_key_sha256 = digest_text(info, EVP_sha256());
  read_extensions(X509_get0_extensions(x.get()), out);
  read_own_signature(key, out);
  return out;
}

std::optional<bool> verify_signature(const Certificate& child, const Certificate& issuer) {
  const QuietErrors quiet;
  const KeyHandle key = decode_key(public_key_info(issuer.der));
  return verify_signed(child.der, key.get());
}

bool may_have_issued(const Certificate& issuer, const Certificate& child) {
  return equals_ignore_case(issuer.subject, child.issuer) && key_ids_agree(issuer, child);
}

bool is_broken_hash(std::string_view hash) {
  return hash == "MD2" || hash == "MD4" || hash == "MD5";
}

}  // namespace doctor
