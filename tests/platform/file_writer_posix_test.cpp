#include "platform/file_writer.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "platform/console.h"
#include "support/temp_dir.h"

using namespace doctor;
namespace fs = std::filesystem;

namespace {

std::size_t files_in(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

}  // namespace

TEST_CASE("pieces become one file, which has its name only when it is whole") {
  test::TempDir dir;
  const fs::path path = dir.write("a", "old");
  {
    auto writer = FileWriter::create(path);
    REQUIRE(writer);
    REQUIRE(writer->write("one "));
    REQUIRE(writer->write("two"));
    CHECK(test::read_file(path) == "old");
    REQUIRE(writer->commit());
  }
  CHECK(test::read_file(path) == "one two");
  CHECK(files_in(dir.path()) == 1);
}

TEST_CASE("a file that is given up leaves nothing behind and the old one as it was") {
  test::TempDir dir;
  const fs::path path = dir.write("a", "old");
  {
    auto writer = FileWriter::create(path);
    REQUIRE(writer);
    REQUIRE(writer->write("new"));
    CHECK(files_in(dir.path()) == 2);
  }
  CHECK(test::read_file(path) == "old");
  CHECK(files_in(dir.path()) == 1);
}

TEST_CASE("temporary names that are taken are left alone") {
  test::TempDir dir;
  dir.write("a.tmp0", "somebody else's");
  auto first = FileWriter::create(dir.path() / "a");
  auto second = FileWriter::create(dir.path() / "a");
  REQUIRE(first);
  REQUIRE(second);
  REQUIRE(first->write("1"));
  REQUIRE(second->write("2"));
  REQUIRE(first->commit());
  REQUIRE(second->commit());
  CHECK(test::read_file(dir.path() / "a") == "2");
  CHECK(test::read_file(dir.path() / "a.tmp0") == "somebody else's");
  CHECK(files_in(dir.path()) == 2);
}

TEST_CASE("what cannot be written says so") {
  test::TempDir dir;
  const auto writer = FileWriter::create(dir.path() / "none" / "a");
  REQUIRE_FALSE(writer);
  CHECK(writer.error().what.find("no such folder, or no right to write there") != std::string::npos);
  CHECK_FALSE(FileWriter::create(dir.path()));
}

TEST_CASE("a file in the current folder, and a device, can be written durably") {
  test::TempDir dir;
  const fs::path before = fs::current_path();
  fs::current_path(dir.path());
  auto writer = FileWriter::create("state");
  const bool done = writer && writer->write("new") && writer->commit_durably();
  fs::current_path(before);
  CHECK(done);
  CHECK(test::read_file(dir.path() / "state") == "new");

  auto device = FileWriter::create("/dev/null");
  REQUIRE(device);
  REQUIRE(device->write("x"));
  CHECK(device->commit_durably());
}

TEST_CASE("a device is written to and stays a device; one that is full is an error") {
  if (!fs::is_character_file("/dev/full")) return;
  auto writer = FileWriter::create("/dev/full");
  REQUIRE(writer);
  const auto written = writer->write("x");
  REQUIRE_FALSE(written);
  CHECK(written.error().what.starts_with("cannot write '/dev/full': "));
  CHECK(fs::is_character_file("/dev/full"));
}

TEST_CASE("whoever waits for the reader of a pipe is woken up by an interrupt") {
  test::TempDir dir;
  const fs::path pipe = dir.path() / "pipe";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  const int reader = ::open(pipe.c_str(), O_RDONLY | O_NONBLOCK);
  REQUIRE(reader >= 0);
  const pid_t child = ::fork();
  if (child == 0) {
    catch_interrupt();
    auto writer = FileWriter::create(pipe);
    ::_exit(writer && !writer->write(std::string(1 << 20, 'x')) && interrupt_requested() ? 42 : 1);
  }
  int waiting = 0;
  for (int i = 0; i < 3000 && waiting < 65536; ++i) {  // until the pipe is full
    ::usleep(10'000);
    REQUIRE(::ioctl(reader, FIONREAD, &waiting) == 0);
  }
  CHECK(waiting == 65536);
  ::kill(child, SIGTERM);
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 42);
  ::close(reader);
}
