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
  std::vector<Extent> extents;                                   ///< one per channel

  /// The log of that channel (compared without case), or null: it was not given.
  const Extent* extent(std::string_view channel) const;
};

/// True if `extent` holds an event of that provider (compared without case); an empty provider asks for nothing.
bool records(const Extent& extent, std::string_view provider);

/// All computers of a scan, sorted by name without case. A name without a dot is the same computer as the one full name that begins with
/// it, if there is exactly one.
std::vector<Host> hosts_of(const ScanResult& scan);

/// The findings below a firing, through chains of correlations, ascending and each once.
std::vector<std::uint32_t> findings_of(const ScanResult& scan, const Firing& firing);

/// Takes findings (sorted) out of a host, and the firings that would not have come true without them.
void take_out(const ScanResult& scan, const RuleSet& rules, const std::vector<std::uint32_t>& noise, Host& host);

}  // namespace doctor
