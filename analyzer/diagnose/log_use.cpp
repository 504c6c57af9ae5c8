#include "diagnose/log_use.h"

#include <algorithm>

#include "base/text.h"
#include "diagnose/documents.h"
#include "diagnose/hosts.h"
#include "diagnose/visibility.h"

namespace doctor {

namespace {

LogUse begin_use(const Need& need, const Extents& log) {
  LogUse use;
  use.needs = need_name(need);
  for (const Extent& e : log.list()) {
    if (!equals_ignore_case(e.channel, need.channel)) continue;
    (records(e, need.provider) ? use.shown_on : use.blind_on).push_back(e.computer);
  }
  if (!use.blind_on.empty()) {
    use.because = because(need, Visibility::blind);
    use.enable = help_command(need, Visibility::blind);
  }
  return use;
}

std::vector<std::string>& list_of(LogUse& use, Need::Purpose purpose) {
  switch (purpose) {
    case Need::Purpose::required:
      return use.serves;
    case Need::Purpose::confirmation:
      return use.confirms;
    case Need::Purpose::impact:
      break;
  }
  return use.shows_impact;
}

}  // namespace

std::vector<LogUse> uses_of(const Extents& log, const DiagnosisSet& documents) {
  std::vector<LogUse> uses;
  for (const DiagnosisRule& rule : documents.diagnoses()) {
    for (const Need& need : rule.needs) {
      const std::string name = need_name(need);
      auto use = std::find_if(uses.begin(), uses.end(), [&](const LogUse& u) { return u.needs == name; });
      if (use == uses.end()) {
        LogUse fresh = begin_use(need, log);
        if (fresh.shown_on.empty() && fresh.blind_on.empty()) continue;
        use = uses.insert(uses.end(), std::move(fresh));
      }
      list_of(*use, need.purpose).push_back(rule.id);
    }
  }
  return uses;
}

}  // namespace doctor
