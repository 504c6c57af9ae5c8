#include <doctest/doctest.h>
#include <sys/stat.h>

#include <array>

#include "platform/file.h"
#include "support/temp_dir.h"

using namespace doctor;

TEST_CASE("reads at any place, fewer bytes at the end") {
  test::TempDir dir;
  const auto file = File::open(dir.write("a", "0123456789"));
  REQUIRE(file);
  CHECK(file->size() == 10);
  std::array<std::byte, 4> buffer{};
  CHECK(*file->read_at(2, buffer) == 4);
  CHECK(static_cast<char>(buffer[0]) == '2');
  CHECK(*file->read_at(8, buffer) == 2);
  CHECK(*file->read_at(100, buffer) == 0);
}

TEST_CASE("what cannot be opened says why") {
  test::TempDir dir;
  const auto missing = File::open(dir.path() / "none");
  REQUIRE_FALSE(missing);
  CHECK(missing.error().code == Errc::not_found);
  CHECK(missing.error().what == "no such file or folder");
  const auto folder = File::open(dir.path());
  REQUIRE_FALSE(folder);
  CHECK(folder.error().what == "is a folder");
  const auto pipe = dir.path() / "pipe";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  const auto fifo = File::open(pipe);
  REQUIRE_FALSE(fifo);
  CHECK(fifo.error().what == "not a regular file");
}

TEST_CASE("two ways to the same file have one identity") {
  test::TempDir dir;
  const auto path = dir.write("a", "x");
  std::filesystem::create_symlink(path, dir.path() / "link");
  CHECK(File::open(path)->identity() == File::open(dir.path() / "link")->identity());
  CHECK(File::open(path)->identity() != File::open(dir.write("b", "x"))->identity());
}
