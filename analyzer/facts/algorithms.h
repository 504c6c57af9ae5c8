#pragma once
#include <string_view>

namespace doctor::facts {

/// The hash of a signature as MD2, MD4, MD5, SHA1, SHA256, SHA384, SHA512 or RSASSA-PSS; an oid that is not known comes back as
/// it is. SHA-1 has several oids that all print as hashName SHA1, so the name goes first; RSASSA-PSS is told by its oid alone,
/// since it is not known what CAPI2 prints as its hashName (RFC 4055, RFC 5758).
std::string_view signature_hash(std::string_view hash_name, std::string_view oid);

/// Broken ones (is_broken_hash() of cert/certificate.h) and those that TLS stacks of some Windows versions do not accept in a chain: SHA512, RSASSA-PSS.
bool is_problem_hash(std::string_view hash);

}  // namespace doctor::facts
