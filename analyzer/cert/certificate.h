#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "base/time.h"

namespace doctor {

/// A name of a key usage, extended key usage or another object: the number and what Windows calls it.
struct CertPurpose {
  std::string oid;   ///< "1.3.6.1.5.5.7.3.1"
  std::string name;  ///< "Server Authentication"; the oid itself if it is not known
};

/// What one X.509 certificate says (RFC 5280), as plain facts. Texts are UTF-8 and come from whoever made the certificate: they are
/// printed through the same filters as everything in a log.
struct Certificate {
  // Names as Windows prints them, the most specific part first: "CN=fe01.contoso.local, O=Contoso, C=DE".
  std::string subject, issuer;
  std::string subject_cn, issuer_cn;  ///< the first CN of each; may be empty
  std::string serial;                 ///< lower-case hexadecimal, highest byte first, whole bytes: "610a5c3b000000000002"
  std::string thumbprint;             ///< SHA-1 of the DER, upper-case hexadecimal, 40 characters
  std::string sha256;                 ///< the same of SHA-256, 64 characters
  std::string public_key_sha256;      ///< of SubjectPublicKeyInfo: the same for a renewal with the same key
  int version = 3;                    ///< 1, 2, 3

  std::string hash;                 ///< MD2, MD4, MD5, SHA1, SHA256, SHA384, SHA512, RSASSA-PSS; "" for Ed25519; else the oid
  std::string pss_hash;             ///< the hash inside RSASSA-PSS parameters ("SHA256"); empty for others
  std::string signature_algorithm;  ///< as OpenSSL names it: "md5WithRSAEncryption"
  std::string signer_key;           ///< kind of key that signed: RSA, EC, DSA, Ed25519; empty if unknown
  std::string key;                  ///< own key: RSA, RSASSA-PSS, EC, DSA, Ed25519, ...; the oid if unknown
  std::uint32_t key_bits = 0;
  std::string curve;  ///< of EC: "P-256", "P-384", "P-521" or OpenSSL's name

  FileTime not_before, not_after;  ///< 0: the date could not be read

  bool self_issued = false;  ///< subject and issuer are the same name
  bool self_signed = false;  ///< and its own key verifies the signature (so far as this library can verify it; see weak_unverified)
  /// The names match and the key identifiers do not disagree, but the library could not check the signature (MD2, unknown curve).
  bool self_signed_unverified = false;

  std::optional<bool> is_ca;  ///< Basic Constraints; empty: no such extension
  std::optional<std::uint32_t> path_length;
  std::vector<std::string> dns_names;  ///< Subject Alternative Names, in their order
  std::vector<std::string> ip_addresses, emails, upns, uris;
  std::vector<std::string> key_usage;         ///< "Digital Signature", "Key Encipherment", ...
  bool has_key_usage = false;
  std::vector<CertPurpose> extended_usage;
  bool has_extended_usage = false;            ///< absent means any purpose
  std::vector<std::string> crl_urls, ca_issuer_urls, ocsp_urls;
  std::string subject_key_id, authority_key_id;  ///< lower-case hexadecimal; may be empty
  std::string template_name;                     ///< of Microsoft's CA: the name or the oid of the template
  std::vector<std::string> policies;             ///< oids of Certificate Policies
  bool must_staple = false;                      ///< TLS Feature status_request
  bool has_name_constraints = false;             ///< limits the names it may issue for; which, is not read
  bool ocsp_no_check = false;                    ///< an OCSP responder's (id-pkix-ocsp-nocheck): nobody asks whether it is revoked
  std::vector<std::string> unknown_critical;     ///< oids of critical extensions that Windows and this library do not know

  std::vector<std::byte> der;
};

/// The longest certificate that is looked at: the largest seen in the field have a few hundred names (40 KiB).
inline constexpr std::size_t kLongestCertificate = 256 * 1024;

/// Reads one DER certificate from the front of `bytes`; what follows it is not looked at (Certificate::der.size() tells where it ended).
/// Never throws, whatever the bytes. Errors: bad_format ("not DER: ...", "not a certificate: ..."), limit.
Result<Certificate> parse_certificate(ByteView bytes);

/// True if `issuer`'s key made `child`'s signature; empty if the library cannot tell (MD2, unknown curve or algorithm).
std::optional<bool> verify_signature(const Certificate& child, const Certificate& issuer);

/// True if `issuer` can be the issuer of `child` by names and, where both have them, key identifiers.
bool may_have_issued(const Certificate& issuer, const Certificate& child);

/// MD2, MD4, MD5: broken, and refused by TLS 1.2 anywhere in a chain that is sent.
bool is_broken_hash(std::string_view hash);

}  // namespace doctor
