#include "diagnose/topology.h"

#include <algorithm>

#include "base/text.h"

namespace doctor {

namespace {

// The largest number of routing groups that any wait of this computer named; 0 if none did.
std::uint64_t groups_total(const ScanResult& scan, const RuleSet& rules, const Host& host) {
  const auto rule = rules.rule("lync-placement-wait");
  if (!rule) return 0;
  const auto list = host.findings.find(*rule);
  if (list == host.findings.end()) return 0;
  const std::vector<std::string>& keep = rules.rules()[*rule].keep;
  const auto field = std::find(keep.begin(), keep.end(), "LyncGroupsTotal");
  if (field == keep.end()) return 0;
  const auto index = static_cast<std::size_t>(field - keep.begin());
  std::uint64_t most = 0;
  for (const std::uint32_t i : list->second) {
    for (const std::string_view value : values_of(scan.strings[scan.findings[i].values], index)) {
      most = std::max(most, parse_integer(value).value_or(0));
    }
  }
  return most;
}

bool shows(const RuleSet& rules, const Host& host, std::string_view signal) {
  const auto rule = rules.rule(signal);
  if (!rule) return false;
  const auto list = host.findings.find(*rule);
  return list != host.findings.end() && !list->second.empty();
}

}  // namespace

bool HostTopology::is(std::string_view what) const {
  if (what == "standard") return kind == Topology::standard;
  if (what == "enterprise") return kind == Topology::enterprise;
  return what == "single" && single;
}

HostTopology topology_of(const ScanResult& scan, const RuleSet& rules, const Host& host, Topology stated) {
  const std::uint64_t groups = groups_total(scan, rules, host);
  const bool local_sql = shows(rules, host, "lync-local-sql");
  // An instance RTC alone may be the back end of a pool whose front ends are elsewhere.
  if (groups == 0 && host.extent("Lync Server") == nullptr) return {};
  if (stated == Topology::standard) return {stated, true, "Standard Edition, as stated"};
  if (stated == Topology::enterprise) return {stated, false, "Enterprise pool, as stated"};

  const std::string groups_text = std::to_string(groups) + (groups == 1 ? " routing group" : " routing groups");
  if (local_sql && groups > 1) {
    return {Topology::unknown, false,
            "unknown: the local SQL instance RTC speaks for a Standard Edition, " + groups_text +
                " for an Enterprise pool; state it with --topology"};
  }
  if (local_sql) {
    return {Topology::standard, true, "Standard Edition, because its back end is the local SQL instance RTC"};
  }
  if (groups > 1) return {Topology::enterprise, false, "Enterprise pool, because event 32174 counts " + groups_text};
  if (groups == 1) {
    return {Topology::unknown, true, "probably a single server, because event 32174 counts one routing group"};
  }
  return {Topology::unknown, false, "unknown: nothing in the logs tells it"};
}

}  // namespace doctor
