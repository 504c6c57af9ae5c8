#include <doctest/doctest.h>

#include <cstdlib>

#include "platform/run_process.h"
#include "support/temp_dir.h"

using namespace doctor;
namespace fs = std::filesystem;

namespace {

ProcessEnd ran(const std::string& command, std::string_view input = {}, const CommandOptions& options = {}) {
  const auto end = run_command(command, input, options);
  REQUIRE(end);
  return *end;
}

std::string quoted(const fs::path& path) {
  return "\"" + path.string() + "\"";
}

}  // namespace

TEST_CASE("a command line runs in cmd.exe with its quotes as they were written, and its exit code comes back") {
  test::TempDir dir;
  const fs::path out = dir.path() / "an out";
  CHECK(ran("echo one& exit 7", {}).code == 7);
  CHECK(ran("echo \"a b\"> " + quoted(out) + "& exit 0").good());
  CHECK(test::read_file(out) == "\"a b\"\r\n");
  CHECK_FALSE(ran("exit 255").good());
}

TEST_CASE("the input arrives") {
  test::TempDir dir;
  const fs::path out = dir.path() / "out";
  CHECK(ran("set /p line=& call echo %line%> " + quoted(out), "{\"number\":7}\n").good());
  CHECK(test::read_file(out).starts_with("{\"number\":7}"));
}

TEST_CASE("a command that does not read its input is no failure, however much there is") {
  const std::string input(2'000'000, 'x');
  CHECK(ran("exit 0", input).good());
  CHECK(ran("exit 3", input).code == 3);
}

TEST_CASE("what is given joins the environment or takes the place of what is there") {
  test::TempDir dir;
  _putenv("SCHANNEL_DOCTOR_KIND=old");
  CommandOptions options;
  options.environment = {{"schannel_doctor_kind", "found"}, {"SCHANNEL_DOCTOR_NOTICE", "7"}};
  const fs::path out = dir.path() / "out";
  CHECK(ran("echo %SCHANNEL_DOCTOR_KIND%,%SCHANNEL_DOCTOR_NOTICE%,%SystemRoot%> " + quoted(out), {}, options).good());
  const std::string text = test::read_file(out);
  CHECK(text.starts_with("found,7,"));
  CHECK(text.find('%') == std::string::npos);
  _putenv("SCHANNEL_DOCTOR_KIND=");
}

TEST_CASE("a command that takes too long is ended") {
  CommandOptions options;
  options.limit = std::chrono::milliseconds(500);
  options.quiet = true;
  const ProcessEnd end = ran("for /l %i in (0,0,1) do @rem", std::string(1'000'000, 'x'), options);
  CHECK(end.how == ProcessEnd::How::timed_out);
  CHECK_FALSE(end.good());
}
