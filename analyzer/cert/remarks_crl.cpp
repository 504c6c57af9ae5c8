// What is remarkable about CRLs, and about everything that was given together.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string_view>

#include "base/text.h"
#include "cert/remark_list.h"
#include "cert/remarks.h"

namespace doctor {

namespace {

constexpr std::uint64_t kOfflineLife =
    60 * kTicksPerDay;  // a CRL that lives longer is published by hand, by a CA that is switched off
constexpr std::uint64_t kEarlyWarning = 30 * kTicksPerDay, kLastWarning = 7 * kTicksPerDay;

void on_crl_dates(const Crl& crl, FileTime now, RemarkList& list) {
  const std::string publish =
      "publish a new one (`certutil -CRL` on the CA) and copy it to every address where it is looked for";
  const char* follows =
      "revocation can no longer be checked, and a CA below that is started then does not issue (0x80092013)";
  if (crl.next_update.ticks == 0) {
    list.note("crl-no-end",
              "does not say when the next one comes: it is taken for ever, so that newer entries may not be seen");
  } else if (crl.next_update < now) {
    list.error("crl-expired",
               fmt::format("the CRL ended on {}, {} ago: {}", day_text(crl.next_update),
                           days_text({now.ticks - crl.next_update.ticks}), follows),
               publish, "pki-crl-expired");
  } else {
    const std::uint64_t left = crl.next_update.ticks - now.ticks;
    const bool long_lived = crl.this_update.ticks != 0 && crl.next_update > crl.this_update &&
                            crl.next_update.ticks - crl.this_update.ticks >= kOfflineLife;
    if (long_lived && left <= kEarlyWarning) {
      list.add(left <= kLastWarning ? RemarkLevel::error : RemarkLevel::warning, "crl-expires-soon",
               fmt::format("the CRL ends on {}, in {}: from then on, {}", day_text(crl.next_update), days_text({left}),
                           follows),
               "switch the offline CA on and " + publish, "pki-crl-expiring");
    } else if (crl.next_publish.ticks != 0 && crl.next_publish < now) {
      list.note(
          "crl-overdue",
          fmt::format(
              "the next one was to be published on {}: either this file is an old copy, or the CA does not publish",
              day_text(crl.next_publish)),
          {}, "pki-crl-publication");
    }
  }
  if (crl.this_update > now) {
    list.error("crl-not-yet-valid",
               fmt::format("the CRL is of {}, {} from now: until then it is not taken", day_text(crl.this_update),
                           days_text({crl.this_update.ticks - now.ticks})),
               "compare the clock of this computer with that of the CA");
  }
}

std::string_view identity(const Certificate& c) {
  return c.sha256;
}

bool is_root(const Certificate& c) {
  return c.self_signed || c.self_signed_unverified;
}

bool is_ca(const Certificate& c) {
  return is_root(c) ? role_of(c, false) == CertRole::root : c.is_ca.value_or(false);
}

std::vector<const Certificate*> roots_among(const std::vector<const Certificate*>& several) {
  std::vector<const Certificate*> out;
  std::copy_if(several.begin(), several.end(), std::back_inserter(out),
               [](const Certificate* c) { return is_root(*c); });
  return out;
}

std::string thumbprints(const std::vector<const Certificate*>& several) {
  constexpr std::size_t kMost = 4;
  std::string out;
  for (std::size_t i = 0; i < std::min(several.size(), kMost); ++i) {
    out += fmt::format("{}{} (until {})", i > 0 ? ", " : "", several[i]->thumbprint, day_text(several[i]->not_after));
  }
  if (several.size() > kMost) out += fmt::format(" and {} more", several.size() - kMost);
  return out;
}

// By name (folded, as names are compared) or by key.
using Groups = std::map<std::string, std::vector<const Certificate*>>;

void on_same_name(const Groups& by_name, RemarkList& list) {
  for (const auto& [folded, several] : by_name) {
    const std::string& name = several.front()->subject;
    const std::vector<const Certificate*> roots = roots_among(several);
    if (roots.size() > 1) {
      list.warning("duplicate-root",
                   fmt::format("{} different roots have the name '{}': {}; Windows may build or hand out the wrong "
                               "chain (known from the "
                               "PIN sign-in of phones, 47067)",
                               roots.size(), name, thumbprints(roots)),
                   "export those that nothing is issued under any more, then remove them from the stores",
                   "pki-duplicate-root");
    } else if (roots.empty() && several.size() > 1) {
      // After the renewal of a CA both are needed as long as something issued under the first is in use.
      list.note("duplicate-ca",
                fmt::format("{} different certificates of the CA '{}': {}", several.size(), name, thumbprints(several)),
                "keep all under which something in use was issued, remove the others", "pki-duplicate-root");
    }
  }
}

void on_same_key(const Groups& roots_by_key, RemarkList& list) {
  for (const auto& [key, several] : roots_by_key) {
    std::set<std::string> names;
    for (const Certificate* c : several) names.insert(fold(c->subject));
    if (names.size() < 2) continue;  // one name: said already
    list.warning(
        "duplicate-root",
        fmt::format("{} roots of different names have the same key: {}; Windows may build or hand out the wrong chain",
                    several.size(), thumbprints(several)),
        "find out which one is in use, and remove the others", "pki-duplicate-root");
  }
}

void on_duplicates(std::span<const Certificate> given, RemarkList& list) {
  std::set<std::string_view> seen;
  Groups by_name, roots_by_key;
  for (const Certificate& c : given) {
    if (!is_ca(c) || (!identity(c).empty() && !seen.insert(identity(c)).second)) continue;
    by_name[fold(c.subject)].push_back(&c);
    if (is_root(c) && !c.public_key_sha256.empty()) roots_by_key[c.public_key_sha256].push_back(&c);
  }
  on_same_name(by_name, list);
  on_same_key(roots_by_key, list);
}

}  // namespace

std::vector<Remark> remarks_on(const Crl& crl, const RemarkOptions& options, const Crl* newer) {
  RemarkList list;
  if (newer != nullptr) {
    list.note("crl-replaced",
              fmt::format("replaced by CRL {}of {}, which is here: it does not count",
                          newer->number.empty() ? "" : newer->number + " ", day_text(newer->this_update)));
    return list.take();
  }
  if (options.now.ticks != 0) on_crl_dates(crl, options.now, list);
  if (is_broken_hash(crl.hash)) {
    list.warning(
        "crl-hash",
        fmt::format("the CRL is signed with {}: the CA still signs so, and TLS 1.2 clients refuse what it issues",
                    crl.hash),
        "set the CA to SHA-256 (`certutil -setreg ca\\csp\\CNGHashAlgorithm SHA256`, restart CertSvc)",
        crl.hash == "MD5"   ? "pki-md5-chain"
        : crl.hash == "MD2" ? "pki-md2-chain"
                            : "");
  } else if (crl.hash == "RSASSA-PSS") {
    list.warning(
        "crl-hash", "the CRL is signed with RSASSA-PSS: the CA signs so, and Lync does not support what it issues",
        "`certutil -setreg ca\\csp\\AlternateSignatureAlgorithm 0` on the CA, restart CertSvc", "pki-rsassa-pss-chain");
  } else if (crl.hash == "SHA1") {
    list.note("crl-hash", "the CRL is signed with SHA-1: its CA probably issues with SHA-1, too");
  }
  return list.take();
}

std::vector<Remark> remarks_on_all(std::span<const Certificate> given, std::span<const Crl> crls,
                                   const RemarkOptions& options) {
  RemarkList list;
  add_revocations(given, crls, options, list);
  on_duplicates(given, list);
  return list.take();
}

}  // namespace doctor
