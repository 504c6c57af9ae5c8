// A task of the Windows Task Scheduler, version 1.2 of its XML: Windows 7 and Server 2008 R2 on.
#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <string_view>

#include "app/command_quoting.h"
#include "app/schedule.h"
#include "base/text.h"
#include "platform/file.h"
#include "platform/private_folder.h"

namespace doctor {

namespace {

constexpr std::string_view kAuthor = "<Author>schannel-doctor</Author>";  // by which ours are known
constexpr std::string_view kTool = "schtasks.exe";

std::vector<std::string> query(const Schedule& schedule) {
  return {std::string(kTool), "/Query", "/TN", schedule.name, "/XML"};
}

// The output may be UTF-16; the words we look for are ASCII.
bool is_ours(std::string text) {
  std::erase(text, '\0');
  return text.find(kAuthor) != std::string::npos;
}

Result<std::string> print(const Schedule& schedule, const ScheduleSystem&) {
  // The name holds no "--", which must not stand in a comment.
  return task_xml(schedule, "UTF-8") +
         fmt::format("<!-- to install: {} /Create /TN {} /XML THIS-FILE.xml /F -->\n", kTool, schedule.name);
}

Result<std::optional<std::string>> show(const Schedule& schedule, const ScheduleSystem& system) {
  const auto run = system.run(query(schedule), "");
  if (!run) return run.error();
  if (run->code != 0) return kNone;
  return std::optional<std::string>(run->out);
}

// Error if a task of that name is there and is somebody else's; else whether there is one.
Result<bool> there(const Schedule& schedule, const ScheduleSystem& system) {
  const auto shown = show(schedule, system);
  if (!shown) return shown.error();
  if (!*shown) return false;
  if (is_ours(**shown)) return true;
  return Error{Errc::bad_argument,
               fmt::format("the task '{}' was not made by schannel-doctor: take another --name", schedule.name)};
}

Result<std::string> install(const Schedule& schedule, const ScheduleSystem& system) {
  if (const auto before = there(schedule, system); !before) return before.error();
  const auto folder = PrivateFolder::create();
  if (!folder) return folder.error();
  const auto file = folder->path() / "task.xml";
  const auto written = write_file(file, "\xFF\xFE" + to_utf16le(task_xml(schedule, "UTF-16")));
  if (!written) return written.error();
  const auto run = system.run({std::string(kTool), "/Create", "/TN", schedule.name, "/XML", path_text(file), "/F"}, "");
  if (!run) return run.error();
  if (run->code != 0) return tool_failed(std::string(kTool), *run);
  return fmt::format("task '{}' installed: every {} min as {}", schedule.name, schedule.every,
                     schedule.account == TaskAccount::system ? "SYSTEM" : "LOCAL SERVICE");
}

Result<bool> remove(const Schedule& schedule, const ScheduleSystem& system) {
  const auto before = there(schedule, system);
  if (!before || !*before) return before;
  const auto run = system.run({std::string(kTool), "/Delete", "/TN", schedule.name, "/F"}, "");
  if (!run) return run.error();
  if (run->code != 0) return tool_failed(std::string(kTool), *run);
  return true;
}

}  // namespace

std::string task_xml(const Schedule& schedule, std::string_view encoding) {
  const bool system = schedule.account == TaskAccount::system;
  const std::span<const std::string> arguments = std::span(schedule.command).subspan(1);
  // The order in which Windows itself writes these elements.
  return fmt::format(
      R"(<?xml version="1.0" encoding="{}"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    {}
    <Description>Scans event logs for what is wrong with TLS, certificates and Skype for Business, every {} minutes.</Description>
    <URI>\{}</URI>
  </RegistrationInfo>
  <Triggers>
    <TimeTrigger>
      <Repetition>
        <Interval>PT{}M</Interval>
        <StopAtDurationEnd>false</StopAtDurationEnd>
      </Repetition>
      <StartBoundary>2015-01-01T00:00:00</StartBoundary>
      <Enabled>true</Enabled>
    </TimeTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">
      <UserId>{}</UserId>
      <RunLevel>{}</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <AllowHardTerminate>true</AllowHardTerminate>
    <StartWhenAvailable>true</StartWhenAvailable>
    <RunOnlyIfNetworkAvailable>false</RunOnlyIfNetworkAvailable>
    <AllowStartOnDemand>true</AllowStartOnDemand>
    <Enabled>true</Enabled>
    <Hidden>false</Hidden>
    <RunOnlyIfIdle>false</RunOnlyIfIdle>
    <WakeToRun>false</WakeToRun>
    <ExecutionTimeLimit>PT1H</ExecutionTimeLimit>
    <Priority>7</Priority>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>{}</Command>
      <Arguments>{}</Arguments>
    </Exec>
  </Actions>
</Task>
)",
      encoding, kAuthor, schedule.every, schedule.name, schedule.every, system ? "S-1-5-18" : "S-1-5-19",
      system ? "HighestAvailable" : "LeastPrivilege", xml_quoted(schedule.command.front()),
      xml_quoted(windows_command(arguments)));
}

const Scheduler& task_scheduler() {
  static constexpr Scheduler kScheduler = {print, install, show, remove};
  return kScheduler;
}

}  // namespace doctor
