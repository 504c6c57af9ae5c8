#include "diagnose/ledger.h"

#include <algorithm>

#include "diagnose/activity.h"

namespace doctor {

namespace {

bool own_evidence(const DiagnosisRule& rule, std::string_view signal) {
  for (const Requirement& requirement : rule.required) {
    for (const Observation& what : requirement.any) {
      if (what.kind == Observation::Kind::signal && what.id == signal) return true;
    }
  }
  return std::any_of(rule.evidence_for.begin(), rule.evidence_for.end(), [&](const EvidenceRule& e) {
    return e.what.kind == Observation::Kind::signal && e.what.id == signal;
  });
}

std::string note_for(const std::vector<FalseAlarmRule>& rules, std::string_view signal) {
  for (const FalseAlarmRule& rule : rules) {
    if (rule.otherwise.empty()) continue;
    if (std::find(rule.signals.begin(), rule.signals.end(), signal) != rule.signals.end()) return rule.otherwise;
  }
  return {};
}

}  // namespace

Ledger::Ledger(const ScanResult& scan, const RuleSet& rules) : taken_(scan.findings.size(), false) {
  std::vector<bool> context;
  for (const Rule& rule : rules.rules()) {
    context.push_back(has_tag(rule, kContextTag));
  }
  for (std::size_t i = 0; i < taken_.size(); ++i) taken_[i] = context[scan.findings[i].rule];
}

FindingList Ledger::still_open(const FindingList& list) const {
  FindingList out;
  for (const std::uint32_t i : list) {
    if (open(i)) out.push_back(i);
  }
  return out;
}

FindingList Ledger::take(const FindingList& list) {
  FindingList out = still_open(list);
  for (const std::uint32_t i : out) taken_[i] = true;
  return out;
}

void explain(const Scene& scene, Candidate& candidate, Ledger& ledger) {
  Diagnosis& d = candidate.diagnosis;
  if (d.verdict > Verdict::possible) return;
  for (const std::string& signal : candidate.rule->explains) {
    FindingList list = scene.findings(signal);
    if (!own_evidence(*candidate.rule, signal)) {
      if (d.verdict > Verdict::likely) continue;
      std::erase_if(list, [&](std::uint32_t i) { return !same_time(d.first, d.last, scene.time(i), scene.time(i)); });
    }
    const FindingList mine = ledger.take(list);
    if (!mine.empty()) d.explains.emplace_back(signal, mine.size());
  }
}

void leave_unexplained(const Scene& scene, const std::vector<FalseAlarmRule>& rules, Ledger& ledger,
                       std::vector<Unexplained>& out) {
  for (const auto& [index, list] : scene.host.findings) {
    const FindingList left = ledger.take(list);
    if (left.empty()) continue;
    const Finding& first = scene.scan.findings[left.front()];
    const Rule& rule = scene.rules.rules()[index];
    Unexplained one;
    one.signal = rule.id;
    one.title = rule.title;
    one.provider = scene.scan.strings[first.provider];
    one.event_id = first.event_id;
    one.count = left.size();
    one.computer = scene.host.name;
    one.first = first.time;
    one.last = scene.time(left.back());
    one.rhythm = rhythm_of(scene.times(left));
    one.note = note_for(rules, rule.id);
    out.push_back(std::move(one));
  }
}

}  // namespace doctor
