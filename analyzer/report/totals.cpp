#include "report/totals.h"

#include <algorithm>
#include <string>

namespace doctor {

std::vector<bool> counted_rules(std::span<const Rule> rules) {
  std::vector<bool> counted;
  for (const Rule& rule : rules) counted.push_back(!has_tag(rule, "doctor.context"));
  return counted;
}

std::uint64_t counted_findings(const ScanResult& scan, std::span<const Rule> rules) {
  const std::vector<bool> counted = counted_rules(rules);
  std::uint64_t n = 0;
  for (const Finding& finding : scan.findings) {
    if (finding.rule >= counted.size() || counted[finding.rule]) ++n;
  }
  return n;
}

Totals totals_of(const Report& report, const RuleSet& rules) {
  Totals t;
  for (const InputResult& input : report.scan.inputs) {
    if (!input.error.empty()) {
      ++t.unreadable;
    } else {
      ++t.files;
    }
    t.events += input.extents.events();
    t.relevant += input.relevant - std::min(input.relevant, input.duplicates);
  }
  t.findings = counted_findings(report.scan, rules.rules());
  for (const Diagnosis& d : report.assessment.diagnoses) {
    for (const auto& [signal, n] : d.explains) t.explained += n;
  }
  for (const FalseAlarm& f : report.assessment.false_alarms) t.false_positives += f.count;
  for (const Unexplained& u : report.assessment.unexplained) t.unexplained += u.count;
  return t;
}

}  // namespace doctor
