#include "report/cert_report.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "cert/crl_standing.h"
#include "cert/replaced.h"

namespace doctor {

namespace {

/// Puts what several files hold into one list, where each thing stands once and knows its places.
class Gathering {
 public:
  explicit Gathering(CertReport& report) : report_(report) {}

  void add(CertFile file) {
    const auto source = static_cast<std::uint32_t>(report_.files.size());
    CertBundle& bundle = file.bundle;
    report_.files.push_back({std::move(file.path), std::move(file.error), bundle.certificates.size(),
                             bundle.crls.size(), std::move(bundle.others), std::move(bundle.damage)});
    for (auto& item : bundle.certificates) {
      item.where.source = source;
      add(std::move(item.what), item.where, file.in_root_store);
    }
    for (auto& item : bundle.crls) {
      item.where.source = source;
      add(std::move(item.what), item.where);
    }
  }

  bool in_root_store(std::size_t certificate) const { return in_root_store_[certificate]; }

 private:
  void add(Certificate c, const Location& where, bool in_root_store) {
    const auto [at, is_new] = certificates_.try_emplace(c.sha256, report_.certificates.size());
    if (is_new) {
      report_.certificates.push_back(std::move(c));
      report_.judged.emplace_back();
      in_root_store_.push_back(false);
    }
    report_.judged[at->second].places.push_back(where);
    if (in_root_store) in_root_store_[at->second] = true;
  }

  void add(Crl crl, const Location& where) {
    const auto [at, is_new] = crls_.try_emplace(crl.thumbprint, report_.crls.size());
    if (is_new) report_.crls.push_back({std::move(crl), {}, {}});
    report_.crls[at->second].places.push_back(where);
  }

  CertReport& report_;
  std::map<std::string, std::size_t> certificates_, crls_;  // by SHA-256 and thumbprint
  std::vector<bool> in_root_store_;
};

/// Which certificates issued another one of those given.
std::vector<bool> issuers_among(const CertReport& report) {
  std::vector<bool> out(report.certificates.size());
  for (const CertReport::Chain& c : report.chains) {
    for (std::size_t i = 1; i < c.chain.links.size(); ++i) out[c.chain.links[i].certificate] = true;
  }
  return out;
}

std::vector<std::optional<std::size_t>> replaced_in(const CertReport& report, const RemarkOptions& options) {
  std::vector<CertChain> chains;
  for (const CertReport::Chain& c : report.chains) chains.push_back(c.chain);
  return replaced_certificates(report.certificates, chains, options.now, {options.now.ticks + options.within.count});
}

void judge_each(CertReport& report, const Gathering& gathering, RemarkOptions options) {
  const std::vector<bool> issues = issuers_among(report);
  const std::vector<std::optional<std::size_t>> replaced = replaced_in(report, options);
  for (std::size_t i = 0; i < report.certificates.size(); ++i) {
    CertReport::Judged& judged = report.judged[i];
    judged.role = role_of(report.certificates[i], issues[i]);
    options.in_root_store = gathering.in_root_store(i);
    options.replaced_by = replaced[i] ? &report.certificates[*replaced[i]] : nullptr;
    judged.remarks = remarks_on(report.certificates[i], judged.role, options);
  }
}

void judge_crls(CertReport& report, const RemarkOptions& options) {
  std::vector<Crl> crls;  // remarks_on_all() wants them in a row; a CRL may be large, so they are moved there and back
  for (CertReport::JudgedCrl& c : report.crls) crls.push_back(std::move(c.crl));
  report.remarks = remarks_on_all(report.certificates, crls, options);
  const std::vector<CrlStanding> standings = crl_standings(report.certificates, crls, options.now);
  for (std::size_t i = 0; i < crls.size(); ++i) {
    const std::optional<std::size_t> newer = standings[i].replaced_by;
    report.crls[i].remarks = remarks_on(crls[i], options, newer ? &crls[*newer] : nullptr);
  }
  for (std::size_t i = 0; i < crls.size(); ++i) report.crls[i].crl = std::move(crls[i]);
}

/// The worst that is said about a chain or one of its certificates.
RemarkLevel worst(const CertReport& report, const CertReport::Chain& chain) {
  RemarkLevel out = RemarkLevel::note;
  const auto look_at = [&](const std::vector<Remark>& remarks) {
    for (const Remark& r : remarks) out = std::min(out, r.level);
  };
  look_at(chain.remarks);
  for (const CertChain::Link& link : chain.chain.links) look_at(report.judged[link.certificate].remarks);
  return out;
}

void count(const std::vector<Remark>& remarks, std::array<std::uint64_t, 3>& levels) {
  for (const Remark& r : remarks) ++levels[static_cast<std::size_t>(r.level)];
}

}  // namespace

std::array<std::uint64_t, 3> CertReport::levels() const {
  std::array<std::uint64_t, 3> sums{};
  for (const Judged& j : judged) count(j.remarks, sums);
  for (const Chain& c : chains) count(c.remarks, sums);
  for (const JudgedCrl& c : crls) count(c.remarks, sums);
  count(remarks, sums);
  return sums;
}

CertReport judge_certificates(std::vector<CertFile> files, const RemarkOptions& options) {
  CertReport report;
  report.now = options.now;
  Gathering gathering(report);
  for (CertFile& file : files) gathering.add(std::move(file));

  for (CertChain& chain : build_chains(report.certificates)) {
    report.chains.push_back({std::move(chain), {}});
    CertReport::Chain& kept = report.chains.back();
    kept.remarks = remarks_on(kept.chain, report.certificates, options);
  }
  judge_each(report, gathering, options);
  std::stable_sort(
      report.chains.begin(), report.chains.end(),
      [&](const CertReport::Chain& a, const CertReport::Chain& b) { return worst(report, a) < worst(report, b); });
  judge_crls(report, options);
  return report;
}

}  // namespace doctor
