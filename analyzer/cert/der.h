#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace doctor {

// A look at the outside of DER (X.690): where a value begins and ends. The places that OpenSSL would unpack as a whole (the entries of a
// list of 64 MiB) or would refuse as a whole (one broken certificate among twenty of a .p7b) are walked with it. Never reads past the view.
// Lifetime: everything points into the view that was given.

/// One value: its tag (identifier byte; multi-byte tags are no part of X.509 and refused), content, and the whole with its header.
struct DerItem {
  std::uint8_t tag = 0;
  ByteView content, whole;
};

inline constexpr std::uint8_t kDerBoolean = 0x01, kDerInteger = 0x02, kDerBitString = 0x03, kDerOctetString = 0x04,
                              kDerOid = 0x06, kDerEnumerated = 0x0a, kDerUtcTime = 0x17, kDerGeneralizedTime = 0x18,
                              kDerSequence = 0x30, kDerSet = 0x31;
/// The tag of an explicit [n], or of an implicit one around several values.
inline constexpr std::uint8_t der_context(unsigned n) {
  return static_cast<std::uint8_t>(0xa0 + n);
}

/// What the header in front of `bytes` announces, even if the bytes end before.
struct DerHeader {
  std::uint8_t tag = 0;
  std::size_t header = 0;     ///< bytes of tag and length
  std::uint64_t content = 0;  ///< bytes that should follow
  std::string_view problem;   ///< why there is no such header: "its length is missing"; empty if all is well
  std::uint64_t total() const { return header + content; }
};
DerHeader der_header(ByteView bytes);

/// The value in front of `bytes`; nothing if the header is none or the bytes end before it does.
std::optional<DerItem> der_item(ByteView bytes);
/// Why der_item() gave nothing: "cut off: 812 of 1024 bytes".
std::string der_problem(ByteView bytes);
/// The whole SEQUENCE in front of `bytes`. Errors: bad_format ("not DER: ..."), limit (it announces more than `most` bytes).
Result<ByteView> der_sequence(ByteView bytes, std::size_t most);

/// The values one after the other.
class DerReader {
 public:
  explicit DerReader(ByteView content) : rest_(content) {}
  std::optional<DerItem> next();
  /// The next one if it has that tag, else nothing, and it stays.
  std::optional<DerItem> next_if(std::uint8_t tag);
  std::uint8_t tag() const { return rest_.empty() ? std::uint8_t{0} : static_cast<std::uint8_t>(rest_[0]); }
  bool at_end() const { return rest_.empty(); }

 private:
  ByteView rest_;
};

/// The parts of what is signed: certificate, request, CRL (RFC 5280 4.1, 5.1).
struct SignedParts {
  ByteView signed_bytes;  ///< the first SEQUENCE with its header
  ByteView content;       ///< the same without
  ByteView algorithm;     ///< content of AlgorithmIdentifier: OID, parameters
  ByteView signature;     ///< without the count of unused bits
};
std::optional<SignedParts> signed_parts(ByteView der);

/// The SubjectPublicKeyInfo of a certificate, with its header; empty if it has none.
ByteView public_key_info(ByteView certificate);

enum class DerKind : std::uint8_t {
  unknown,
  certificate,
  crl,
  pkcs7,
  pkcs12,
  private_key,
  certificate_request,
  public_key
};
/// What a value seems to be, from its first few fields.
DerKind der_kind(ByteView der);
/// "certificate", "certificate revocation list", "PKCS#12 (needs a password)", ...
std::string_view der_kind_name(DerKind kind);

/// True if a file that begins so may be one of them: no more is asked than what the first 16 bytes say.
bool looks_like_der(ByteView head);

}  // namespace doctor
