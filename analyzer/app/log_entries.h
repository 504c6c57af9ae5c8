#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "platform/system_log.h"
#include "report/report.h"
#include "state/run_state.h"

namespace doctor {

/// The ids of our entries in the Application log and in syslog. Monitoring has rules on them: an id never gets another meaning.
/// docs/notices.md and app/messages.mc say the same.
enum class LogId : std::uint32_t {
  run_finished = 100,   ///< a run found nothing new; not written by default
  found = 101,          ///< a new diagnosis
  recovered = 102,      ///< a diagnosis that was open is over
  log_blind = 103,      ///< a log could not be read, or cannot show what it is needed for
  state_damaged = 104,  ///< what earlier runs knew could not be read
  log_still = 105,      ///< nothing is written to a log any more, or it is gone
  log_lost = 106,       ///< events were overwritten before anybody read them
};

struct LogIdRow {
  LogId id;
  std::string_view name;  ///< the symbol in app/messages.mc
};
inline constexpr LogIdRow kLogIds[] = {
    {LogId::run_finished, "MSG_RUN_FINISHED"}, {LogId::found, "MSG_FOUND"},
    {LogId::recovered, "MSG_RECOVERED"},       {LogId::log_blind, "MSG_LOG_BLIND"},
    {LogId::state_damaged, "MSG_STATE_DAMAGED"}, {LogId::log_still, "MSG_LOG_STILL"},
    {LogId::log_lost, "MSG_LOG_LOST"},
};

/// Details: diagnosis id, computer, verdict, severity, number of the notice, fingerprint.
LogEntry entry_of(const Notice& notice);

/// Details: number of the run, exit code.
LogEntry entry_of_run(const RunReport& run, int exit_code);

/// Troubles that one run writes one entry each for; what is beyond is counted in one more.
inline constexpr std::size_t kMostTroubles = 100;

/// What keeps a scheduled scan from seeing (103 to 106), but only what the last run did not have: `known` are the keys of those, and becomes
/// the keys of this run's. `state_damaged`: why the state could not be used, or empty.
/// Details: path or channel, computer, reason.
std::vector<LogEntry> new_troubles(const Report& report, std::string_view state_damaged,
                                   std::vector<std::uint64_t>& known);

}  // namespace doctor
