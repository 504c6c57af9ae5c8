// What the CRLs that were given say about the certificates that were given.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "cert/crl_standing.h"
#include "cert/remark_list.h"

namespace doctor {

namespace {

constexpr std::size_t kMostTried = 32;  // issuers of one name, as for chains

bool disagree(const std::string& a, const std::string& b) {
  return !a.empty() && !b.empty() && a != b;
}

class Revocations {
 public:
  Revocations(std::span<const Certificate> given, std::span<const Crl> crls, FileTime now)
      : crls_(crls), now_(now), standings_(crl_standings(given, crls, now)) {
    std::set<std::string_view> seen;
    for (const Certificate& c : given) {
      if (!c.sha256.empty() && !seen.insert(c.sha256).second) continue;
      unique_.push_back(&c);
      by_subject_[fold(c.subject)].push_back(&c);
    }
    std::set<std::string_view> seen_crls;
    for (std::size_t i = 0; i < crls.size(); ++i) {
      if (!crls[i].thumbprint.empty() && !seen_crls.insert(crls[i].thumbprint).second) continue;
      if (standings_[i].forged) forged_.push_back(i);
      if (standings_[i].counts()) by_issuer_[fold(crls[i].issuer)].push_back(i);
    }
  }

  void on_forged(RemarkList& list) const {
    for (const std::size_t i : forged_) {
      list.error(
          "crl-bad-signature",
          fmt::format("the CRL of '{}' was not signed by the key of that CA that is among the files: it is not taken",
                      short_name(crls_[i].issuer_cn, crls_[i].issuer)),
          "copy it anew from the CA; look for another certificate of that CA, renewed with a new key");
    }
  }

  void on_certificates(RemarkList& list) const {
    for (const Certificate* c : unique_) {
      const auto issued = by_issuer_.find(fold(c->issuer));
      if (issued != by_issuer_.end()) on_certificate(*c, issued->second, list);
    }
  }

 private:
  /// Asked once: a CRL may be large, and revoke hundreds of what was given.
  bool may_have_signed(const Certificate& issuer, const Crl& crl) const {
    const auto [at, is_new] = signed_.try_emplace({&issuer, &crl});
    if (is_new) at->second = verify_signature(crl, issuer).value_or(true);
    return at->second;
  }

  /// Whether the CRL is by the CA that issued the certificate, so far as that is given, and not by another of the same name.
  bool is_of_its_issuer(const Crl& crl, const Certificate& c) const {
    if (disagree(crl.authority_key_id, c.authority_key_id)) return false;
    const auto named = by_subject_.find(fold(c.issuer));
    if (named == by_subject_.end()) return true;
    bool given = false;
    for (std::size_t i = 0; i < std::min(named->second.size(), kMostTried); ++i) {
      const Certificate& issuer = *named->second[i];
      if (!may_have_issued(issuer, c) || !verify_signature(c, issuer).value_or(true)) continue;
      given = true;
      if (!disagree(crl.authority_key_id, issuer.subject_key_id) && may_have_signed(issuer, crl)) {
        return true;
      }
    }
    return !given;
  }

  /// A complete CRL that was issued after a delta holds all that was in it, or took it back.
  bool is_superseded(std::size_t delta, const std::vector<std::size_t>& candidates) const {
    return crls_[delta].is_delta && std::any_of(candidates.begin(), candidates.end(), [&](std::size_t i) {
             return !crls_[i].is_delta && standings_[i].same_key == standings_[delta].same_key &&
                    is_older(crls_[delta], crls_[i]);
           });
  }

  void on_certificate(const Certificate& c, const std::vector<std::size_t>& candidates, RemarkList& list) const {
    std::optional<Revocation> best;
    const Crl* by = nullptr;
    for (const std::size_t i : candidates) {
      const std::optional<Revocation> entry = find_revocation(crls_[i], c);
      if (!entry || is_superseded(i, candidates) || !is_of_its_issuer(crls_[i], c)) continue;
      // A delta is the last word, also where it takes a revocation back.
      if (by != nullptr && (by->is_delta || !crls_[i].is_delta)) continue;
      best = entry;
      by = &crls_[i];
    }
    if (!best || (by->is_delta && best->reason == RevocationReason::remove_from_crl)) return;
    say(c, *by, *best, list);
  }

  void say(const Certificate& c, const Crl& crl, const Revocation& entry, RemarkList& list) const {
    const std::string what = fmt::format("'{}' (serial {})", short_name(c.subject_cn, c.subject), c.serial);
    const std::string& ca = short_name(crl.issuer_cn, crl.issuer);
    const std::string_view reason = revocation_reason_name(entry.reason);
    if (now_.ticks != 0 && entry.date > now_) {
      list.note("revoked-later",
                fmt::format("{} will be revoked on {}, says the CRL of '{}' (reason {})", what, day_text(entry.date),
                            ca, reason),
                "replace it before then", "pki-certificate-revoked");
      return;
    }
    const bool held = entry.reason == RevocationReason::certificate_hold;
    list.error(
        "revoked",
        fmt::format("{} is revoked by the CRL of '{}' since {} (reason {}){}: whoever checks it ends the "
                    "connection",
                    what, ca, day_text(entry.date), reason, held ? ", which is a hold that the CA can lift again" : ""),
        held ? fmt::format("if the hold was a mistake or is over, lift it on the CA (`certutil -revoke {} "
                           "-1`) and publish a new CRL; else request a new certificate",
                           c.serial)
             : "request a new one, assign it to the services and restart them",
        "pki-certificate-revoked");
  }

  std::span<const Crl> crls_;
  FileTime now_;
  std::vector<CrlStanding> standings_;
  std::vector<const Certificate*> unique_;
  std::map<std::string, std::vector<const Certificate*>> by_subject_;  // folded, as names are compared
  std::map<std::string, std::vector<std::size_t>> by_issuer_;          // CRLs that count
  std::vector<std::size_t> forged_;
  mutable std::map<std::pair<const Certificate*, const Crl*>, bool> signed_;
};

}  // namespace

void add_revocations(std::span<const Certificate> given, std::span<const Crl> crls, const RemarkOptions& options,
                     RemarkList& list) {
  const Revocations all(given, crls, options.now);
  all.on_forged(list);
  all.on_certificates(list);
}

}  // namespace doctor
