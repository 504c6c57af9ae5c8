#pragma once
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "cert/certificate.h"

namespace doctor {

// What numbers of objects mean, in the words of Windows. Sources: RFC 3279, 4055, 5758, 8017, 5280; the szOID_ names of wincrypt.h for
// Microsoft's and the OIW's old ones.

/// "1.2.840.113549.1.1.4" from the content of an OBJECT IDENTIFIER. One that is malformed, or longer than any in use, is "oid:" and its
/// bytes in hexadecimal.
std::string oid_text(ByteView content);

/// What a signature algorithm is made of. All views are of literals.
struct SignatureKind {
  std::string_view oid;
  std::string_view hash;  ///< as in Certificate::hash
  std::string_view key;   ///< as in Certificate::signer_key
};
/// Null if it is not known.
const SignatureKind* find_signature_kind(std::string_view oid);

/// "SHA256" from the oid of a hash; empty if it is not known.
std::string_view hash_name(std::string_view oid);

/// "RSA" from the oid of a public key; empty if it is not known.
std::string_view key_name(std::string_view oid);

/// The abbreviation of a name's attribute as Windows prints it: "CN", "S" (not ST), "E"; "OID.2.5.4.97" if it has none.
std::string attribute_name(std::string_view oid);

/// "Server Authentication"; the oid itself if it is not known.
std::string purpose_name(std::string_view oid);

/// True for extensions whose critical flag is no obstacle: Windows or this library understands them.
bool is_known_extension(std::string_view oid);

}  // namespace doctor
