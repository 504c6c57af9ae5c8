#pragma once
#include <string>
#include <vector>

#include "diagnose/assess.h"
#include "event/source.h"

namespace doctor {

/// What a log is good for: one need that diagnoses have and whose channel is in it.
struct LogUse {
  std::string needs;                      ///< channel, or channel and provider: "System, provider Schannel"
  std::vector<std::string> shown_on;      ///< computers whose part of the log can show it
  std::vector<std::string> blind_on;      ///< computers whose part cannot
  std::string because, enable;            ///< why not, and the command that helps; empty if nobody is blind
  std::vector<std::string> serves;        ///< ids of diagnoses that need it to be made at all
  std::vector<std::string> confirms;      ///< ids of those that it confirms or rules out
  std::vector<std::string> shows_impact;  /// ids of those whose consequences it shows
};

/// In the order of the diagnoses (by id); empty if no diagnosis asks for any channel of the log. Says nothing of what was found.
std::vector<LogUse> uses_of(const Extents& log, const DiagnosisSet& documents);

}  // namespace doctor
