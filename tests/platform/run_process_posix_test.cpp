#include <doctest/doctest.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <thread>

#include "platform/run_process.h"
#include "support/temp_dir.h"

using namespace doctor;
namespace fs = std::filesystem;

namespace {

std::string quoted(const fs::path& path) {
  return "'" + path.string() + "'";
}

ProcessEnd ran(const std::string& command, std::string_view input = {}, const CommandOptions& options = {}) {
  const auto end = run_command(command, input, options);
  REQUIRE(end);
  return *end;
}

CommandOptions within(std::chrono::milliseconds limit) {
  CommandOptions options;
  options.limit = limit;
  return options;
}

/// Standard error of this process goes into a file for as long as this lives.
class CaughtErrors {
 public:
  explicit CaughtErrors(const fs::path& file) : before_(::dup(STDERR_FILENO)) {
    REQUIRE(std::freopen(file.c_str(), "w", stderr) != nullptr);
  }
  ~CaughtErrors() {
    std::fflush(stderr);
    ::dup2(before_, STDERR_FILENO);
    ::close(before_);
  }

 private:
  int before_;
};

}  // namespace

TEST_CASE("a command line runs in a shell and gets its input to the last byte") {
  test::TempDir dir;
  const fs::path out = dir.path() / "it's out";
  const std::string input = std::string("{\"a\":\"$(id) `id` \\\" %PATH%\"}\n\0x", 31);
  CHECK(ran("cat > \"" + out.string() + "\" && exit 7", input).code == 7);
  CHECK(test::read_file(out) == input);
}

TEST_CASE("megabytes go through, whatever the pipe holds at once") {
  test::TempDir dir;
  std::string input(5'000'000, 'x');
  input.back() = 'y';
  const ProcessEnd end = ran("sleep 0.2; cat > " + quoted(dir.path() / "out"), input);
  CHECK(end.good());
  CHECK(test::read_file(dir.path() / "out") == input);
}

TEST_CASE("a command that does not read its input ends as it likes, and so does this process") {
  const std::string input(5'000'000, 'x');
  struct sigaction usual {};
  usual.sa_handler = SIG_DFL;
  struct sigaction before {};
  ::sigaction(SIGPIPE, &usual, &before);  // as in a program that did not prepare for it
  CHECK(ran("exec true", input).good());
  CHECK(ran("exec 0<&-; sleep 0.2; exit 3", input).code == 3);
  CHECK(ran("head -c 10 > /dev/null; exit 0", input).good());
  struct sigaction after {};
  ::sigaction(SIGPIPE, &before, &after);
  const bool restored = after.sa_handler == SIG_DFL;
  CHECK(restored);
}

TEST_CASE("without input the command meets the end of a file") {
  test::TempDir dir;
  CHECK(ran("cat > " + quoted(dir.path() / "out")).good());
  CHECK(test::read_file(dir.path() / "out").empty());
}

TEST_CASE("exit codes and signals come back as a shell tells them") {
  CommandOptions quiet;
  quiet.quiet = true;
  CHECK(ran("exit 0").good());
  CHECK(ran("exit 255").code == 255);
  CHECK_FALSE(ran("exit 255").good());
  CHECK(ran("kill -9 $$").code == 137);
  CHECK(ran("/no/such/command", {}, quiet).code == 127);
  CHECK(ran("-c", {}, quiet).code == 127);  // a command of that name, no option of the shell
}

TEST_CASE("what is given joins the environment or takes the place of what is there") {
  test::TempDir dir;
  ::setenv("SCHANNEL_DOCTOR_KIND", "old", 1);
  ::setenv("SCHANNEL_DOCTOR_TEST", "inherited", 1);
  CommandOptions options;
  options.environment = {{"SCHANNEL_DOCTOR_KIND", "found"}, {"SCHANNEL_DOCTOR_NOTICE", "7"}};
  CHECK(ran("env | grep '^SCHANNEL' | sort > " + quoted(dir.path() / "out"), {}, options).good());
  CHECK(test::read_file(dir.path() / "out") ==
        "SCHANNEL_DOCTOR_KIND=found\nSCHANNEL_DOCTOR_NOTICE=7\nSCHANNEL_DOCTOR_TEST=inherited\n");
  CHECK(std::string(std::getenv("SCHANNEL_DOCTOR_KIND")) == "old");
  ::unsetenv("SCHANNEL_DOCTOR_KIND");
  ::unsetenv("SCHANNEL_DOCTOR_TEST");
}

TEST_CASE("what the command prints goes to standard error, or nowhere") {
  test::TempDir dir;
  CommandOptions quiet;
  quiet.quiet = true;
  {
    const CaughtErrors caught(dir.path() / "err");
    ran("echo out; echo err >&2");
    ran("echo nothing; echo nothing >&2", {}, quiet);
  }
  CHECK(test::read_file(dir.path() / "err") == "out\nerr\n");
}

TEST_CASE("a command that takes too long is ended with all it started") {
  test::TempDir dir;
  const std::string pid = quoted(dir.path() / "pid");
  const ProcessEnd end = ran("sh -c 'trap \"\" TERM; echo $$ > " + (dir.path() / "pid").string() +
                                 "; while :; do sleep 0.1; done' & while :; do sleep 0.1; done",
                             std::string(1'000'000, 'x'), within(std::chrono::milliseconds(500)));
  CHECK(end.how == ProcessEnd::How::timed_out);
  CHECK_FALSE(end.good());
  const int stubborn = std::atoi(test::read_file(dir.path() / "pid").c_str());
  REQUIRE(stubborn > 0);
  // Killed; whoever inherits it may need a moment to take it off the list, so a zombie counts as gone.
  const fs::path status = fs::path("/proc") / std::to_string(stubborn) / "stat";
  bool gone = false;
  for (int i = 0; i < 200 && !gone; ++i) {
    gone = !fs::exists(status) || test::read_file(status).find(") Z ") != std::string::npos;
    if (!gone) std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  CHECK(gone);
}

TEST_CASE("a command that does not listen to the polite request is ended all the same") {
  const ProcessEnd end = ran("trap '' TERM; while :; do sleep 0.1; done", {}, within(std::chrono::milliseconds(300)));
  CHECK(end.how == ProcessEnd::How::timed_out);
  CHECK(end.code == 128 + SIGKILL);
}

TEST_CASE("what a command leaves running on purpose does not hold it up") {
  test::TempDir dir;
  const ProcessEnd end = ran("sleep 20 & echo $! > " + quoted(dir.path() / "pid"), std::string(1'000'000, 'x'));
  CHECK(end.good());
  const int left = std::atoi(test::read_file(dir.path() / "pid").c_str());
  REQUIRE(left > 0);
  CHECK(::kill(left, SIGKILL) == 0);
}
