#include "diagnose/visibility.h"

#include <algorithm>

#include "base/text.h"
#include "diagnose/recording.h"

namespace doctor {

namespace {

NotAssessable entry(const DiagnosisRule& rule, const Need& need, Visibility seen, const Scene* scene) {
  return {rule.id,
          rule.title,
          need_name(need),
          scene != nullptr ? because(need, seen, *scene) : because(need, seen),
          scene != nullptr ? help_command(need, seen, *scene) : help_command(need, seen),
          scene != nullptr ? scene->host.name : std::string(),
          seen == Visibility::blind || seen == Visibility::other_time,
          need.purpose == Need::Purpose::confirmation};
}

}  // namespace

std::string need_name(const Need& need) {
  return need.provider.empty() ? need.channel : need.channel + ", provider " + need.provider;
}

Visibility visibility(const Need& need, const Scene& scene) {
  const Extent* log = scene.host.extent(need.channel);
  if (log == nullptr) return Visibility::not_given;
  if (!scene.scan.looked_into(*log)) return Visibility::other_time;
  if (!scene.log_shows(need.channel, need.provider)) return Visibility::blind;
  const bool of_that_kind = need.shown_by.empty() || scene.assume_logged || scene.any_seen(need.shown_by);
  return of_that_kind ? Visibility::shown : Visibility::partial;
}

std::string because(const Need& need, Visibility visibility) {
  if (visibility == Visibility::not_given) return "log not given";
  if (visibility == Visibility::other_time) return "no event of the time asked for in it";
  if (visibility == Visibility::partial) return need.otherwise;
  std::string out = "no " + need.provider + " event in it";
  if (equals_ignore_case(need.provider, "Schannel")) {
    out += ": a healthy server and one with EventLogging=0 look the same";
  }
  return out;
}

std::string help_command(const Need& need, Visibility visibility) {
  if (visibility == Visibility::other_time) return need.collect;
  return visibility == Visibility::not_given && !need.collect.empty() ? need.collect : need.enable;
}

std::string because(const Need& need, Visibility visibility, const Scene& scene) {
  if (visibility == Visibility::blind && recording_of_provider(scene, need.provider) == Recording::off) {
    return "no " + need.provider + " event in it: by its registry, the computer writes none";
  }
  if (visibility == Visibility::not_given) {
    switch (recording_of_log(scene, need.channel)) {
      case Recording::off:
        return "log not enabled on this computer";
      case Recording::on:
        return "log enabled on this computer, but nothing of it was given";
      case Recording::unknown:
        break;
    }
  }
  return because(need, visibility);
}

std::string help_command(const Need& need, Visibility visibility, const Scene& scene) {
  const bool off = visibility == Visibility::not_given && recording_of_log(scene, need.channel) == Recording::off;
  return off && !need.enable.empty() ? need.enable : help_command(need, visibility);
}

bool can_concern(const DiagnosisRule& rule, const Scene& scene) {
  return rule.only_on.empty() || scene.any_seen(rule.only_on);
}

bool concerns(const Scene& scene, const std::vector<DiagnosisRule>& diagnoses) {
  for (const DiagnosisRule& rule : diagnoses) {
    if (!can_concern(rule, scene)) continue;
    for (const Need& need : rule.needs) {
      if (scene.host.extent(need.channel) != nullptr) return true;
    }
  }
  return false;
}

void add_not_assessable(const DiagnosisRule& rule, const Scene& scene, const Diagnosis* raised,
                        std::vector<NotAssessable>& out) {
  if (!can_concern(rule, scene)) return;
  const bool settled =
      raised != nullptr && (raised->verdict == Verdict::confirmed || raised->verdict == Verdict::ruled_out);
  for (const Need& need : rule.needs) {
    const bool wanted = need.purpose == Need::Purpose::required       ? raised == nullptr
                        : need.purpose == Need::Purpose::confirmation ? !settled
                                                                      : false;
    const Visibility seen = visibility(need, scene);
    if (wanted && seen != Visibility::shown) out.push_back(entry(rule, need, seen, &scene));
  }
}

void add_not_assessable(const DiagnosisRule& rule, std::vector<NotAssessable>& out) {
  for (const Need& need : rule.needs) {
    if (need.purpose == Need::Purpose::required) out.push_back(entry(rule, need, Visibility::not_given, nullptr));
  }
}

}  // namespace doctor
