#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/scan.h"

namespace doctor {

/// What one computer's logs say: indices into the ScanResult, in time order, and what its logs could have said.
struct Host {
  std::string name;  ///< as first written; empty for events that name no computer
  std::map<std::uint32_t, std::vector<std::uint32_t>> findings;  ///< by rule
  std::map<std::uint32_t, std::vector<std::uint32_t>> firings;   ///< by correlation
  std::map<std::uint32_t, std::vector<std::uint32_t>> elsewhere;  ///< by rule: findings of other computers that concern this one, too
  std::vector<Extent> extents;                                   ///< one per channel

  /// The log of that channel (compared without case), or null: it was not given.
  const Extent* extent(std::string_view channel) const;
};

/// True if `extent` holds an event of that provider (compared without case); an empty provider asks for nothing.
bool records(const Extent& extent, std::string_view provider);

/// All computers of a scan, sorted by name without case. A name without a dot is the same computer as the one full name that begins with
/// it, if there is exactly one.
std::vector<Host> hosts_of(const ScanResult& scan);

/// Findings of rules with this tag concern every computer of the run: how the certification authority signs, say. Not those whose
/// domain is another one.
inline constexpr std::string_view kEverywhereTag = "doctor.everywhere";
void share_findings(const RuleSet& rules, std::vector<Host>& hosts);

/// The findings below a firing, through chains of correlations, ascending and each once.
std::vector<std::uint32_t> findings_of(const ScanResult& scan, const Firing& firing);

/// Takes findings (sorted) out of a host, and the firings that would not have come true without them.
void take_out(const ScanResult& scan, const RuleSet& rules, const std::vector<std::uint32_t>& noise, Host& host);

}  // namespace doctor
