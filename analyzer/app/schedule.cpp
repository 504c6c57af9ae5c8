// schedule install | show | remove: a scan every N minutes.
#include "app/schedule.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "app/command_quoting.h"
#include "app/commands.h"
#include "app/output.h"
#include "base/text.h"
#include "platform/file.h"

namespace doctor {

namespace {

namespace fs = std::filesystem;

bool targets_windows(ScheduleMethod method) {
  return method == ScheduleMethod::task;
}

bool is_native(ScheduleMethod method, const ScheduleSystem& system) {
  return targets_windows(method) == system.windows;
}

std::string_view name_of(ScheduleMethod method) {
  return method == ScheduleMethod::task ? "task" : method == ScheduleMethod::systemd ? "systemd" : "cron";
}

const Scheduler& scheduler_of(ScheduleMethod method) {
  return method == ScheduleMethod::task      ? task_scheduler()
         : method == ScheduleMethod::systemd ? systemd_scheduler()
                                             : cron_scheduler();
}

bool is_absolute(std::string_view path, bool windows) {
  if (!windows) return path.starts_with('/');
  const bool drive = path.size() > 2 && path[1] == ':' && (path[2] == '\\' || path[2] == '/');
  // The Task Scheduler puts in the values of %NAMES%.
  const bool variable = path.starts_with('%') && path.find('%', 1) != std::string_view::npos;
  return drive || variable || path.starts_with("\\\\");
}

Error not_absolute(const std::string& what, const std::string& path) {
  return {Errc::bad_argument,
          fmt::format("{}: '{}' must be the whole path on the computer that is to run it", what, path)};
}

bool has_double_dot(const std::string& path) {
  const fs::path whole = path_from_text(path);
  return std::find(whole.begin(), whole.end(), fs::path("..")) != whole.end();
}

Result<std::string> absolute(const ScanWord& word, ScheduleMethod method, const ScheduleSystem& system) {
  const std::string& path = *word.value;
  const bool goes_up = is_native(method, system) && has_double_dot(path);
  if (path == "-" || (is_absolute(path, targets_windows(method)) && !goes_up)) return path;
  const std::string what = word.flag.empty() ? "PATH" : word.flag;
  if (!is_native(method, system) || path.empty()) return not_absolute(what, path);
  std::error_code error;
  fs::path whole = fs::absolute(path_from_text(path), error);
  // Only the file system knows what ".." behind a link means.
  if (!error) whole = goes_up ? fs::weakly_canonical(whole, error) : whole.lexically_normal();
  if (error) return not_absolute(what, path);
  std::string text = path_text(whole);
  while (text.size() > 1 && text.back() == '/') text.pop_back();  // of "."
  return text;
}

std::string parent_of(const std::string& path) {
  const std::size_t end = path.find_last_of("/\\");
  if (end == std::string::npos) return path;
  return path.substr(0, std::max<std::size_t>(end, 1));
}

bool has(const std::vector<ScanWord>& words, std::string_view flag) {
  return std::any_of(words.begin(), words.end(), [&](const ScanWord& word) { return word.flag == flag; });
}

// Each schedule has a state of its own.
Result<std::string> default_state(const Schedule& schedule, ScheduleMethod method, const ScheduleSystem& system) {
  const std::string file = schedule.name == "schannel-doctor" ? "state" : schedule.name + ".state";
  const bool of_user = schedule.user || (method == ScheduleMethod::cron && !system.all_rights);
  if (is_native(method, system)) return path_text((of_user ? system.user_data : system.data) / file);
  if (targets_windows(method)) return "C:\\ProgramData\\schannel-doctor\\" + file;
  if (of_user) return Error{Errc::bad_argument, "--state: where a user of another system has it must be said"};
  return "/var/lib/schannel-doctor/" + file;
}

Result<std::string> program_of(const ScheduleRequest& request, ScheduleMethod method, const ScheduleSystem& system) {
  if (!request.program.empty()) {
    if (is_absolute(request.program, targets_windows(method))) return request.program;
    return not_absolute("--program", request.program);
  }
  if (!is_native(method, system))
    return std::string(targets_windows(method) ? "C:\\Program Files\\schannel-doctor\\schannel-doctor.exe"
                                               : "/usr/local/bin/schannel-doctor");
  const std::string path = path_text(system.program);
  if (path.empty() || !is_quotable(path))
    return Error{Errc::bad_argument, "--program: where this program lies must be said"};
  return path;
}

void add_word(const ScanWord& word, Schedule& schedule) {
  std::vector<std::string>& out = schedule.command;
  if (word.flag.empty()) {
    out.push_back(*word.value);
  } else if (word.value && word.value->starts_with('-')) {
    out.push_back(word.flag + "=" + *word.value);  // it would be read as a flag
  } else {
    out.push_back(word.flag);
    if (word.value) out.push_back(*word.value);
  }
  if (!word.value || *word.value == "-") return;
  const bool beside = word.flag == "--state" || word.flag == "--metrics" || word.flag == "--output";
  if (!beside && word.flag != "--report-dir") return;
  // Files are written through another name beside them.
  const std::string folder = beside ? parent_of(*word.value) : *word.value;
  if (std::find(schedule.writes.begin(), schedule.writes.end(), folder) == schedule.writes.end())
    schedule.writes.push_back(folder);
}

std::string flags_problem(const ScheduleRequest& request, ScheduleMethod method) {
  if (request.account && method != ScheduleMethod::task)
    return "--as is for tasks of Windows: a timer runs as root, or with --user as you";
  if (request.user && method == ScheduleMethod::task) return "--user is for systemd and cron";
  return {};
}

void add_notes(const ScheduleRequest& request, ScheduleMethod method, const ScheduleSystem& system,
               const Schedule& schedule, std::vector<std::string>& messages) {
  if (is_native(method, system)) {
    for (const ScanWord& word : request.scan) {
      std::error_code error;
      if (word.flag.empty() && !fs::exists(path_from_text(*word.value), error))
        messages.push_back("note: '" + *word.value + "' is not there; the scan will say so each time");
    }
  }
  if (method != ScheduleMethod::task) return;
  if (schedule.account == TaskAccount::local_service && !has(request.scan, "--live-api"))
    messages.push_back("note: LOCAL SERVICE cannot read the files below winevt\\Logs (docs/schedule.md: rights)");
  const std::string& program = schedule.command.front();
  if (schedule.account == TaskAccount::system &&
      (contains_ignore_case(program, "\\users\\") || contains_ignore_case(program, "\\temp\\")))
    messages.push_back("note: whoever may write to '" + program +
                       "' can run programs as SYSTEM: move it below Program Files");
}

std::string rights_problem(ScheduleMethod method, const ScheduleRequest& request, const ScheduleSystem& system) {
  if (system.all_rights || request.action == ScheduleAction::show) return {};
  if (method == ScheduleMethod::task)
    return "only an administrator may do that: open the console with \"Run as administrator\"";
  if (method == ScheduleMethod::systemd && !request.user)
    return "only root may do that; --user is for a timer of your own";
  return {};
}

Result<Done> make_folders(const Schedule& schedule) {
  for (const std::string& folder : schedule.writes) {
    if (folder.find('%') != std::string::npos && folder.starts_with('%')) continue;  // a variable: not known here
    std::error_code error;
    fs::create_directories(path_from_text(folder), error);
    if (error) return Error{Errc::io, "cannot make '" + folder + "': " + error.message()};
  }
  return Done{};
}

ScheduleAnswer failed(const Error& error, std::vector<std::string> messages = {}) {
  messages.push_back("schedule: " + error.what);
  return {error.code == Errc::bad_argument ? ExitCode::usage : ExitCode::input, "", std::move(messages)};
}

ScheduleAnswer install(const ScheduleRequest& request, ScheduleMethod method, const ScheduleSystem& system) {
  const auto made = make_schedule(request, method, system);
  if (!made) return failed(made.error());
  ScheduleAnswer answer;
  add_notes(request, method, system, *made, answer.messages);
  const Scheduler& scheduler = scheduler_of(method);
  // Whether it can be said at all is asked before anything is made.
  auto text = scheduler.print(*made, system);
  if (text && !request.print) {
    if (const auto done = make_folders(*made); !done) return failed(done.error(), answer.messages);
    text = scheduler.install(*made, system);
    if (text) *text += '\n';
  }
  if (!text) return failed(text.error(), answer.messages);
  answer.out = *text;
  return answer;
}

ScheduleAnswer show(const Schedule& schedule, ScheduleMethod method, const ScheduleSystem& system) {
  const auto shown = scheduler_of(method).show(schedule, system);
  if (!shown) return failed(shown.error());
  if (!*shown)
    return {ExitCode::found, "", {fmt::format("schedule: '{}' is not installed ({})", schedule.name, name_of(method))}};
  ScheduleAnswer answer;
  for (std::string_view line : split(**shown, '\n')) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    answer.out += printable(line) + "\n";
  }
  while (answer.out.ends_with("\n\n")) answer.out.pop_back();
  return answer;
}

ScheduleAnswer remove(const Schedule& schedule, ScheduleMethod method, const ScheduleSystem& system) {
  const auto removed = scheduler_of(method).remove(schedule, system);
  if (!removed) return failed(removed.error());
  if (!*removed)
    return {
        ExitCode::nothing, "", {fmt::format("schedule: '{}' was not installed ({})", schedule.name, name_of(method))}};
  return {ExitCode::nothing,
          fmt::format("'{}' removed ({}); the state of the scan stays\n", schedule.name, name_of(method)),
          {}};
}

}  // namespace

Result<Schedule> make_schedule(const ScheduleRequest& request, ScheduleMethod method, const ScheduleSystem& system) {
  Schedule schedule;
  schedule.name = request.name;
  schedule.every = request.every;
  schedule.user = request.user;
  schedule.account = request.account.value_or(TaskAccount::system);
  schedule.runs_commands = has(request.scan, "--on-finding");
  const auto program = program_of(request, method, system);
  if (!program) return program.error();
  schedule.command = {*program, "scan"};
  if (request.has_state && !has(request.scan, "--state")) {
    const auto state = default_state(schedule, method, system);
    if (!state) return state.error();
    add_word({"--state", *state, true}, schedule);
  }
  if (!request.reports && !has(request.scan, "--quiet") && !has(request.scan, "--output"))
    add_word({"-qq", {}, false}, schedule);
  for (ScanWord word : request.scan) {
    if (word.is_path && word.value) {
      auto whole = absolute(word, method, system);
      if (!whole) return whole.error();
      word.value = std::move(*whole);
    }
    add_word(word, schedule);
  }
  return schedule;
}

ScheduleAnswer schedule(const ScheduleRequest& request, const ScheduleSystem& system) {
  ScheduleMethod method = request.method;
  if (method == ScheduleMethod::automatic)
    method = system.windows ? ScheduleMethod::task : system.systemd ? ScheduleMethod::systemd : ScheduleMethod::cron;
  if (std::string problem = flags_problem(request, method); !problem.empty())
    return failed({Errc::bad_argument, problem});
  const bool only_shown = request.action == ScheduleAction::install && request.print;
  if (!only_shown) {
    if (!is_native(method, system)) {
      return failed(
          {Errc::bad_argument,
           fmt::format("there is no '{}' on this system: install --print shows what belongs there", name_of(method))});
    }
    if (std::string problem = rights_problem(method, request, system); !problem.empty())
      return failed({Errc::io, problem});
  }
  if (request.action == ScheduleAction::install) return install(request, method, system);
  Schedule of_name;
  of_name.name = request.name;
  of_name.user = request.user;
  return request.action == ScheduleAction::show ? show(of_name, method, system) : remove(of_name, method, system);
}

ExitCode run_schedule(const Options& options) {
  const ScheduleAnswer answer = schedule(options.schedule, this_system());
  for (const std::string& message : answer.messages) put_error(message);
  if (answer.out.empty()) return answer.code;
  return worse(answer.code, put_result(options, answer.out));
}

}  // namespace doctor
