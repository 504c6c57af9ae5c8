#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "cert/crl.h"

namespace doctor {

/// Whether a CRL counts beside the others that were given.
struct CrlStanding {
  std::string signer;    ///< CRLs of the same issuer, key and scope have the same text; deltas apart from complete ones
  std::string same_key;  ///< the same without what sets deltas apart
  bool forged =
      false;  ///< certificates of its issuer are given, and none of their keys that it could be of made its signature
  bool early = false;                      ///< its time has not begun
  std::optional<std::size_t> replaced_by;  ///< the newest of the same signer, if it is newer: the index of that

  bool counts() const { return !forged && !early && !replaced_by; }
};

/// True if `a` was issued before `b`: by CRL number where both have one, else by This Update (RFC 5280, 5.2.3).
bool is_older(const Crl& a, const Crl& b);

/// One for each CRL, in their order. `now` 0: none is early. Neither a forged nor an early CRL replaces another. Of the certificates with
/// the issuer's name, 32 are tried for each CRL.
std::vector<CrlStanding> crl_standings(std::span<const Certificate> given, std::span<const Crl> crls, FileTime now);

}  // namespace doctor
