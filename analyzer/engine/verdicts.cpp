#include "engine/verdicts.h"

namespace doctor {

bool Verdicts::Kind::worth_remembering() {
  if (seen_ < 2) ++seen_;
  if (seen_ < 2) return false;  // most kinds of a mixed log come once
  return asked_ < kTrial || found_ >= asked_ / 4;
}

const std::vector<std::uint32_t>* Verdicts::Kind::find(std::string_view asked) {
  if (asked_ >= 64 * kTrial) {  // what was long ago counts less
    asked_ /= 2;
    found_ /= 2;
  }
  ++asked_;
  const auto it = known_.find(asked);
  if (it == known_.end()) return nullptr;
  ++found_;
  return &it->second;
}

std::pair<Verdicts::Kind&, bool> Verdicts::kind(const KindKey& key) {
  if (last_ != nullptr && last_key_ == key) return {*last_, false};
  if (kinds_.size() >= kMostKinds && !kinds_.contains(key)) {
    kinds_.clear();
    bytes_ = 0;
  }
  const auto [it, is_new] = kinds_.try_emplace(key);
  last_key_ = key;
  last_ = &it->second;
  return {*last_, is_new};
}

void Verdicts::keep(Kind& kind, std::string_view asked, const std::vector<std::uint32_t>& matched) {
  if (asked.size() > kLongestAsked || kind.known_.size() >= kMostKept) return;
  constexpr std::size_t kNode = 128;  // about what the tables take for an entry
  const std::size_t size = asked.size() + matched.size() * sizeof(std::uint32_t) + kNode;
  if (bytes_ + size > kMostBytes) {
    for (auto& [key, k] : kinds_) k.known_.clear();
    bytes_ = 0;
  }
  bytes_ += size;
  kind.known_.emplace(asked, matched);
}

}  // namespace doctor
