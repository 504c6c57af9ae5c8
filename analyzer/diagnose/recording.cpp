#include "diagnose/recording.h"

#include <algorithm>
#include <string>

#include "base/text.h"

namespace doctor {

namespace {

/// Looks at all findings of rules with the tag, until one is what is asked for.
template <class Asked>
bool any_tagged(const Scene& scene, std::string_view tag, Asked asked) {
  for (const auto& [rule, findings] : scene.host.findings) {
    if (has_tag(scene.rules.rules()[rule], tag) && std::any_of(findings.begin(), findings.end(), asked)) return true;
  }
  return false;
}

bool names_channel(const Scene& scene, std::uint32_t finding, std::string_view channel) {
  const Finding& f = scene.scan.findings[finding];
  const std::string_view values = scene.scan.strings[f.values];
  const std::string ending = "\\" + std::string(channel);
  for (std::size_t field = 0; field < scene.rules.rules()[f.rule].keep.size(); ++field) {
    for (const std::string_view value : values_of(values, field)) {
      if (ends_with_ignore_case(value, ending)) return true;
    }
  }
  return false;
}

}  // namespace

Recording recording_of_provider(const Scene& scene, std::string_view provider) {
  if (provider.empty()) return Recording::unknown;
  const auto seen = [&](std::string_view what) {
    return any_tagged(scene, std::string(what) + fold(provider), [](std::uint32_t) { return true; });
  };
  if (seen("doctor.silences.")) return Recording::off;
  return seen("doctor.records.") ? Recording::on : Recording::unknown;
}

Recording recording_of_log(const Scene& scene, std::string_view channel) {
  const auto seen = [&](std::string_view tag) {
    return any_tagged(scene, tag, [&](std::uint32_t finding) { return names_channel(scene, finding, channel); });
  };
  if (seen("doctor.log-off")) return Recording::off;
  return seen("doctor.log-on") ? Recording::on : Recording::unknown;
}

}  // namespace doctor
