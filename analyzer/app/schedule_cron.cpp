// A line in the crontab of the user who installs it.
#include <fmt/format.h>

#include "app/command_quoting.h"
#include "app/schedule.h"
#include "base/text.h"

namespace doctor {

namespace {

// sh takes the end of the line as a comment: line and mark cannot be torn apart.
std::string mark_of(const std::string& name) {
  return " # schannel-doctor: " + name;
}

bool is_of(std::string_view line, const std::string& name) {
  while (!line.empty() && (line.back() == '\r' || line.back() == ' ' || line.back() == '\t')) line.remove_suffix(1);
  return line.ends_with(mark_of(name));
}

Result<std::string> crontab(const ScheduleSystem& system) {
  const auto run = system.run({"crontab", "-l"}, "");
  if (!run) return run.error();
  if (run->code == 0) return run->out;
  // Any other trouble must end here: what is not read now would be lost with the next write.
  if (run->code == 1 && run->err.find("no crontab for") != std::string::npos) return std::string();
  return tool_failed("crontab -l", *run);
}

Result<Done> write_crontab(const std::string& text, const ScheduleSystem& system) {
  const auto run = system.run({"crontab", "-"}, text);
  if (!run) return run.error();
  if (run->code != 0) return tool_failed("crontab -", *run);
  return Done{};
}

Result<std::string> print(const Schedule& schedule, const ScheduleSystem&) {
  const auto line = cron_line(schedule);
  if (!line) return line.error();
  std::string out = *line + "\n";
  for (const std::string& folder : schedule.writes) out += "# before: mkdir -p " + shell_quoted(folder) + "\n";
  return out + "# to install: crontab -e, and add the line above\n";
}

Result<std::string> install(const Schedule& schedule, const ScheduleSystem& system) {
  const auto line = cron_line(schedule);
  if (!line) return line.error();
  const auto before = crontab(system);
  if (!before) return before.error();
  if (const auto done = write_crontab(with_cron_line(*before, schedule.name, *line), system); !done)
    return done.error();
  return fmt::format("crontab line '{}' installed: every {} min", schedule.name, schedule.every);
}

Result<std::optional<std::string>> show(const Schedule& schedule, const ScheduleSystem& system) {
  const auto text = crontab(system);
  if (!text) return text.error();
  std::string out;
  for (const std::string& line : cron_lines_of(*text, schedule.name)) out += line + "\n";
  return out.empty() ? kNone : std::optional(out);
}

Result<bool> remove(const Schedule& schedule, const ScheduleSystem& system) {
  const auto before = crontab(system);
  if (!before) return before.error();
  if (cron_lines_of(*before, schedule.name).empty()) return false;
  const auto done = write_crontab(with_cron_line(*before, schedule.name, std::nullopt), system);
  if (!done) return done.error();
  return true;
}

}  // namespace

Result<std::string> cron_line(const Schedule& schedule) {
  const unsigned n = schedule.every;
  std::string when;
  if (n < 60 && 60 % n == 0) {
    when = n == 1 ? "* * * * *" : fmt::format("*/{} * * * *", n);
  } else if (n % 60 == 0 && n / 60 < 24 && 24 % (n / 60) == 0) {
    when = n == 60 ? "0 * * * *" : fmt::format("0 */{} * * *", n / 60);
  } else if (n == 1440) {
    when = "0 0 * * *";
  } else {
    return Error{
        Errc::bad_argument,
        fmt::format("--every {}: cron counts from the full hour or from midnight: take a divisor of 60 minutes "
                    "or of 24 hours, or another --method",
                    n)};
  }
  return when + " " + cron_command(schedule.command) + mark_of(schedule.name);
}

std::vector<std::string> cron_lines_of(std::string_view crontab, const std::string& name) {
  std::vector<std::string> out;
  for (const std::string_view line : split(crontab, '\n')) {
    if (is_of(line, name)) out.emplace_back(line);
  }
  return out;
}

std::string with_cron_line(std::string_view crontab, const std::string& name, const std::optional<std::string>& line) {
  std::string out;
  while (!crontab.empty()) {
    const std::size_t end = std::min(crontab.find('\n'), crontab.size() - 1) + 1;
    const std::string_view whole = crontab.substr(0, end);
    crontab.remove_prefix(end);
    if (!is_of(whole.substr(0, whole.find('\n')), name)) out += whole;
  }
  if (!line) return out;
  if (!out.empty() && out.back() != '\n') out += '\n';
  return out + *line + '\n';
}

const Scheduler& cron_scheduler() {
  static constexpr Scheduler kScheduler = {print, install, show, remove};
  return kScheduler;
}

}  // namespace doctor
