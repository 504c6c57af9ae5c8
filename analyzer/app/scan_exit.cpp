#include "app/scan_exit.h"

#include <algorithm>

#include "base/text.h"

namespace doctor {

namespace {

bool anything_found(const Assessment& assessment, std::optional<Verdict> fail_on) {
  if (!fail_on) return false;
  return std::any_of(assessment.diagnoses.begin(), assessment.diagnoses.end(),
                     [&](const Diagnosis& d) { return d.verdict <= *fail_on; });
}

bool input_trouble(const Report& report, const Inputs& inputs, bool strict) {
  if (!inputs.failures.empty() || inputs.sources.empty()) return true;
  if (!strict) return false;
  return std::any_of(report.scan.inputs.begin(), report.scan.inputs.end(), [](const InputResult& input) {
    return input.damage.count(Severity::warning) + input.damage.count(Severity::error) > 0;
  });
}

}  // namespace

std::vector<std::string> missing_channels(const ScanResult& scan, const std::vector<std::string>& wanted) {
  std::vector<std::string> missing;
  for (const std::string& channel : wanted) {
    const auto& extents = scan.extents.list();
    const bool given = std::any_of(extents.begin(), extents.end(),
                                   [&](const Extent& e) { return equals_ignore_case(e.channel, channel); });
    if (!given) missing.push_back(channel);
  }
  return missing;
}

ExitCode judge(const Report& report, const Inputs& inputs, const Options& options) {
  ExitCode code = ExitCode::nothing;
  if (input_trouble(report, inputs, options.strict)) code = worse(code, ExitCode::input);
  if (anything_found(report.assessment, options.fail_on)) code = worse(code, ExitCode::found);
  const auto& open = report.assessment.not_assessable;
  const bool blind = std::any_of(open.begin(), open.end(), [](const NotAssessable& n) { return n.blind; });
  // An entry of no computer speaks of the whole run: no log given has anything to do with the diagnosis.
  const bool nothing_given = std::any_of(
      open.begin(), open.end(), [](const NotAssessable& n) { return n.computer.empty() && !n.for_confirmation; });
  const bool logs_in_doubt =
      report.run && std::any_of(report.run->logs.begin(), report.run->logs.end(), [](const RunReport::LogNote& note) {
        return note.kind != RunReport::LogNote::Kind::overwritten;
      });
  if (blind || nothing_given || logs_in_doubt || !missing_channels(report.scan, options.require).empty()) {
    code = worse(code, ExitCode::not_assessable);
  }
  return code;
}

}  // namespace doctor
