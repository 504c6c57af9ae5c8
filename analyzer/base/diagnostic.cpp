#include "base/diagnostic.h"

#include <algorithm>

#include "base/text.h"

namespace doctor {

void Diagnostics::add(Diagnostic d) {
  if (d.message.size() > kLongestMessage) {
    d.message.resize(prefix(d.message, kLongestMessage).size());
    d.message += "...";
  }
  ++severities_[d.severity];
  bytes_lost_ += d.bytes_lost;
  if (++totals_[d.code] <= most_) kept_.push_back(std::move(d));
}

void Diagnostics::merge(Diagnostics&& later) {
  std::map<std::string_view, std::uint64_t> here;
  for (const Diagnostic& d : kept_) ++here[d.code];
  for (Diagnostic& d : later.kept_) {
    if (++here[d.code] <= most_) kept_.push_back(std::move(d));
  }
  for (const auto& [code, n] : later.totals_) totals_[code] += n;
  for (const auto& [severity, n] : later.severities_) severities_[severity] += n;
  bytes_lost_ += later.bytes_lost_;
  later.clear();
}

void Diagnostics::clear() {
  kept_.clear();
  totals_.clear();
  severities_.clear();
  bytes_lost_ = 0;
}

std::uint64_t Diagnostics::count(std::string_view code) const {
  const auto it = totals_.find(code);
  return it == totals_.end() ? 0 : it->second;
}

std::uint64_t Diagnostics::count(Severity severity) const {
  const auto it = severities_.find(severity);
  return it == severities_.end() ? 0 : it->second;
}

}  // namespace doctor
