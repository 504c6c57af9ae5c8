#include "cert/chain.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "base/text.h"

namespace doctor {

namespace {

// Possible issuers that are tried for one certificate. A CA that was renewed every year has a dozen certificates of one name; ten thousand
// of one name are made by somebody who wants this program to be busy.
constexpr std::size_t kMostTried = 32;

struct Issuer {
  std::size_t certificate = 0;
  std::optional<bool> verified;
};

int rank(const std::optional<bool>& verified) {
  if (!verified) return 1;  // it may be right
  return *verified ? 2 : 0;
}

/// Finds issuers, and remembers them: a CA that issued hundreds is looked for once.
class Family {
 public:
  explicit Family(std::span<const Certificate> given) : given_(given), issuers_(given.size()), asked_(given.size()) {
    std::set<std::string_view> seen;
    for (std::size_t i = 0; i < given.size(); ++i) {
      const std::string& same = given[i].sha256;
      if (!same.empty() && !seen.insert(same).second) continue;
      unique_.push_back(i);
      by_subject_[fold(given[i].subject)].push_back(i);
    }
  }

  const std::vector<std::size_t>& unique() const { return unique_; }

  /// The best first; none for what is signed by itself.
  const std::vector<Issuer>& issuers_of(std::size_t child) {
    if (!asked_[child]) {
      asked_[child] = true;
      issuers_[child] = find_issuers(child);
    }
    return issuers_[child];
  }

 private:
  std::vector<Issuer> find_issuers(std::size_t child) const {
    const Certificate& c = given_[child];
    std::vector<Issuer> out;
    if (c.self_signed || c.self_signed_unverified) return out;
    const auto named = by_subject_.find(fold(c.issuer));
    if (named == by_subject_.end()) return out;
    for (const std::size_t i : named->second) {
      if (i == child || !may_have_issued(given_[i], c)) continue;
      if (out.size() == kMostTried) break;
      out.push_back({i, verify_signature(c, given_[i])});
    }
    std::stable_sort(out.begin(), out.end(), [&](const Issuer& a, const Issuer& b) {
      if (rank(a.verified) != rank(b.verified)) return rank(a.verified) > rank(b.verified);
      return given_[a.certificate].not_after > given_[b.certificate].not_after;
    });
    return out;
  }

  std::span<const Certificate> given_;
  std::map<std::string, std::vector<std::size_t>> by_subject_;  // folded, as names are compared
  std::vector<std::size_t> unique_;
  std::vector<std::vector<Issuer>> issuers_;
  std::vector<bool> asked_;
};

/// Whether the last element of a chain signed itself. A name that issued itself under another key (a CA's change of keys) did not, and is
/// no forgery: its issuer was not given.
std::optional<bool> own_signature(const Certificate& c) {
  if (c.self_signed) return true;
  if (!c.self_issued || c.self_signed_unverified || !may_have_issued(c, c)) return std::nullopt;
  return verify_signature(c, c);
}

CertChain climb(std::size_t leaf, std::span<const Certificate> given, Family& family) {
  CertChain chain;
  std::size_t at = leaf;
  while (true) {
    chain.links.push_back({at, std::nullopt});
    if (chain.links.size() == kLongestChain) break;
    const std::vector<Issuer>& issuers = family.issuers_of(at);
    // Two CAs that certified each other would lead round in a circle.
    const auto next = std::find_if(issuers.begin(), issuers.end(), [&](const Issuer& issuer) {
      return std::none_of(chain.links.begin(), chain.links.end(),
                          [&](const CertChain::Link& link) { return link.certificate == issuer.certificate; });
    });
    if (next == issuers.end()) break;
    chain.links.back().verified = next->verified;
    at = next->certificate;
  }
  const Certificate& last = given[chain.links.back().certificate];
  chain.links.back().verified = own_signature(last);
  chain.complete = last.self_signed || last.self_signed_unverified;
  if (!chain.complete) {
    chain.missing = last.issuer;
    chain.missing_urls = last.ca_issuer_urls;
  }
  return chain;
}

}  // namespace

std::vector<CertChain> build_chains(std::span<const Certificate> given) {
  Family family(given);
  std::vector<bool> is_issuer(given.size()), shown(given.size());
  for (const std::size_t i : family.unique()) {
    const std::vector<Issuer>& issuers = family.issuers_of(i);
    if (!issuers.empty()) is_issuer[issuers.front().certificate] = true;
  }
  std::vector<CertChain> chains;
  const auto add = [&](std::size_t leaf) {
    chains.push_back(climb(leaf, given, family));
    for (const CertChain::Link& link : chains.back().links) shown[link.certificate] = true;
  };
  for (const std::size_t i : family.unique()) {
    if (!is_issuer[i]) add(i);
  }
  // CAs that certified each other, and nothing below them.
  for (const std::size_t i : family.unique()) {
    if (!shown[i]) add(i);
  }
  std::stable_sort(chains.begin(), chains.end(), [](const CertChain& a, const CertChain& b) {
    return a.links.front().certificate < b.links.front().certificate;
  });
  return chains;
}

}  // namespace doctor
