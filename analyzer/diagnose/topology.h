#pragma once
#include <string>
#include <string_view>

#include "diagnose/diagnosis.h"
#include "diagnose/hosts.h"

namespace doctor {

/// What a computer is part of, and how that is known.
struct HostTopology {
  Topology kind = Topology::unknown;
  bool single = false;  ///< no second server in its pool: certain if `kind` is standard, else probable
  std::string reason;   ///< for the report; empty if the computer shows nothing of Lync or Skype for Business

  /// `what` as in the documents: "standard", "enterprise", "single".
  bool is(std::string_view what) const;
};

/// Stated by the user, else from the logs: a local SQL instance RTC (signal lync-local-sql) is a Standard Edition; more than one routing
/// group (LyncGroupsTotal of lync-placement-wait) an Enterprise pool; one group probably a single server. What contradicts itself is
/// unknown. What the number of groups tells is derived from samples, not documented: hence "probably".
HostTopology topology_of(const ScanResult& scan, const RuleSet& rules, const Host& host, Topology stated);

}  // namespace doctor
