#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "cert/certificate.h"

namespace doctor {

/// One way up from a certificate, through what is given. Indices are into the span that build_chains() was given.
struct CertChain {
  struct Link {
    std::size_t certificate = 0;
    /// Whether the next element's key made this one's signature (of the last: its own, if it is self-issued). Empty: cannot be checked.
    std::optional<bool> verified;
  };
  std::vector<Link> links;     ///< leaf first; never empty
  bool complete = false;       ///< ends in a self-signed certificate
  std::string missing;         ///< the issuer's name that was not given; empty if complete
  std::vector<std::string> missing_urls;  ///< where it says its issuer's certificate can be had (AIA); may be empty
};

/// The longest chain that is followed: what Windows follows is not longer in practice.
inline constexpr std::size_t kLongestChain = 16;

/// One chain for each certificate that is taken as issuer of none of the others (leaf certificates; a root alone is a chain of one), in the
/// order of the span: every certificate given is in at least one. Of several possible issuers (a renewed CA, a cross-signed one) the one
/// whose key verifies is taken, then the one valid longest, then the first. Duplicates (same SHA-256) count once. Time: linear in practice;
/// of the issuers with the same name, 32 are tried for each certificate.
std::vector<CertChain> build_chains(std::span<const Certificate> given);

}  // namespace doctor
