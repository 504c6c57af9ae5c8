// What needs a folder without rights or a full disk, made by another process so that the tests themselves go on unhindered.
#include <doctest/doctest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>

#include "state/sample_state.h"
#include "state/state_file.h"
#include "support/temp_dir.h"

using namespace doctor;
namespace fs = std::filesystem;

namespace {

/// What write_state() says in a process on which `limit` lies: its error, or "done".
std::string write_limited(const fs::path& path, const std::function<void()>& limit) {
  int answer[2];
  REQUIRE(::pipe(answer) == 0);
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    const RunState state = test::long_history(1'000);
    limit();
    const auto done = write_state(path, state);
    const std::string what = done ? "done" : done.error().what;
    ::_exit(::write(answer[1], what.data(), what.size()) < 0 ? 1 : 0);
  }
  ::close(answer[1]);
  std::string said(1'000, '\0');
  const ssize_t n = ::read(answer[0], said.data(), said.size());
  ::close(answer[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  CHECK(status == 0);
  said.resize(n > 0 ? static_cast<std::size_t>(n) : 0);
  return said;
}

}  // namespace

TEST_CASE("a folder that may not be written to gives an error with the path, and the old state stays") {
  test::TempDir dir;
  const std::string old = encode_state(test::sample_state());
  const fs::path path = dir.write("state", old);
  fs::permissions(dir.path(), fs::perms::owner_read | fs::perms::owner_exec | fs::perms::others_read | fs::perms::others_exec);
  const std::string said = write_limited(path, [] {
    if (::geteuid() == 0 && ::setuid(65'534) != 0) ::_exit(2);  // for who may do everything, no folder is closed
  });
  CHECK(said == "cannot write '" + path.string() + "': no such folder, or no right to write there");
  CHECK(test::read_file(path) == old);
}

TEST_CASE("a disk that is full gives an error with the path, the old state stays, and nothing is beside it") {
  test::TempDir dir;
  const std::string old = encode_state(test::sample_state());
  const fs::path path = dir.write("state", old);
  const std::string said = write_limited(path, [] {
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit most{4'096, 4'096};  // of any file: the system takes the first bytes and then refuses
    if (::setrlimit(RLIMIT_FSIZE, &most) != 0) ::_exit(2);
  });
  CHECK(said.find("cannot write '" + path.string() + "': ") == 0);
  CHECK(test::read_file(path) == old);
  CHECK(std::distance(fs::directory_iterator(dir.path()), fs::directory_iterator()) == 1);
}
