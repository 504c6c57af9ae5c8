#pragma once
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/exit_code.h"
#include "app/schedule_request.h"
#include "base/result.h"

namespace doctor {

/// What became of a tool of the system (schtasks.exe, systemctl, crontab) that ran.
struct ToolRun {
  int code = 0;
  std::string out, err;  ///< what it printed, at most 1 MiB of each
};
/// Runs a tool with this standard input. Error: it could not be run, or is not there.
using ToolRunner = std::function<Result<ToolRun>(const std::vector<std::string>& words, const std::string& input)>;

/// What the schedule command has to know of the computer, and all it may touch there.
struct ScheduleSystem {
  bool windows = false;
  bool systemd = false;     ///< it is what started this system
  bool all_rights = false;  ///< has_all_rights()
  std::filesystem::path program;
  std::filesystem::path units, user_units;  ///< folders of systemd
  std::filesystem::path data,
      user_data;  ///< folders where a scan keeps its state unless told: the computer's, the user's
  ToolRunner run;
};

/// This computer.
ScheduleSystem this_system();

/// A scan that is to run every N minutes, with everything decided. All paths are absolute.
struct Schedule {
  std::string name;
  unsigned every = 15;  ///< minutes
  TaskAccount account = TaskAccount::system;
  bool user = false;
  std::vector<std::string> command;  ///< the program and its arguments
  std::vector<std::string> writes;   ///< folders the scan writes into
  bool runs_commands = false;        ///< it starts programs of others (--on-finding)
};

/// One way to run a scan every N minutes.
struct Scheduler {
  /// What would be installed, and by which commands. Error: bad_argument (this method cannot say every N minutes).
  Result<std::string> (*print)(const Schedule&, const ScheduleSystem&);
  /// Installs it, in place of one of the same name. Returns what was done, in a line.
  Result<std::string> (*install)(const Schedule&, const ScheduleSystem&);
  /// What is installed, as text; nothing if there is none of that name. Uses name and user only.
  Result<std::optional<std::string>> (*show)(const Schedule&, const ScheduleSystem&);
  /// False if there was none.
  Result<bool> (*remove)(const Schedule&, const ScheduleSystem&);
};

/// What show() says of nothing. A name for it: g++ 12 with sanitizers takes a temporary one for uninitialised.
inline const std::optional<std::string> kNone;

const Scheduler& task_scheduler();     ///< Windows, in schedule_task.cpp
const Scheduler& systemd_scheduler();  ///< schedule_systemd.cpp
const Scheduler& cron_scheduler();     ///< schedule_cron.cpp

/// The task as an XML document of this encoding ("UTF-16", "UTF-8"); the text itself is UTF-8 in any case.
std::string task_xml(const Schedule& schedule, std::string_view encoding);

/// Two files of systemd.
struct SystemdUnits {
  std::string service, timer;
};
SystemdUnits systemd_units(const Schedule& schedule);

/// The line of a crontab, without its end. Error: bad_argument (cron cannot say every N minutes).
Result<std::string> cron_line(const Schedule& schedule);
/// The crontab without lines of this schedule, and with this one at its end if there is one. Everything else stays as it is.
std::string with_cron_line(std::string_view crontab, const std::string& name, const std::optional<std::string>& line);
/// The lines of this schedule, as they are.
std::vector<std::string> cron_lines_of(std::string_view crontab, const std::string& name);

/// The schedule that was asked for, for this method. Error: bad_argument (a path of another system that is not absolute, a flag
/// that the method does not know).
Result<Schedule> make_schedule(const ScheduleRequest& request, ScheduleMethod method, const ScheduleSystem& system);

/// What the schedule command says and ends with.
struct ScheduleAnswer {
  ExitCode code = ExitCode::nothing;
  std::string out;
  std::vector<std::string> messages;  ///< for standard error
};

/// Does what was asked for.
ScheduleAnswer schedule(const ScheduleRequest& request, const ScheduleSystem& system);

/// What a tool said went wrong, on one line.
Error tool_failed(const std::string& tool, const ToolRun& run);

}  // namespace doctor
