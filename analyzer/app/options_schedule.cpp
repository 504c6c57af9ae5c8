// The command line of schedule, and that of the scan in it.
#include <algorithm>
#include <map>
#include <string_view>

#include "app/command_quoting.h"
#include "app/options_raw.h"
#include "base/text.h"

namespace doctor {

namespace {

constexpr std::string_view kScanBegins = "schedule install: of the scan: ";

bool is_name(std::string_view name) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
           c == '-';
  };
  return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), fits) && name.front() != '.' &&
         name.front() != '-' && name.find("--") == std::string_view::npos;
}

// Whether the value is the name of a file or folder: the scheduled run starts in another folder.
bool is_path(const CLI::Option& option) {
  const std::string type = option.get_type_name();
  return option.get_positional() || type == "FILE" || type == "DIR" || type == "PATH";
}

std::string flag_name(const CLI::Option& option) {
  if (!option.get_lnames().empty()) return "--" + option.get_lnames().front();
  if (!option.get_snames().empty()) return "-" + option.get_snames().front();
  return {};
}

// The scan's own parser says which word is a flag, a value or a PATH: a list of flags of our own would be wrong one day.
std::vector<ScanWord> take_apart(std::vector<std::string> words) {
  Options unused;
  RawOptions raw;
  CLI::App app;
  add_scan(app, raw, unused);
  const CLI::App* scan = app.get_subcommand("scan");
  words.insert(words.begin(), "scan");
  std::reverse(words.begin(), words.end());
  try {
    app.parse(words);
  } catch (const CLI::Error&) {
    // What is wrong is found by scan_problem(); that a flag needs a --state which is not there yet is not wrong.
  }
  std::vector<ScanWord> out;
  std::map<const CLI::Option*, std::size_t> taken;
  for (const CLI::Option* option : scan->parse_order()) {
    const std::size_t nth = taken[option]++;
    ScanWord word;
    word.flag = flag_name(*option);
    const bool takes_value = option->get_items_expected_max() > 0;
    if (takes_value && nth < option->results().size()) word.value = option->results()[nth];
    word.is_path = is_path(*option);
    out.push_back(std::move(word));
  }
  return out;
}

// Why a scan's parser refuses these words, or nothing.
std::string refusal(std::vector<std::string> words, const std::vector<std::string>& before) {
  words.insert(words.begin(), before.begin(), before.end());
  words.insert(words.begin(), "scan");
  const ParsedCommandLine parsed = parse_command_line(std::move(words));
  if (parsed.options) return parsed.options->why.empty() ? "" : "--why explains a rule to people, not to a schedule";
  if (parsed.code == ExitCode::nothing) return "asks for help only";
  std::string_view text = parsed.err;
  constexpr std::string_view kProgram = "schannel-doctor: ";
  if (text.starts_with(kProgram)) text.remove_prefix(kProgram.size());
  return std::string(text.substr(0, text.find('\n')));
}

// Why these words are no command line of a scan that may run unattended, or nothing. A state is added later, when it is known where,
// if that can be: some flags need one, others exclude it.
std::string scan_problem(const std::vector<std::string>& words, ScheduleRequest& request) {
  for (const std::string& word : words) {
    if (!is_quotable(word)) return "'" + printable(word) + "' holds control characters, or is not UTF-8";
  }
  std::string as_given = refusal(words, {});
  const bool given = std::any_of(request.scan.begin(), request.scan.end(),
                                 [](const ScanWord& word) { return word.flag == "--state"; });
  request.has_state = given;
  if (given) return as_given;
  std::string with_state = refusal(words, {"--state", "state"});
  request.has_state = with_state.empty();
  if (as_given.empty() || with_state.empty()) return {};
  return as_given.find("--state") != std::string::npos ? with_state : as_given;
}

void add_common(CLI::App& command, RawOptions& raw, ScheduleRequest& request) {
  command.add_option("--name", request.name, "name of the task, timer or crontab line")->type_name("NAME");
  command.add_option("--method", raw.method, "task (Windows), systemd or cron; without it, what this system has")
      ->type_name("METHOD")
      ->check(CLI::IsMember({"task", "systemd", "cron"}));
  command.add_flag("--user", request.user, "systemd: a timer of your own, not of the system");
}

}  // namespace

void add_schedule(CLI::App& app, RawOptions& raw, Options& o) {
  ScheduleRequest& request = o.schedule;
  CLI::App* schedule = app.add_subcommand("schedule", "a scan every N minutes by Windows task, systemd timer or cron");
  schedule->require_subcommand(1);
  CLI::App* install = schedule->add_subcommand(
      "install",
      "install the schedule, or replace it. Every argument that is not named below, and all behind \"--\", "
      "is the scan's: schedule install --every 15 -- C:\\logs --rules C:\\rules");
  CLI::App* show = schedule->add_subcommand("show", "what is installed; exit code 1 if nothing is");
  CLI::App* remove = schedule->add_subcommand("remove", "remove it");
  for (CLI::App* command : {install, show, remove}) add_common(*command, raw, request);
  install->add_option("--every", raw.every, "minutes between runs, 1 to 1440")
      ->type_name("N")
      ->check(CLI::Range(1, 1440));
  install->add_option("--as", raw.account, "task: the account it runs as, system or local-service")
      ->type_name("ACCOUNT")
      ->default_str("system")
      ->check(CLI::IsMember({"local-service", "system"}));
  install->add_option("--program", request.program,
                      "path of schannel-doctor on the computer that is to run it; without it, this one's")
      ->type_name("FILE");
  install->add_flag("--no-quiet", request.reports, "the scan prints its report, for the journal or cron's mail");
  install->add_flag("--print", request.print,
                    "only show what would be installed, and how; of any method, on any system");
  install->allow_extras();
  const auto chosen = [&o](ScheduleAction action) {
    o.command = CommandId::schedule;
    o.schedule.action = action;
  };
  install->callback([chosen, install, &raw] {
    chosen(ScheduleAction::install);
    const std::vector<std::string> more = install->remaining();
    raw.scan_words.insert(raw.scan_words.begin(), more.begin(), more.end());
  });
  show->callback([chosen] { chosen(ScheduleAction::show); });
  remove->callback([chosen] { chosen(ScheduleAction::remove); });
}

void cut_scan_words(std::vector<std::string>& arguments, RawOptions& raw) {
  if (arguments.size() < 2 || arguments[0] != "schedule" || arguments[1] != "install") return;
  const auto separator = std::find(arguments.begin(), arguments.end(), "--");
  if (separator == arguments.end()) return;
  raw.scan_words.assign(separator + 1, arguments.end());
  arguments.erase(separator, arguments.end());
}

std::string finish_schedule(const RawOptions& raw, Options& o) {
  if (o.command != CommandId::schedule) return {};
  ScheduleRequest& request = o.schedule;
  const std::map<std::string, ScheduleMethod> methods = {{"", ScheduleMethod::automatic},
                                                         {"task", ScheduleMethod::task},
                                                         {"systemd", ScheduleMethod::systemd},
                                                         {"cron", ScheduleMethod::cron}};
  request.method = methods.at(raw.method);
  request.every = static_cast<unsigned>(raw.every);
  if (raw.account == "system") request.account = TaskAccount::system;
  if (raw.account == "local-service") request.account = TaskAccount::local_service;
  if (!is_name(request.name)) {
    return "--name: '" + printable(request.name) +
           "' is no name: up to 64 letters, digits, '.', '_' and '-', beginning with a letter or digit, without '--'";
  }
  if (request.action != ScheduleAction::install) return {};
  if (!is_quotable(request.program)) return "--program: '" + printable(request.program) + "' is no path";
  std::vector<std::string> words = raw.scan_words;
  if (!words.empty() && words.front() == "scan") words.erase(words.begin());
  request.scan = take_apart(words);
  if (std::string problem = scan_problem(words, request); !problem.empty()) return std::string(kScanBegins) + problem;
  return {};
}

}  // namespace doctor
