#pragma once
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "platform/system_log.h"
#include "report/report.h"
#include "state/run_state.h"

namespace doctor {

/// Notices that are kept at most; if there are more, the oldest are given up.
inline constexpr std::size_t kMostPending = 1'000;
/// Commands in a row that do not end in time; after that, the rest waits for the next run.
inline constexpr int kMostTimeouts = 3;

/// How somebody is told.
struct NotifyWays {
  std::string command;  ///< as its user wrote it, run once per notice; empty: none
  std::chrono::milliseconds limit{60'000};  ///< for each
  SystemLog* log = nullptr;  ///< null: none
  std::string host;          ///< this machine's name
};

struct NotifyResult {
  std::uint64_t delivered = 0;  ///< by all ways there are: taken out of `pending`
  std::uint64_t waiting = 0;    ///< still in `pending`
  std::uint64_t given_up = 0;   ///< taken out of `pending` undelivered, because there are too many
};

/// Tells what is pending, by number, each notice by each way. One way that fails does not keep the other from telling, nor one notice the
/// next. Delivered is what the command ended with exit code 0 for, and what the log took; without any way there is nobody to tell, and
/// everything counts as delivered. What is not stays in `pending`. What fails is said on standard error.
/// `report`: of this run. Requires that `pending` was written to the state before, or a kill in between loses a notice; with that, it only
/// repeats some, with their old numbers.
NotifyResult deliver(std::vector<Notice>& pending, const Report& report, const NotifyWays& ways, ToldSoFar& told);

}  // namespace doctor
