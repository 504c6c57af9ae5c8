// What schedule knows of this computer, and how it runs the system's tools.
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "app/command_quoting.h"
#include "app/schedule.h"
#include "base/text.h"
#include "platform/file.h"
#include "platform/private_folder.h"
#include "platform/program_path.h"
#include "platform/run_process.h"

namespace doctor {

namespace {

namespace fs = std::filesystem;

constexpr bool kWindows = fs::path::preferred_separator == '\\';

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr && is_utf8(value) ? value : "";
}

/// An absolute path of the environment, or `otherwise`: what is relative there is to be ignored.
fs::path folder_of(const char* name, const fs::path& otherwise) {
  const fs::path path = path_from_text(environment(name));
  return path.is_absolute() ? path : otherwise;
}

// The shell gets fixed words and names that were checked; quotes it is anyway.
std::string command_text(const std::vector<std::string>& words) {
  return kWindows ? windows_command(words) : shell_command(words);
}

std::string redirected(const fs::path& file) {
  const std::string text = path_text(file);
  return kWindows ? '"' + text + '"' : shell_quoted(text);
}

std::string read_output(const fs::path& file) {
  const auto text = read_text_file(file, 1u << 20);
  return text ? *text : std::string();
}

// By its whole path on Windows: cmd.exe looks into the current folder first, where anybody's program may lie.
Result<std::string> tool_path(const std::string& name) {
  if (!kWindows) return name;
  const fs::path path = folder_of("SystemRoot", "C:\\Windows") / "System32" / name;
  std::error_code error;
  if (fs::exists(path, error)) return path_text(path);
  return Error{Errc::not_found, "there is no '" + path_text(path) + "' on this system"};
}

Result<ToolRun> run_tool(const std::vector<std::string>& given, const std::string& input) {
  std::vector<std::string> words = given;
  const auto tool = tool_path(words.front());
  if (!tool) return tool.error();
  words.front() = *tool;
  const auto folder = PrivateFolder::create();
  if (!folder) return folder.error();
  const fs::path out = folder->path() / "out", err = folder->path() / "err";
  const auto end = run_command(command_text(words) + " >" + redirected(out) + " 2>" + redirected(err), input);
  if (!end) return Error{Errc::io, "cannot run " + words.front() + ": " + end.error().what};
  if (end->how != ProcessEnd::How::exited) return Error{Errc::io, words.front() + " did not come to an end"};
  if (!kWindows && end->code == 127) return Error{Errc::not_found, "there is no " + words.front() + " on this system"};
  return ToolRun{end->code, read_output(out), read_output(err)};
}

}  // namespace

Error tool_failed(const std::string& tool, const ToolRun& run) {
  std::string said;
  for (const std::string_view line : split(run.err.empty() ? run.out : run.err, '\n')) {
    const std::string_view text = trim(line);
    if (!text.empty() && said.size() < 500) said += (said.empty() ? "" : " ") + std::string(text);
  }
  return Error{Errc::io,
               tool + " failed with exit code " + std::to_string(run.code) + (said.empty() ? "" : ": " + said)};
}

ScheduleSystem this_system() {
  ScheduleSystem system;
  system.windows = kWindows;
  std::error_code ignored;
  system.systemd = !kWindows && fs::exists("/run/systemd/system", ignored);
  system.all_rights = has_all_rights();
  system.program = program_path();
  system.run = run_tool;
  if (kWindows) {
    system.data = folder_of("ProgramData", "C:\\ProgramData") / "schannel-doctor";
    return system;
  }
  const fs::path home = folder_of("HOME", "/");
  system.units = "/etc/systemd/system";
  system.user_units = folder_of("XDG_CONFIG_HOME", home / ".config") / "systemd" / "user";
  system.data = "/var/lib/schannel-doctor";
  system.user_data = folder_of("XDG_STATE_HOME", home / ".local" / "state") / "schannel-doctor";
  return system;
}

}  // namespace doctor
