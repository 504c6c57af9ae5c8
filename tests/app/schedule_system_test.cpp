#include <doctest/doctest.h>

#include <cstdlib>

#include "app/schedule_support.h"
#include "platform/program_path.h"

using namespace doctor;
using namespace doctor::test;

TEST_CASE("this computer") {
  const ScheduleSystem system = this_system();
  CHECK_FALSE(system.windows);
  CHECK(system.program == program_path());
  CHECK(system.units == "/etc/systemd/system");
  CHECK(system.user_data.is_absolute());
  CHECK(system.user_units.filename() == "user");
}

TEST_CASE("a tool's words, input, output and exit code arrive") {
  const ToolRunner run = this_system().run;
  const auto end = run({"sh", "-c", "cat; echo \"$1\"; echo bad >&2; exit 3", "sh", "it's 5 % $HOME"}, "given\n");
  REQUIRE_MESSAGE(end, end.error().what);
  CHECK(end->code == 3);
  CHECK(end->out == "given\nit's 5 % $HOME\n");
  CHECK(end->err == "bad\n");
}

TEST_CASE("a tool that is not there is an error") {
  const auto end = this_system().run({"schannel-doctor-no-such-tool"}, "");
  REQUIRE_FALSE(end);
  CHECK(end.error().code == Errc::not_found);
  CHECK(end.error().what == "there is no schannel-doctor-no-such-tool on this system");
}

TEST_CASE("what a tool said is one line") {
  CHECK(tool_failed("crontab -", {1, "out", " a\r\n\n b \n"}).what == "crontab - failed with exit code 1: a b");
  CHECK(tool_failed("x", {2, "out", ""}).what == "x failed with exit code 2: out");
  CHECK(tool_failed("x", {2, "", ""}).what == "x failed with exit code 2");
  std::string many;
  for (int i = 0; i < 1000; ++i) many += "many lines\n";
  CHECK(tool_failed("x", {2, "", many}).what.size() < 600);
}
