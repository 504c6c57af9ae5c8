#include "app/schedule.h"

#include <doctest/doctest.h>

#include "app/run.h"
#include "app/schedule_support.h"

using namespace doctor;
using namespace doctor::test;

namespace {

namespace fs = std::filesystem;

ScheduleAnswer ask(std::vector<std::string> arguments, FakeSystem& fake) {
  return schedule(request(std::move(arguments)), fake.system);
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : "|") + word;
  return out;
}

/// The request of a scan that knows --state, whether the parser of today does or not.
ScheduleRequest with_state(std::vector<std::string> arguments) {
  ScheduleRequest r = request(std::move(arguments));
  r.has_state = true;
  return r;
}

Schedule made(const ScheduleRequest& r, ScheduleMethod method, const FakeSystem& fake) {
  const auto schedule = make_schedule(r, method, fake.system);
  REQUIRE_MESSAGE(schedule, schedule.error().what);
  return *schedule;
}

std::string why_not(const ScheduleRequest& r, ScheduleMethod method, const FakeSystem& fake) {
  const auto schedule = make_schedule(r, method, fake.system);
  return schedule ? "" : schedule.error().what;
}

}  // namespace

TEST_CASE("paths are made absolute, other values are not") {
  FakeSystem fake;
  const std::string here = fs::current_path().string();
  const Schedule s = made(with_state({"install", "logs/", "./a/b", "/c", "--state", "s/state", "--rules", "r",
                                      "--topology", "standard", "--output", "o/report.txt"}),
                          ScheduleMethod::systemd, fake);
  CHECK(joined(s.command) == "/usr/local/bin/schannel-doctor|scan|" + here + "/logs|" + here + "/a/b|/c|--state|" +
                                 here + "/s/state|--rules|" + here + "/r|--topology|standard|--output|" + here +
                                 "/o/report.txt");
  CHECK(joined(s.writes) == here + "/s|" + here + "/o");
}

TEST_CASE("a link before .. is followed as the system does") {
  FakeSystem fake;
  fake.dir.write("deep/er/file", "");
  fs::create_directory_symlink(fake.dir.path() / "deep/er", fake.dir.path() / "link");
  const Schedule s =
      made(with_state({"install", (fake.dir.path() / "link/../x").string()}), ScheduleMethod::cron, fake);
  CHECK(s.command.back() == fs::canonical(fake.dir.path() / "deep").string() + "/x");
}

TEST_CASE("a state and silence are added unless told otherwise") {
  FakeSystem fake;
  const std::string data = fake.system.data.string(), user = fake.system.user_data.string();
  const auto state = [&](std::vector<std::string> more, ScheduleMethod method) {
    more.insert(more.begin(), {"install", "/logs"});
    return joined(made(with_state(std::move(more)), method, fake).command).substr(31);
  };
  CHECK(state({}, ScheduleMethod::systemd) == "scan|--state|" + data + "/state|-qq|/logs");
  CHECK(state({"--name", "fe01"}, ScheduleMethod::systemd) == "scan|--state|" + data + "/fe01.state|-qq|/logs");
  CHECK(state({"--user"}, ScheduleMethod::systemd) == "scan|--state|" + user + "/state|-qq|/logs");
  CHECK(state({"--no-quiet"}, ScheduleMethod::cron) == "scan|--state|" + data + "/state|/logs");
  CHECK(state({"-q"}, ScheduleMethod::cron) == "scan|--state|" + data + "/state|/logs|--quiet");
  fake.system.all_rights = false;
  CHECK(state({}, ScheduleMethod::cron) == "scan|--state|" + user + "/state|-qq|/logs");
}

TEST_CASE("a value that looks like a flag stays a value") {
  FakeSystem fake;
  const Schedule s = made(request({"install", "--method", "cron", "/logs", "--require=-x", "--output", "-"}),
                          ScheduleMethod::cron, fake);
  CHECK(has(joined(s.command), "|--require=-x|--output=-"));
}

TEST_CASE("a task for Windows can be prepared elsewhere") {
  FakeSystem fake;
  const ScheduleRequest good = with_state(
      {"install", "--print", "--", "C:\\logs", "\\\\fe01\\logs", "%ProgramData%\\logs", "--rules", "D:/rules"});
  CHECK(joined(made(good, ScheduleMethod::task, fake).command) ==
        "C:\\Program "
        "Files\\schannel-doctor\\schannel-doctor.exe|scan|--state|C:\\ProgramData\\schannel-doctor\\state|-qq|"
        "C:\\logs|\\\\fe01\\logs|%ProgramData%\\logs|--rules|D:/rules");
  for (const char* path : {"logs", "/logs", "C:logs", "\\logs", "100%"}) {
    CHECK(has(why_not(request({"install", "--print", "--", path}), ScheduleMethod::task, fake),
              "PATH: '" + std::string(path) + "' must be"));
  }
  CHECK(
      has(why_not(request({"install", "--print", "--program", "x.exe", "--", "C:\\logs"}), ScheduleMethod::task, fake),
          "--program: "));
  fake.system.windows = true;
  CHECK(made(with_state({"install", "/logs"}), ScheduleMethod::systemd, fake).command[3] ==
        "/var/lib/schannel-doctor/state");
  CHECK(has(why_not(with_state({"install", "--user", "/logs"}), ScheduleMethod::systemd, fake), "--state: "));
}

TEST_CASE("without a method, what the system has") {
  FakeSystem fake;
  CHECK(has(ask({"install", "--print", "/logs"}, fake).out, "[Timer]"));
  fake.system.systemd = false;
  CHECK(has(ask({"install", "--print", "/logs"}, fake).out, "*/15 * * * *"));
  fake.system.windows = true;
  fake.system.program = "C:\\x.exe";
  CHECK(has(ask({"install", "--print", "C:\\logs"}, fake).out, "<Task "));
  CHECK(fake.calls.empty());
}

TEST_CASE("printing makes nothing, installing makes the folders that are written to") {
  FakeSystem fake;
  const auto state = fake.dir.path() / "new" / "state";
  ScheduleRequest r = request({"install", "/"});
  r.scan.push_back({"--state", state.string(), true});
  r.print = true;
  CHECK(schedule(r, fake.system).code == ExitCode::nothing);
  CHECK_FALSE(fs::exists(state.parent_path()));
  r.print = false;
  const ScheduleAnswer answer = schedule(r, fake.system);
  CHECK(answer.code == ExitCode::nothing);
  CHECK(has(answer.out, "timer 'schannel-doctor' installed: every 15 min"));
  CHECK(answer.messages.empty());
  CHECK(fs::is_directory(state.parent_path()));
  CHECK_FALSE(fs::exists(state));
}

TEST_CASE("what a method does not know is a usage error") {
  FakeSystem fake;
  const auto refused = [&](std::vector<std::string> arguments, std::string_view why) {
    const ScheduleAnswer answer = ask(std::move(arguments), fake);
    CHECK(answer.code == ExitCode::usage);
    REQUIRE(answer.messages.size() == 1);
    CHECK_MESSAGE(has(answer.messages[0], why), answer.messages[0]);
    CHECK(answer.out.empty());
  };
  refused({"install", "--method", "systemd", "--as", "system", "/"}, "--as is for tasks");
  refused({"install", "--method", "task", "--user", "--print", "C:\\x"}, "--user is for");
  refused({"install", "--method", "task", "C:\\x"}, "there is no 'task' on this system");
  refused({"show", "--method", "task"}, "there is no 'task' on this system");
  refused({"install", "--method", "cron", "--every", "7", "/"}, "--every 7: cron");
  CHECK(fake.calls.empty());
}

TEST_CASE("rights are asked for before anything is done") {
  FakeSystem fake;
  fake.system.all_rights = false;
  const ScheduleAnswer answer = ask({"install", "/"}, fake);
  CHECK(answer.code == ExitCode::input);
  CHECK(has(answer.messages.at(0), "only root may do that; --user"));
  CHECK(ask({"remove"}, fake).code == ExitCode::input);
  CHECK(ask({"install", "--print", "/"}, fake).code == ExitCode::nothing);
  CHECK(ask({"install", "--user", "/"}, fake).code == ExitCode::nothing);
  CHECK(ask({"show"}, fake).code == ExitCode::found);
  fake.system.windows = true;
  CHECK(has(ask({"remove"}, fake).messages.at(0), "administrator"));
}

TEST_CASE("show and remove of what is not there") {
  FakeSystem fake;
  const ScheduleAnswer shown = ask({"show", "--name", "fe01"}, fake);
  CHECK(shown.code == ExitCode::found);
  CHECK(shown.messages.at(0) == "schedule: 'fe01' is not installed (systemd)");
  const ScheduleAnswer removed = ask({"remove", "--name", "fe01"}, fake);
  CHECK(removed.code == ExitCode::nothing);
  CHECK(removed.messages.at(0) == "schedule: 'fe01' was not installed (systemd)");
}

TEST_CASE("install, show, remove; what tools print reaches no terminal unchanged") {
  FakeSystem fake;
  REQUIRE(ask({"install", "/"}, fake).code == ExitCode::nothing);
  fake.answer("systemctl list-timers", {0, "\x1b[31mNEXT\r\n\n\n", ""});
  const ScheduleAnswer shown = ask({"show"}, fake);
  CHECK(shown.code == ExitCode::nothing);
  CHECK(shown.out.find('\x1b') == std::string::npos);
  CHECK(has(shown.out, "[31mNEXT\n"));
  const ScheduleAnswer removed = ask({"remove"}, fake);
  CHECK(removed.code == ExitCode::nothing);
  CHECK(removed.out == "'schannel-doctor' removed (systemd); the state of the scan stays\n");
  CHECK(ask({"show"}, fake).code == ExitCode::found);
}

TEST_CASE("what may not work is said beforehand") {
  FakeSystem fake;
  CHECK(
      has(ask({"install", "--print", "/no/such/folder"}, fake).messages.at(0), "note: '/no/such/folder' is not there"));
  const auto service = ask({"install", "--print", "--method", "task", "--as", "local-service", "C:\\x"}, fake);
  CHECK(has(service.messages.at(0), "LOCAL SERVICE cannot read"));
  const auto home = ask({"install", "--print", "--method", "task", "--program", "C:\\Users\\b\\x.exe", "C:\\x"}, fake);
  CHECK(has(home.messages.at(0), "can run programs as SYSTEM"));
  CHECK(ask({"install", "--print", "--method", "task", "C:\\x"}, fake).messages.empty());
}

TEST_CASE("the command as a whole") {
  const Ran ran = run({"schedule", "install", "--print", "--method", "task", "--", "C:\\logs"});
  CHECK(ran.code == ExitCode::nothing);
  CHECK(has(ran.out, "<Command>C:\\Program Files\\schannel-doctor\\schannel-doctor.exe</Command>"));
}
