#include "diagnose/hosts.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "engine/windows.h"

namespace doctor {

namespace {

// Folded name -> folded name it is known by: itself, or the only full name whose first label it is.
std::map<std::string, std::string> canonical_names(const std::set<std::string>& folded) {
  std::map<std::string, std::string> out;
  for (const std::string& name : folded) {
    out[name] = name;
    if (name.empty() || name.find('.') != std::string::npos) continue;
    const std::string prefix = name + '.';
    const auto first = folded.lower_bound(prefix);
    if (first == folded.end() || !first->starts_with(prefix)) continue;
    const auto second = std::next(first);
    if (second == folded.end() || !second->starts_with(prefix)) out[name] = *first;
  }
  return out;
}

class HostTable {
 public:
  explicit HostTable(const std::set<std::string>& folded) : canonical_(canonical_names(folded)) {}

  Host& of(std::string_view name) {
    const std::string key = canonical_.at(fold(name));
    Host& host = hosts_[key];
    // The full name is the better name, whichever came first.
    if (host.name.empty() || (host.name.size() < name.size() && host.name.find('.') == std::string::npos)) {
      host.name = name;
    }
    return host;
  }
  std::vector<Host> take() {
    std::vector<Host> out;
    for (auto& [key, host] : hosts_) out.push_back(std::move(host));
    return out;
  }

 private:
  std::map<std::string, std::string> canonical_;
  std::map<std::string, Host> hosts_;
};

void add_extent(Host& host, const Extent& extent) {
  for (Extent& own : host.extents) {
    if (!equals_ignore_case(own.channel, extent.channel)) continue;
    Extent same = extent;
    same.computer = own.computer;
    same.channel = own.channel;
    own.merge(same);
    return;
  }
  host.extents.push_back(extent);
}

// Whether a firing would still be one without the findings taken out. Counts of events and of rules are judged again; anything
// finer (values, words, chains) is dropped as soon as a part is gone: less evidence, never more.
bool survives(const ScanResult& scan, const RuleSet& rules, const std::vector<std::uint32_t>& noise,
              const Firing& firing) {
  const std::vector<std::uint32_t> parts = findings_of(scan, firing);
  std::uint64_t left = 0;
  std::set<std::uint32_t> kinds;
  for (const std::uint32_t part : parts) {
    if (std::binary_search(noise.begin(), noise.end(), part)) continue;
    ++left;
    kinds.insert(scan.findings[part].rule);
  }
  if (left == parts.size()) return true;
  const Correlation& rule = rules.correlations()[firing.correlation];
  const bool temporal = is_temporal(rule.type);
  if (firing.from_firings || left == 0 || !rule.words.empty()) return false;
  if (!temporal && rule.type != CorrelationType::event_count) return false;
  const std::uint64_t n = temporal ? kinds.size() : left;
  if (rule.condition.empty()) return n >= rule.rules.size();
  return satisfies(static_cast<double>(n), rule.condition);
}

}  // namespace

const Extent* Host::extent(std::string_view channel) const {
  for (const Extent& e : extents) {
    if (equals_ignore_case(e.channel, channel)) return &e;
  }
  return nullptr;
}

bool records(const Extent& extent, std::string_view provider) {
  if (provider.empty()) return true;
  for (const auto& [name, count] : extent.per_provider) {
    if (count > 0 && equals_ignore_case(name, provider)) return true;
  }
  return false;
}

std::vector<Host> hosts_of(const ScanResult& scan) {
  std::set<std::uint32_t> computers;
  for (const Finding& f : scan.findings) computers.insert(f.computer);
  std::set<std::string> folded;
  for (const std::uint32_t c : computers) folded.insert(fold(scan.strings[c]));
  for (const Extent& e : scan.extents.list()) folded.insert(fold(e.computer));

  HostTable table(folded);
  std::map<std::uint32_t, Host*> by_string;
  for (const std::uint32_t c : computers) by_string[c] = &table.of(scan.strings[c]);
  for (std::size_t i = 0; i < scan.findings.size(); ++i) {
    const Finding& f = scan.findings[i];
    by_string[f.computer]->findings[f.rule].push_back(static_cast<std::uint32_t>(i));
  }
  for (std::size_t i = 0; i < scan.firings.size(); ++i) {
    // A firing over several computers (0) says nothing about one of them.
    const auto host = by_string.find(scan.firings[i].computer);
    // Nor does an undecided one.
    if (scan.firings[i].computer == 0 || scan.firings[i].undecided || host == by_string.end()) continue;
    host->second->firings[scan.firings[i].correlation].push_back(static_cast<std::uint32_t>(i));
  }
  for (const Extent& e : scan.extents.list()) add_extent(table.of(e.computer), e);
  return table.take();
}

namespace {

// Unless both names tell their domain, and it is not the same.
bool may_be_related(std::string_view a, std::string_view b) {
  const std::size_t dot_a = a.find('.'), dot_b = b.find('.');
  if (dot_a == std::string_view::npos || dot_b == std::string_view::npos) return true;
  return equals_ignore_case(a.substr(dot_a), b.substr(dot_b));
}

}  // namespace

void share_findings(const RuleSet& rules, std::vector<Host>& hosts) {
  for (std::uint32_t rule = 0; rule < rules.rules().size(); ++rule) {
    if (!has_tag(rules.rules()[rule], kEverywhereTag)) continue;
    for (const Host& from : hosts) {
      const auto list = from.findings.find(rule);
      if (list == from.findings.end()) continue;
      for (Host& to : hosts) {
        if (&to == &from || !may_be_related(from.name, to.name)) continue;
        auto& all = to.elsewhere[rule];
        all.insert(all.end(), list->second.begin(), list->second.end());
      }
    }
    for (Host& host : hosts) {
      if (const auto all = host.elsewhere.find(rule); all != host.elsewhere.end()) std::sort(all->second.begin(), all->second.end());
    }
  }
}

std::vector<std::uint32_t> findings_of(const ScanResult& scan, const Firing& firing) {
  std::vector<std::uint32_t> out;
  std::vector<const Firing*> open = {&firing};
  std::set<std::uint32_t> seen;  // several firings of a chain may share a part
  while (!open.empty()) {
    const Firing& next = *open.back();
    open.pop_back();
    if (!next.from_firings) {
      out.insert(out.end(), next.parts.begin(), next.parts.end());
      continue;
    }
    for (const std::uint32_t part : next.parts) {
      if (part < scan.firings.size() && seen.insert(part).second) open.push_back(&scan.firings[part]);
    }
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

void take_out(const ScanResult& scan, const RuleSet& rules, const std::vector<std::uint32_t>& noise, Host& host) {
  for (auto& [rule, list] : host.findings) {
    std::erase_if(list, [&](std::uint32_t i) { return std::binary_search(noise.begin(), noise.end(), i); });
  }
  for (auto& [correlation, list] : host.firings) {
    std::erase_if(list, [&](std::uint32_t i) { return !survives(scan, rules, noise, scan.firings[i]); });
  }
}

}  // namespace doctor
