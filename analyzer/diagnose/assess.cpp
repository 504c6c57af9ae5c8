#include "diagnose/assess.h"

#include <algorithm>
#include <tuple>

#include "base/text.h"
#include "diagnose/candidate.h"
#include "diagnose/ledger.h"
#include "diagnose/visibility.h"

namespace doctor {

namespace {

// A log that names thousands of computers (a collector's, or a hostile one) is not asked about computer by computer.
constexpr std::size_t kComputersListed = 1000;

// Step 1: noise, out of the evidence for good.
void take_out_noise(const DiagnosisSet& documents, const Scene& scene, Host& host, Ledger& ledger, Assessment& out) {
  for (const FalseAlarmRule& rule : documents.false_alarms()) {
    if (!rule.before_diagnoses) continue;
    const FindingList noise = classify(rule, scene, {}, documents.false_alarms(), ledger, out.false_alarms);
    if (!noise.empty()) take_out(scene.scan, scene.rules, noise, host);
  }
}

// Step 2: first what stands on its own, then what yields to it.
std::vector<Candidate> weigh_diagnoses(const DiagnosisSet& documents, const Scene& scene) {
  std::vector<Candidate> out;
  for (const bool yielding : {false, true}) {
    const std::vector<Candidate> raised = out;
    for (const DiagnosisRule& rule : documents.diagnoses()) {
      if (rule.yields_to.empty() == yielding || !can_concern(rule, scene)) continue;
      if (auto candidate = consider(rule, scene, raised)) out.push_back(std::move(*candidate));
    }
  }
  std::sort(out.begin(), out.end(),
            [](const Candidate& a, const Candidate& b) { return before(a.diagnosis, b.diagnosis); });
  compare_rivals(out);
  return out;
}

void list_not_assessable(const DiagnosisSet& documents, const Scene& scene, const std::vector<Candidate>& candidates,
                         Assessment& out) {
  for (const DiagnosisRule& rule : documents.diagnoses()) {
    const auto raised =
        std::find_if(candidates.begin(), candidates.end(), [&](const Candidate& c) { return c.rule == &rule; });
    add_not_assessable(rule, scene, raised == candidates.end() ? nullptr : &raised->diagnosis, out.not_assessable);
  }
}

// Whether any log of this computer matters.
bool assess_host(const DiagnosisSet& documents, const HostTopology& topology, bool assume_logged,
                 const ScanResult& scan, const RuleSet& rules, Host& host, Ledger& ledger, Assessment& out) {
  const Scene scene{scan, rules, host, topology, assume_logged};
  take_out_noise(documents, scene, host, ledger, out);
  std::vector<Candidate> candidates = weigh_diagnoses(documents, scene);
  for (Candidate& candidate : candidates) explain(scene, candidate, ledger);
  for (const FalseAlarmRule& rule : documents.false_alarms()) {
    if (rule.before_diagnoses) continue;
    classify(rule, scene, candidates, documents.false_alarms(), ledger, out.false_alarms);
  }
  leave_unexplained(scene, documents.false_alarms(), ledger, out.unexplained);
  const bool concerned = concerns(scene, documents.diagnoses());
  if (concerned) list_not_assessable(documents, scene, candidates, out);
  for (Candidate& candidate : candidates) out.diagnoses.push_back(std::move(candidate.diagnosis));
  return concerned;
}

void forget_computers(std::vector<NotAssessable>& list) {
  const auto key = [](const NotAssessable& n) { return std::tie(n.id, n.needs, n.because, n.enable, n.blind); };
  for (NotAssessable& n : list) n.computer.clear();
  std::sort(list.begin(), list.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
  list.erase(std::unique(list.begin(), list.end(), [&](const auto& a, const auto& b) { return key(a) == key(b); }),
             list.end());
}

void sort_lists(Assessment& out) {
  std::sort(out.diagnoses.begin(), out.diagnoses.end(), before);
  std::stable_sort(out.false_alarms.begin(), out.false_alarms.end(), [](const FalseAlarm& a, const FalseAlarm& b) {
    return std::tie(b.count, a.signal, a.computer) < std::tie(a.count, b.signal, b.computer);
  });
  std::stable_sort(out.unexplained.begin(), out.unexplained.end(), [](const Unexplained& a, const Unexplained& b) {
    return std::tie(b.count, a.signal, a.computer) < std::tie(a.count, b.signal, b.computer);
  });
}

}  // namespace

Assessment assess(const ScanResult& scan, const RuleSet& rules, const DiagnosisSet& documents,
                  const AssessOptions& options) {
  Assessment out;
  Ledger ledger(scan, rules);
  std::vector<Host> hosts = hosts_of(scan);
  share_findings(rules, hosts);
  bool concerned = false;
  for (Host& host : hosts) {
    const HostTopology topology = topology_of(scan, rules, host, options.topology);
    if (!topology.reason.empty()) out.topology.emplace_back(host.name, topology.reason);
    const bool matters = assess_host(documents, topology, options.assume_logged, scan, rules, host, ledger, out);
    concerned = concerned || matters;
  }
  if (!concerned) {
    for (const DiagnosisRule& rule : documents.diagnoses()) add_not_assessable(rule, out.not_assessable);
  }
  if (hosts.size() > kComputersListed) forget_computers(out.not_assessable);
  sort_lists(out);
  return out;
}

}  // namespace doctor
