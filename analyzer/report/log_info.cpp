#include "report/log_info.h"

#include <algorithm>
#include <map>

namespace doctor {

std::vector<ProviderCount> providers_of(const Extents& extents) {
  std::map<std::string_view, std::uint64_t> sums;
  for (const Extent& e : extents.list()) {
    for (const auto& [provider, events] : e.per_provider) sums[provider] += events;
  }
  std::vector<ProviderCount> out;
  for (const auto& [provider, events] : sums) out.push_back({std::string(provider), events});
  std::stable_sort(out.begin(), out.end(),
                   [](const ProviderCount& a, const ProviderCount& b) { return a.events > b.events; });
  return out;
}

std::array<std::uint64_t, 6> levels_of(const Extents& extents) {
  std::array<std::uint64_t, 6> sums{};
  for (const Extent& e : extents.list()) {
    for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += e.per_level[i];
  }
  return sums;
}

std::uint64_t evtx_chunks(std::uint64_t bytes) {
  constexpr std::uint64_t kHeader = 4096, kChunk = 65536;
  return bytes <= kHeader ? 0 : (bytes - kHeader + kChunk - 1) / kChunk;
}

}  // namespace doctor
