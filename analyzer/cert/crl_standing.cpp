#include "cert/crl_standing.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "base/text.h"

namespace doctor {

namespace {

// As for chains: more certificates of one name are made by somebody who wants this program to be busy.
constexpr std::size_t kMostTried = 32;

using ByName = std::map<std::string, std::vector<const Certificate*>>;

ByName by_subject(std::span<const Certificate> given) {
  ByName out;
  std::set<std::string_view> seen;
  for (const Certificate& c : given) {
    if (!c.sha256.empty() && !seen.insert(c.sha256).second) continue;
    std::vector<const Certificate*>& same = out[fold(c.subject)];
    if (same.size() < kMostTried) same.push_back(&c);
  }
  return out;
}

struct Signer {
  const Certificate* certificate = nullptr;  ///< whose key made the signature
  bool forged = false;
};

Signer signer_of(const Crl& crl, const std::vector<const Certificate*>& named) {
  Signer out;
  bool unsure = false, denied = false;
  for (const Certificate* c : named) {
    const bool other_key =
        !crl.authority_key_id.empty() && !c->subject_key_id.empty() && crl.authority_key_id != c->subject_key_id;
    if (other_key) continue;
    const std::optional<bool> verified = verify_signature(crl, *c);
    if (verified == true) return {c, false};
    (verified ? denied : unsure) = true;
  }
  out.forged = denied && !unsure;
  return out;
}

/// Decimal numbers of any length.
bool is_less(std::string_view a, std::string_view b) {
  return a.size() != b.size() ? a.size() < b.size() : a < b;
}

}  // namespace

bool is_older(const Crl& a, const Crl& b) {
  if (!a.number.empty() && !b.number.empty()) return is_less(a.number, b.number);
  return a.this_update < b.this_update;
}

std::vector<CrlStanding> crl_standings(std::span<const Certificate> given, std::span<const Crl> crls, FileTime now) {
  const ByName issuers = by_subject(given);
  std::vector<CrlStanding> out(crls.size());
  std::map<std::string, std::size_t> newest;
  for (std::size_t i = 0; i < crls.size(); ++i) {
    const Crl& crl = crls[i];
    CrlStanding& standing = out[i];
    const auto named = issuers.find(fold(crl.issuer));
    const Signer signer = named == issuers.end() ? Signer() : signer_of(crl, named->second);
    standing.forged = signer.forged;
    standing.early = now.ticks != 0 && crl.this_update > now;
    // A CRL without a key identifier is of the key that made its signature, where that is given.
    const bool by_id = signer.certificate == nullptr || signer.certificate->subject_key_id.empty();
    const std::string& key = by_id ? crl.authority_key_id : signer.certificate->subject_key_id;
    standing.same_key = fold(crl.issuer) + '\n' + key + '\n' + crl.scope;
    standing.signer = standing.same_key + (crl.is_delta ? "\ndelta" : "\n");
    if (standing.forged || standing.early) continue;
    const auto [at, is_first] = newest.try_emplace(standing.signer, i);
    if (!is_first && is_older(crls[at->second], crl)) at->second = i;
  }
  for (std::size_t i = 0; i < crls.size(); ++i) {
    const auto best = newest.find(out[i].signer);
    if (!out[i].forged && best != newest.end() && is_older(crls[i], crls[best->second]))
      out[i].replaced_by = best->second;
  }
  return out;
}

}  // namespace doctor
