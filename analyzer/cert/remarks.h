#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cert/chain.h"
#include "cert/crl.h"

namespace doctor {

/// From bad news to no news.
enum class RemarkLevel : std::uint8_t { error, warning, note };
std::string_view remark_level_name(RemarkLevel level);  ///< "error", "warning", "note"

/// Something a person should know about a certificate, a chain or a CRL.
struct Remark {
  std::string_view code;  ///< stable, a literal: "md5", "expired", "no-server-usage"; listed in docs/cert.md
  RemarkLevel level = RemarkLevel::note;
  std::string text;       ///< one sentence
  std::string advice;     ///< what to do; may be empty
  std::string diagnosis;  ///< the diagnosis it speaks for: "pki-md5-chain"; may be empty
};

struct RemarkOptions {
  FileTime now;                                 ///< what "expired" refers to; 0: dates are not judged
  Ticks within{30 * std::int64_t{24} * 60 * 60 * kTicksPerSecond};  ///< "expires soon"
  std::vector<std::string> expected_names;      ///< host names a leaf must have (--expect-name); a wildcard covers one label
  bool in_root_store = false;                   ///< it was found among trusted roots
  const Certificate* replaced_by = nullptr;     ///< the one that takes its place when it ends (see replaced.h); of this certificate alone
};

enum class CertRole : std::uint8_t { leaf, intermediate, root };
std::string_view cert_role_name(CertRole role);  ///< "leaf", "intermediate", "root"

/// What a certificate is for. `issues`: another one given was issued by it. A self-signed one that names hosts or purposes is a leaf, not a
/// root; one that says to be a CA is one, too, if it has DNS names or the usage of a server and issued nothing.
CertRole role_of(const Certificate& certificate, bool issues);

/// True if it is meant for something else than a server, plainly: its extended usages lack Server Authentication, it has no DNS names and no
/// addresses, and either they name more than Client Authentication, or its common name is none of a host.
bool is_for_no_server(const Certificate& certificate);

/// True if it is good for this purpose as far as its extended usages go: it has none, or this one, or "any".
bool good_for(const Certificate& certificate, std::string_view purpose_oid);
inline constexpr std::string_view kServerPurpose = "1.3.6.1.5.5.7.3.1", kClientPurpose = "1.3.6.1.5.5.7.3.2";

/// What is remarkable about one certificate in its role, the worst first, then in a fixed order of codes.
std::vector<Remark> remarks_on(const Certificate& certificate, CertRole role, const RemarkOptions& options);

/// About the chain as a whole: broken signature, missing issuer, intermediates that phones do not fetch, CA rules (path length, not a CA).
/// `given`: what build_chains() was given.
std::vector<Remark> remarks_on(const CertChain& chain, std::span<const Certificate> given, const RemarkOptions& options);

/// About a CRL: expired, near its end (30 and 7 days for one that lives 60 days or longer: an offline root's), weak hash. If a `newer` one of
/// the same CA is given (CrlStanding::replaced_by), only that.
std::vector<Remark> remarks_on(const Crl& crl, const RemarkOptions& options, const Crl* newer = nullptr);

/// About all that was given together: several roots of one name or one key, CAs of one name, a CRL that revokes a given certificate or was
/// not signed by the given certificate of its issuer. The same certificate twice (same SHA-256) is one.
std::vector<Remark> remarks_on_all(std::span<const Certificate> given, std::span<const Crl> crls,
                                   const RemarkOptions& options);

/// True if a certificate for `pattern` ("*.contoso.com", "fe01.contoso.com") is good for the host `name` (RFC 6125: case ignored, the
/// wildcard stands for one whole leftmost label).
bool name_covers(std::string_view pattern, std::string_view name);

}  // namespace doctor
