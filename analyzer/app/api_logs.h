#pragma once
#include <limits>
#include <string>
#include <vector>

#include "app/inputs.h"
#include "diagnose/assess.h"
#include "engine/rule.h"
#include "platform/event_log_api.h"
#include "platform/local_machine.h"

namespace doctor {

/// What of the logs is asked for.
struct ApiQuestion {
  const RuleSet& rules;
  std::vector<std::string>
      providers;  ///< whose absence is judged: of these it is asked whether there is any event at all
  FileTime since{0}, until{std::numeric_limits<std::uint64_t>::max()};
};

/// The providers whose absence the diagnoses judge, as Windows spells them.
std::vector<std::string> judged_providers(const DiagnosisSet& diagnoses);

/// The logs of this computer through the Windows Event Log service: of every channel the events that rules could match are exported to a
/// temporary folder, which the inputs keep and then remove, and are read like any other log. What the whole channel could have shown is
/// added to the extents: its number of events, the times of the first and the last one, and one event of each of `providers` that it
/// holds. Counts per level and of all other providers are those of the exported events only.
/// `machine` says which logs there are; failures and notes as open_local_logs().
Inputs open_api_logs(const LocalMachine& machine, const EventLogFunctions& api, const ApiQuestion& question,
                     const EvtxOptions& reading, bool registry);

}  // namespace doctor
