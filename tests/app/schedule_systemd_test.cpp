#include <doctest/doctest.h>

#include <cstdlib>

#include "app/schedule_support.h"

using namespace doctor;
using namespace doctor::test;

namespace {

Schedule example() {
  Schedule s;
  s.name = "fe01";
  s.command = {"/bin/true", "scan", "--state", "/var/lib/schannel-doctor/state", "/srv/logs of 100%/$fe"};
  s.writes = {"/var/lib/schannel-doctor", "/srv/reports 5%"};
  return s;
}

std::string timer_of(unsigned every) {
  Schedule s = example();
  s.every = every;
  return systemd_units(s).timer;
}

/// Whether this shell command is a success here.
bool succeeds(const std::string& command) {
  return std::system((command + " >/dev/null 2>&1").c_str()) == 0;
}

}  // namespace

TEST_CASE("the service runs the scan, once, with its words quoted") {
  const std::string text = systemd_units(example()).service;
  CHECK(text.starts_with("# schannel-doctor: fe01\n"));
  CHECK(has(text, "\nType=oneshot\n"));
  CHECK(has(text, "\nExecStart=/bin/true scan --state /var/lib/schannel-doctor/state \"/srv/logs of 100%%/$$fe\"\n"));
  CHECK(has(text, "\nSuccessExitStatus=1 4\n"));
}

TEST_CASE("the service may write where the scan writes, and nothing else") {
  const std::string text = systemd_units(example()).service;
  for (const char* line : {"ProtectSystem=strict", "NoNewPrivileges=yes", "PrivateNetwork=yes",
                           "ReadWritePaths=/var/lib/schannel-doctor \"/srv/reports 5%%\""}) {
    CHECK_MESSAGE(has(text, "\n" + std::string(line) + "\n"), line);
  }
}

TEST_CASE("a command of --on-finding is not locked in") {
  Schedule s = example();
  s.runs_commands = true;
  const std::string text = systemd_units(s).service;
  for (const char* word : {"ProtectSystem", "NoNewPrivileges", "PrivateNetwork", "ReadWritePaths"})
    CHECK_FALSE(has(text, word));
}

TEST_CASE("a service of a user asks for nothing that its manager cannot do") {
  Schedule s = example();
  s.user = true;
  const std::string text = systemd_units(s).service;
  CHECK(has(text, "NoNewPrivileges=yes"));
  for (const char* word : {"ProtectSystem", "PrivateNetwork", "ReadWritePaths"}) CHECK_FALSE(has(text, word));
}

TEST_CASE("minutes by the clock where they fit, else from run to run") {
  CHECK(has(timer_of(15), "OnCalendar=*:0/15\nPersistent=yes\nRandomizedDelaySec=15\n"));
  CHECK(has(timer_of(1), "OnCalendar=*:0/1\nPersistent=yes\n\n[Install]"));
  CHECK(has(timer_of(60), "OnCalendar=*:00\n"));
  CHECK(has(timer_of(120), "OnCalendar=0/2:00\n"));
  CHECK(has(timer_of(1440), "OnCalendar=*-*-* 00:00\n"));
  CHECK(has(timer_of(7), "OnActiveSec=1min\nOnUnitActiveSec=7min\n"));
  CHECK(has(timer_of(90), "OnUnitActiveSec=90min\n"));
  CHECK(has(timer_of(300), "OnUnitActiveSec=300min\n"));
}

TEST_CASE("systemd accepts the units") {
  if (!succeeds("systemd-analyze --version")) {
    MESSAGE("skipped: no systemd-analyze");
    return;
  }
  const TempDir dir;
  for (const unsigned every : {1U, 15U, 60U, 120U, 7U, 1440U}) {
    for (const bool commands : {false, true}) {
      CAPTURE(every);
      Schedule s = example();
      s.every = every;
      s.runs_commands = commands;
      const SystemdUnits units = systemd_units(s);
      const auto service = dir.write("fe01.service", units.service), timer = dir.write("fe01.timer", units.timer);
      const auto said = dir.path() / "said";
      const int code = std::system(("systemd-analyze verify --man=no " + service.string() + " " + timer.string() +
                                    " >" + said.string() + " 2>&1")
                                       .c_str());
      CHECK_MESSAGE(code == 0, read_file(said));
      CHECK_MESSAGE(!has(read_file(said), "fe01"), read_file(said));
    }
  }
}

TEST_CASE("install writes both units and starts the timer; twice is the same") {
  FakeSystem fake;
  for (int i = 0; i < 2; ++i) {
    const auto done = systemd_scheduler().install(example(), fake.system);
    REQUIRE(done);
    CHECK(read_file(fake.system.units / "fe01.service") == systemd_units(example()).service);
    CHECK(read_file(fake.system.units / "fe01.timer") == systemd_units(example()).timer);
  }
  REQUIRE(fake.calls.size() == 6);
  CHECK(fake.calls[0].words == "systemctl daemon-reload");
  CHECK(fake.calls[1].words == "systemctl enable fe01.timer");
  CHECK(fake.calls[2].words == "systemctl restart fe01.timer");
}

TEST_CASE("units of a user are elsewhere and ask another manager") {
  FakeSystem fake;
  Schedule s = example();
  s.user = true;
  REQUIRE(systemd_scheduler().install(s, fake.system));
  CHECK(std::filesystem::exists(fake.system.user_units / "fe01.timer"));
  CHECK_FALSE(std::filesystem::exists(fake.system.units));
  CHECK(fake.calls[0].words == "systemctl --user daemon-reload");
}

TEST_CASE("show and remove") {
  FakeSystem fake;
  const auto none = systemd_scheduler().show(example(), fake.system);
  REQUIRE(none);
  CHECK_FALSE(*none);
  const auto not_removed = systemd_scheduler().remove(example(), fake.system);
  REQUIRE(not_removed);
  CHECK_FALSE(*not_removed);
  CHECK(fake.calls.empty());

  REQUIRE(systemd_scheduler().install(example(), fake.system));
  fake.answer("systemctl list-timers", {0, "NEXT  LEFT\nnow   1min\n", ""});
  const auto shown = systemd_scheduler().show(example(), fake.system);
  REQUIRE(shown);
  REQUIRE(*shown);
  CHECK(has(**shown, "ExecStart=/bin/true scan"));
  CHECK(has(**shown, "OnCalendar=*:0/15"));
  CHECK(has(**shown, "NEXT  LEFT\n"));

  const auto removed = systemd_scheduler().remove(example(), fake.system);
  REQUIRE(removed);
  CHECK(*removed);
  CHECK(std::filesystem::is_empty(fake.system.units));
  CHECK(fake.calls[fake.calls.size() - 2].words == "systemctl disable --now fe01.timer");
  CHECK(fake.calls.back().words == "systemctl daemon-reload");
}

TEST_CASE("units of other programs stay as they are") {
  FakeSystem fake;
  fake.dir.write("units/fe01.service", "[Service]\nExecStart=/usr/sbin/other\n");
  const auto refused = systemd_scheduler().install(example(), fake.system);
  REQUIRE_FALSE(refused);
  CHECK(has(refused.error().what, "was not made by schannel-doctor"));
  CHECK_FALSE(systemd_scheduler().remove(example(), fake.system));
  CHECK_FALSE(systemd_scheduler().show(example(), fake.system));
  CHECK(read_file(fake.system.units / "fe01.service") == "[Service]\nExecStart=/usr/sbin/other\n");
  CHECK(fake.calls.empty());
}

TEST_CASE("a failing systemctl ends the installation, and is quoted") {
  FakeSystem fake;
  fake.answer("systemctl enable", {1, "", "Failed to connect to bus\n"});
  const auto failed = systemd_scheduler().install(example(), fake.system);
  REQUIRE_FALSE(failed);
  CHECK(has(failed.error().what,
            "systemctl enable fe01.timer failed with exit code 1: Failed to connect to bus; the files"));
  CHECK(fake.calls.size() == 2);
}

TEST_CASE("what is printed names files, folders and commands") {
  FakeSystem fake;
  const auto text = systemd_scheduler().print(example(), fake.system);
  REQUIRE(text);
  CHECK(has(*text, "/units/fe01.service\n"));
  CHECK(has(*text, "# mkdir -p '/srv/reports 5%'\n"));
  CHECK(has(*text, "# systemctl enable fe01.timer\n"));
  CHECK_FALSE(std::filesystem::exists(fake.system.units));
}
