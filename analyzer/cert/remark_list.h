#pragma once
#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cert/remarks.h"

namespace doctor {

/// Collects remarks for remarks*.cpp, and brings the worst to the front.
class RemarkList {
 public:
  void error(std::string_view code, std::string text, std::string advice = {}, std::string diagnosis = {}) {
    add(RemarkLevel::error, code, std::move(text), std::move(advice), std::move(diagnosis));
  }
  void warning(std::string_view code, std::string text, std::string advice = {}, std::string diagnosis = {}) {
    add(RemarkLevel::warning, code, std::move(text), std::move(advice), std::move(diagnosis));
  }
  void note(std::string_view code, std::string text, std::string advice = {}, std::string diagnosis = {}) {
    add(RemarkLevel::note, code, std::move(text), std::move(advice), std::move(diagnosis));
  }
  void add(RemarkLevel level, std::string_view code, std::string text, std::string advice = {},
           std::string diagnosis = {}) {
    list_.push_back({code, level, std::move(text), std::move(advice), std::move(diagnosis)});
  }

  std::vector<Remark> take() {
    std::stable_sort(list_.begin(), list_.end(), [](const Remark& a, const Remark& b) { return a.level < b.level; });
    return std::move(list_);
  }

 private:
  std::vector<Remark> list_;
};

/// crl-bad-signature, revoked, revoked-later: remarks_revocation.cpp.
void add_revocations(std::span<const Certificate> given, std::span<const Crl> crls, const RemarkOptions& options,
                     RemarkList& list);

/// What a person calls it: its common name, else the whole subject.
inline const std::string& short_name(const std::string& common_name, const std::string& name) {
  return common_name.empty() ? name : common_name;
}

/// "2015-06-01", or "an unknown day" for 0.
std::string day_text(FileTime time);
/// "12 days", "1 day", and below a day "5 h 3 min".
std::string days_text(Ticks span);

}  // namespace doctor
