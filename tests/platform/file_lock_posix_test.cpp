#include <doctest/doctest.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "platform/file_lock.h"
#include "support/temp_dir.h"

using namespace doctor;

namespace {

/// Another process that takes the lock and holds it until it is told to go, or killed.
class Holder {
 public:
  explicit Holder(const std::filesystem::path& path) {
    int ready[2], go[2];
    REQUIRE(::pipe(ready) == 0);
    REQUIRE(::pipe(go) == 0);
    pid_ = ::fork();
    REQUIRE(pid_ >= 0);
    if (pid_ == 0) hold(path, ready, go);
    ::close(ready[1]);
    ::close(go[0]);
    go_ = go[1];
    char answer = '?';
    REQUIRE(::read(ready[0], &answer, 1) == 1);
    ::close(ready[0]);
    holds_ = answer == 'y';
  }
  ~Holder() {
    if (pid_ > 0) kill();
    ::close(go_);
  }
  Holder(const Holder&) = delete;
  Holder& operator=(const Holder&) = delete;

  bool holds() const { return holds_; }
  void kill() {
    ::kill(pid_, SIGKILL);
    wait();
  }
  void let_go() {
    REQUIRE(::write(go_, "x", 1) == 1);
    wait();
  }

 private:
  [[noreturn]] static void hold(const std::filesystem::path& path, const int (&ready)[2], const int (&go)[2]) {
    ::close(go[1]);  // so that the end of the test ends us, too
    const auto lock = FileLock::acquire(path);
    const char answer = lock && lock->has_value() ? 'y' : 'n';
    char word = 0;
    const bool told = ::write(ready[1], &answer, 1) == 1 && ::read(go[0], &word, 1) == 1;
    ::_exit(told ? 0 : 1);
  }
  void wait() {
    int status = 0;
    ::waitpid(pid_, &status, 0);
    pid_ = -1;
  }

  pid_t pid_ = -1;
  int go_ = -1;
  bool holds_ = false;
};

bool is_free(const std::filesystem::path& path) {
  const auto lock = FileLock::acquire(path);
  return lock && lock->has_value();
}

}  // namespace

TEST_CASE("a lock keeps out another process, until the holder ends") {
  test::TempDir dir;
  const auto path = dir.path() / "state.lock";
  Holder holder(path);
  REQUIRE(holder.holds());
  CHECK_FALSE(is_free(path));
  CHECK_FALSE(Holder(path).holds());
  holder.let_go();
  CHECK(is_free(path));
}

TEST_CASE("a holder that is killed gives the lock back, and the file stays") {
  test::TempDir dir;
  const auto path = dir.path() / "state.lock";
  Holder holder(path);
  REQUIRE(holder.holds());
  holder.kill();
  CHECK(std::filesystem::exists(path));
  CHECK(is_free(path));
}

TEST_CASE("a program that we started does not keep our lock") {
  test::TempDir dir;
  const auto path = dir.path() / "state.lock";
  pid_t child = -1;
  {
    const auto lock = FileLock::acquire(path);
    REQUIRE(lock);
    REQUIRE(lock->has_value());
    int started[2];  // closed by the start of the other program: then our descriptors are closed there
    REQUIRE(::pipe(started) == 0);
    child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
      ::close(started[0]);
      ::dup2(started[1], 1);
      ::close(started[1]);
      ::execlp("sh", "sh", "-c", "echo; exec sleep 60", static_cast<char*>(nullptr));
      ::_exit(1);
    }
    ::close(started[1]);
    char line_end = 0;
    REQUIRE(::read(started[0], &line_end, 1) == 1);
    ::close(started[0]);
  }
  CHECK(is_free(path));
  ::kill(child, SIGKILL);
  int status = 0;
  ::waitpid(child, &status, 0);
  CHECK(WIFSIGNALED(status));  // it was still running
}

TEST_CASE("a named pipe is refused without waiting") {
  test::TempDir dir;
  const auto path = dir.path() / "pipe";
  REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
  const auto lock = FileLock::acquire(path);
  REQUIRE_FALSE(lock);
  CHECK(lock.error().what.find("not a regular file") != std::string::npos);
}
