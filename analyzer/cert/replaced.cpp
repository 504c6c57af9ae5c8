#include "cert/replaced.h"

#include <algorithm>
#include <map>
#include <string>

#include "base/text.h"
#include "cert/remarks.h"

namespace doctor {

namespace {

constexpr std::size_t kMostTried = 32;  // certificates of one name, as for chains

bool is_valid(const Certificate& c, FileTime now) {
  return c.not_before <= now && (c.not_after.ticks == 0 || c.not_after >= now);
}

class Places {
 public:
  Places(std::span<const Certificate> given, std::span<const CertChain> chains, FileTime now)
      : given_(given), chains_(chains), now_(now), chains_of_(given.size()), way_(given.size()) {
    for (std::size_t i = 0; i < given.size(); ++i) by_subject_[fold(given[i].subject)].push_back(i);
    for (std::size_t n = 0; n < chains.size(); ++n) add(n);
  }

  std::optional<std::size_t> replacement(std::size_t certificate) const {
    const std::vector<std::size_t>& in = chains_of_[certificate];
    std::optional<std::size_t> found;
    for (const std::size_t n : in) {
      const std::size_t front = chains_[n].links.front().certificate;
      if (role_of(given_[front], false) == CertRole::leaf) return std::nullopt;
      const auto other = front == certificate ? renewal(certificate) : other_way(front, certificate);
      if (!other) return std::nullopt;
      if (!found) found = other;
    }
    return found;
  }

 private:
  /// From the root down, as long as all is valid, a certificate has a whole chain.
  void add(std::size_t n) {
    const std::vector<CertChain::Link>& links = chains_[n].links;
    bool whole = chains_[n].complete;
    for (std::size_t i = links.size(); i-- > 0;) {
      const std::size_t c = links[i].certificate;
      whole = whole && is_valid(given_[c], now_) && links[i].verified.value_or(true);
      if (whole && !way_[c]) way_[c] = n;
      chains_of_[c].push_back(n);
    }
  }

  template <class Fits>
  std::optional<std::size_t> first_of_name(std::size_t certificate, Fits fits) const {
    const std::vector<std::size_t>& same = by_subject_.at(fold(given_[certificate].subject));
    for (std::size_t k = 0; k < std::min(same.size(), kMostTried); ++k) {
      const std::size_t i = same[k];
      const bool is_itself = i == certificate || given_[i].sha256 == given_[certificate].sha256;
      if (!is_itself && is_valid(given_[i], now_) && fits(i)) return i;
    }
    return std::nullopt;
  }

  std::optional<std::size_t> renewal(std::size_t old) const {
    return first_of_name(old, [&](std::size_t i) {
      return given_[i].not_after > given_[old].not_after && (way_[i] || same_key(i, old));
    });
  }

  /// Another certificate of the CA `front` whose whole chain goes past `avoided`.
  std::optional<std::size_t> other_way(std::size_t front, std::size_t avoided) const {
    return first_of_name(front, [&](std::size_t i) {
      return way_[i] && same_key(i, front) && !goes_through(chains_[*way_[i]], avoided);
    });
  }

  bool same_key(std::size_t a, std::size_t b) const {
    return !given_[a].public_key_sha256.empty() && given_[a].public_key_sha256 == given_[b].public_key_sha256;
  }

  static bool goes_through(const CertChain& chain, std::size_t certificate) {
    return std::any_of(chain.links.begin(), chain.links.end(),
                       [&](const CertChain::Link& link) { return link.certificate == certificate; });
  }

  std::span<const Certificate> given_;
  std::span<const CertChain> chains_;
  FileTime now_;
  std::map<std::string, std::vector<std::size_t>> by_subject_;  // folded, as names are compared
  std::vector<std::vector<std::size_t>> chains_of_;
  std::vector<std::optional<std::size_t>> way_;  // a chain that is whole from here up
};

}  // namespace

std::vector<std::optional<std::size_t>> replaced_certificates(std::span<const Certificate> given,
                                                              std::span<const CertChain> chains, FileTime now,
                                                              FileTime by) {
  std::vector<std::optional<std::size_t>> out(given.size());
  if (now.ticks == 0) return out;
  const Places places(given, chains, now);
  for (std::size_t i = 0; i < given.size(); ++i) {
    const bool ends = given[i].not_after.ticks != 0 && given[i].not_after <= by;
    if (ends) out[i] = places.replacement(i);
  }
  return out;
}

}  // namespace doctor
