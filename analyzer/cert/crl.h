#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
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
  std::string scope;  ///< Issuing Distribution Point as hexadecimal DER: which certificates it is about; empty: all of its issuer
  std::string thumbprint;      ///< SHA-1 of the DER, upper-case hexadecimal
  std::uint64_t revoked = 0;   ///< entries
  std::vector<std::byte> der;
};

/// The longest CRL that is looked at.
inline constexpr std::size_t kLongestCrl = 64 * 1024 * 1024;

/// Reads one DER CRL from the front of `bytes`, as parse_certificate() does a certificate.
Result<Crl> parse_crl(ByteView bytes);

/// Why a certificate was revoked (RFC 5280, 5.3.1); other numbers do occur.
enum class RevocationReason : std::uint8_t { unspecified = 0, certificate_hold = 6, remove_from_crl = 8 };
/// "keyCompromise"; "unspecified" for numbers that have no name.
std::string_view revocation_reason_name(RevocationReason reason);

/// An entry of a list.
struct Revocation {
  FileTime date;  ///< 0: not readable
  RevocationReason reason = RevocationReason::unspecified;
};

/// The entry for the certificate: same issuer name, and its serial number. Nothing is said about the signature, nor about time. In a delta
/// CRL it may take back an earlier one (remove_from_crl).
std::optional<Revocation> find_revocation(const Crl& crl, const Certificate& certificate);

/// True if it has an entry for the certificate that takes back none (remove_from_crl in a delta CRL).
bool revokes(const Crl& crl, const Certificate& certificate);

/// True if `issuer`'s key made the signature; empty if the library cannot tell.
std::optional<bool> verify_signature(const Crl& crl, const Certificate& issuer);

}  // namespace doctor
