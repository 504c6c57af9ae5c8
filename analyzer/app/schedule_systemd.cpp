// A timer of systemd and the service it starts.
#include <fmt/format.h>

#include <filesystem>
#include <system_error>

#include "app/command_quoting.h"
#include "app/schedule.h"
#include "platform/file.h"

namespace doctor {

namespace {

namespace fs = std::filesystem;

struct UnitFiles {
  fs::path service, timer;
};

UnitFiles files_of(const Schedule& schedule, const ScheduleSystem& system) {
  const fs::path& folder = schedule.user ? system.user_units : system.units;
  return {folder / (schedule.name + ".service"), folder / (schedule.name + ".timer")};
}

// The first line of our files: a unit of another program is not ours to replace.
std::string mark_of(const std::string& name) {
  return "# schannel-doctor: " + name + "\n";
}

std::vector<std::vector<std::string>> commands(const Schedule& schedule,
                                               const std::vector<std::vector<std::string>>& each) {
  std::vector<std::vector<std::string>> out;
  for (const auto& words : each) {
    out.push_back({"systemctl"});
    if (schedule.user) out.back().push_back("--user");
    out.back().insert(out.back().end(), words.begin(), words.end());
  }
  return out;
}

std::vector<std::vector<std::string>> install_commands(const Schedule& schedule) {
  const std::string timer = schedule.name + ".timer";
  // A timer that runs already takes a new interval at its restart only.
  return commands(schedule, {{"daemon-reload"}, {"enable", timer}, {"restart", timer}});
}

Result<Done> run_all(const std::vector<std::vector<std::string>>& all, const ScheduleSystem& system) {
  for (const auto& words : all) {
    const auto run = system.run(words, "");
    if (!run) return run.error();
    if (run->code != 0) return tool_failed(shell_command(words), *run);
  }
  return Done{};
}

// The text of a unit file of ours; nothing if there is none. Error if it is another program's.
Result<std::optional<std::string>> read_ours(const fs::path& file, const std::string& name) {
  std::error_code error;
  if (!fs::exists(fs::symlink_status(file, error))) return kNone;
  const auto text = read_text_file(file, 1u << 20);
  if (!text) return Error{Errc::io, "cannot read '" + path_text(file) + "': " + text.error().what};
  if (text->starts_with(mark_of(name))) return std::optional(*text);
  return Error{Errc::bad_argument, "'" + path_text(file) + "' was not made by schannel-doctor: take another --name"};
}

// What is there of a schedule; both may be missing.
struct Found {
  std::optional<std::string> service, timer;
};

Result<Found> find(const Schedule& schedule, const UnitFiles& files) {
  Found out;
  for (auto [file, text] : {std::pair{&files.service, &out.service}, std::pair{&files.timer, &out.timer}}) {
    auto found = read_ours(*file, schedule.name);
    if (!found) return found.error();
    *text = std::move(*found);
  }
  return out;
}

// Every N minutes by the clock, if N fits into the hour or the day; systemd can make up for a run that was missed then.
std::string when(unsigned n) {
  std::string calendar;
  if (n < 60 && 60 % n == 0) calendar = fmt::format("*:0/{}", n);
  if (n == 60) calendar = "*:00";
  if (n > 60 && n % 60 == 0 && n < 1440 && 1440 % n == 0) calendar = fmt::format("0/{}:00", n / 60);
  if (n == 1440) calendar = "*-*-* 00:00";
  if (calendar.empty()) return fmt::format("OnActiveSec=1min\nOnUnitActiveSec={}min\n", n);
  return "OnCalendar=" + calendar + "\nPersistent=yes\n";
}

std::string sandbox(const Schedule& schedule) {
  // A service manager of a user can do no more than this without user namespaces.
  if (schedule.user) return schedule.runs_commands ? "" : "NoNewPrivileges=yes\n";
  std::string out = "ProtectKernelTunables=yes\nProtectKernelModules=yes\nProtectControlGroups=yes\n";
  if (schedule.runs_commands)
    return "# The command of --on-finding may need the network, other rights and folders: this is what is left.\n" +
           out;
  out +=
      "NoNewPrivileges=yes\nPrivateNetwork=yes\nRestrictSUIDSGID=yes\nRestrictRealtime=yes\nLockPersonality=yes\n"
      "ProtectHome=read-only\nProtectSystem=strict\n";
  if (schedule.writes.empty()) return out;
  out += "ReadWritePaths=";
  for (const std::string& folder : schedule.writes)
    out += (&folder == &schedule.writes.front() ? "" : " ") + systemd_quoted(folder);
  return out + "\n";
}

Result<std::string> print(const Schedule& schedule, const ScheduleSystem& system) {
  const UnitFiles files = files_of(schedule, system);
  const SystemdUnits units = systemd_units(schedule);
  std::string out = "# file " + path_text(files.service) + "\n" + units.service + "\n# file " + path_text(files.timer) +
                    "\n" + units.timer + "\n# to install, when both files are there:\n";
  for (const std::string& folder : schedule.writes) out += "# mkdir -p " + shell_quoted(folder) + "\n";
  for (const auto& words : install_commands(schedule)) out += "# " + shell_command(words) + "\n";
  return out;
}

Result<std::string> install(const Schedule& schedule, const ScheduleSystem& system) {
  const UnitFiles files = files_of(schedule, system);
  if (const auto before = find(schedule, files); !before) return before.error();
  std::error_code error;
  fs::create_directories(files.service.parent_path(), error);
  const SystemdUnits units = systemd_units(schedule);
  for (const auto& [file, text] : {std::pair{files.service, units.service}, std::pair{files.timer, units.timer}}) {
    if (const auto written = write_file(file, text); !written) return written.error();
  }
  if (const auto done = run_all(install_commands(schedule), system); !done) {
    return Error{done.error().code, done.error().what + "; the files '" + path_text(files.service) + "' and '" +
                                        path_text(files.timer) + "' are written"};
  }
  return fmt::format("timer '{}' installed: every {} min, {}", schedule.name, schedule.every, path_text(files.timer));
}

Result<std::optional<std::string>> show(const Schedule& schedule, const ScheduleSystem& system) {
  const UnitFiles files = files_of(schedule, system);
  const auto found = find(schedule, files);
  if (!found) return found.error();
  std::string out;
  if (found->service) out += "# file " + path_text(files.service) + "\n" + *found->service + "\n";
  if (found->timer) out += "# file " + path_text(files.timer) + "\n" + *found->timer;
  if (out.empty()) return kNone;
  // When it runs next. What cannot be told is no failure: the files are the answer.
  const auto next =
      system.run(commands(schedule, {{"list-timers", "--all", "--no-pager", schedule.name + ".timer"}}).front(), "");
  if (next && next->code == 0 && !next->out.empty()) out += "\n" + next->out;
  return std::optional(out);
}

Result<bool> remove(const Schedule& schedule, const ScheduleSystem& system) {
  const UnitFiles files = files_of(schedule, system);
  const auto found = find(schedule, files);
  if (!found) return found.error();
  if (!found->service && !found->timer) return false;
  if (found->timer) {
    const auto stopped = run_all(commands(schedule, {{"disable", "--now", schedule.name + ".timer"}}), system);
    if (!stopped) return stopped.error();
  }
  for (const fs::path& file : {files.timer, files.service}) {
    std::error_code error;
    fs::remove(file, error);
    if (error) return Error{Errc::io, "cannot remove '" + path_text(file) + "': " + error.message()};
  }
  const auto done = run_all(commands(schedule, {{"daemon-reload"}}), system);
  if (!done) return done.error();
  return true;
}

}  // namespace

SystemdUnits systemd_units(const Schedule& schedule) {
  const std::string head =
      mark_of(schedule.name) +
      "# Written by `schannel-doctor schedule install`, which replaces it; `schedule remove` removes it.\n";
  SystemdUnits units;
  units.service = head +
                  "[Unit]\n"
                  "Description=Scan of event logs for what is wrong with TLS, certificates and Skype for Business\n"
                  "\n[Service]\nType=oneshot\n"
                  "ExecStart=" +
                  systemd_command(schedule.command) +
                  "\n# 1: something was found; 4: a log cannot show what matters. The scan did its work.\n"
                  "SuccessExitStatus=1 4\n"
                  "TimeoutStartSec=1h\nNice=10\n" +
                  sandbox(schedule);
  units.timer = head +
                fmt::format("[Unit]\nDescription=Scan of event logs every {} minutes\n\n[Timer]\n", schedule.every) +
                when(schedule.every) + (schedule.every >= 5 ? "RandomizedDelaySec=15\n" : "") +
                "\n[Install]\nWantedBy=timers.target\n";
  return units;
}

const Scheduler& systemd_scheduler() {
  static constexpr Scheduler kScheduler = {print, install, show, remove};
  return kScheduler;
}

}  // namespace doctor
