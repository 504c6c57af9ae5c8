#include "engine/log_reach.h"

#include <algorithm>

#include "base/text.h"

namespace doctor {

void LogReach::list_extents() {
  listed_ = true;
  for (const Extent& e : scan_.extents.list()) {
    FileTime& end = ends_[fold(e.computer)][fold(e.channel)];
    end = std::max(end, std::min(e.last, scan_.until));
  }
}

FileTime LogReach::end_of(std::uint32_t rule, const std::string& computer) {
  const auto logs = ends_.find(computer);
  if (logs == ends_.end()) return {};
  const auto& channels = rules_.rules()[rule].scope.channels;
  FileTime end;
  for (const auto& [channel, last] : logs->second) {
    if (channels.empty() || std::find(channels.begin(), channels.end(), channel) != channels.end()) {
      end = std::max(end, last);
    }
  }
  return end;
}

void LogReach::rules_below(const CorrelationInput& input, std::set<std::uint32_t>& out) const {
  std::set<std::uint32_t> seen;  // a correlation may be reached in many ways
  std::vector<CorrelationInput> open{input};
  while (!open.empty()) {
    const CorrelationInput next = open.back();
    open.pop_back();
    if (!next.is_correlation) {
      out.insert(next.index);
    } else if (seen.insert(next.index).second) {
      const auto& below = rules_.compiled().inputs[next.index];
      open.insert(open.end(), below.begin(), below.end());
    }
  }
}

FileTime LogReach::known_until(std::uint32_t correlation, const std::set<std::uint32_t>& computers) {
  if (!listed_) list_extents();
  const auto& inputs = rules_.compiled().inputs[correlation];
  const WordedCondition& words = rules_.compiled().words[correlation];
  std::set<std::uint32_t> unwanted;
  for (std::uint32_t slot = 0; slot < inputs.size(); ++slot) {
    if (words.is_unwanted(slot)) rules_below(inputs[slot], unwanted);
  }
  FileTime earliest = scan_.until;
  for (const std::uint32_t computer : computers) {
    const std::string name = fold(scan_.strings[computer]);
    for (const std::uint32_t rule : unwanted) earliest = std::min(earliest, end_of(rule, name));
  }
  return earliest;
}

}  // namespace doctor
