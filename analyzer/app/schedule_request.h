#pragma once
#include <optional>
#include <string>
#include <vector>

namespace doctor {

enum class ScheduleAction { install, show, remove };
enum class ScheduleMethod { automatic, task, systemd, cron };
enum class TaskAccount { system, local_service };

/// One flag of the scan's command line with its value, or one PATH.
struct ScanWord {
  std::string flag;                  ///< "--state"; empty: a PATH
  std::optional<std::string> value;  ///< none: a flag without
  bool is_path = false;              ///< the value is the name of a file or folder
};

/// What the schedule command was asked for, checked as far as that can be without knowing the system.
struct ScheduleRequest {
  ScheduleAction action = ScheduleAction::show;
  ScheduleMethod method = ScheduleMethod::automatic;
  std::string name = "schannel-doctor";
  unsigned every = 15;  ///< minutes
  std::optional<TaskAccount> account;
  bool user = false;
  bool print = false;
  bool reports = false;  ///< the scan prints its report
  std::string program;   ///< empty: the one that runs
  std::vector<ScanWord> scan;
  bool has_state = false;  ///< this scan is given one, or may be
};

}  // namespace doctor
