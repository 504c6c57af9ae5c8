#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cert/certificate.h"

namespace doctor {

/// What one certificate revocation list says (RFC 5280).
struct Crl {
  std::string issuer, issuer_cn;  ///< as in Certificate
  std::string hash, signature_algorithm;
  FileTime this_update, next_update;  ///< 0: absent or not readable
  FileTime next_publish;              ///< Microsoft's extension 1.3.6.1.4.1.311.21.4; 0 if absent
  std::string number;                 ///< CRL Number, decimal; may be empty
  bool is_delta = false;              ///< has a Delta CRL Indicator
  std::string authority_key_id;
  std::string thumbprint;      ///< SHA-1 of the DER, upper-case hexadecimal
  std::uint64_t revoked = 0;   ///< entries
  std::vector<std::byte> der;
};

/// The longest CRL that is looked at.
inline constexpr std::size_t kLongestCrl = 64 * 1024 * 1024;

/// Reads one DER CRL from the front of `bytes`, as parse_certificate() does a certificate.
Result<Crl> parse_crl(ByteView bytes);

/// True if it revokes the certificate: same issuer name, serial number in the list.
bool revokes(const Crl& crl, const Certificate& certificate);

/// True if `issuer`'s key made the signature; empty if the library cannot tell.
std::optional<bool> verify_signature(const Crl& crl, const Certificate& issuer);

}  // namespace doctor
