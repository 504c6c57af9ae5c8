#include "platform/file_lock.h"

#include <doctest/doctest.h>

#include <utility>

#include "support/temp_dir.h"

using namespace doctor;

TEST_CASE("who holds a lock keeps others out until it is gone") {
  test::TempDir dir;
  const auto path = dir.path() / "state.lock";
  {
    const auto first = FileLock::acquire(path);
    REQUIRE(first);
    REQUIRE(first->has_value());
    const auto second = FileLock::acquire(path);
    REQUIRE(second);
    CHECK_FALSE(second->has_value());
    // The one who was kept out took nothing from the holder when it gave up.
    const auto third = FileLock::acquire(path);
    REQUIRE(third);
    CHECK_FALSE(third->has_value());
  }
  const auto after = FileLock::acquire(path);
  REQUIRE(after);
  CHECK(after->has_value());
}

TEST_CASE("a lock that is moved is held, and one that is moved over is given back") {
  test::TempDir dir;
  auto a = FileLock::acquire(dir.path() / "a");
  auto b = FileLock::acquire(dir.path() / "b");
  REQUIRE(a);
  REQUIRE(b);
  REQUIRE(a->has_value());
  REQUIRE(b->has_value());
  FileLock moved = std::move(**a);
  CHECK_FALSE(FileLock::acquire(dir.path() / "a")->has_value());
  moved = std::move(**b);
  CHECK(FileLock::acquire(dir.path() / "a")->has_value());
  CHECK_FALSE(FileLock::acquire(dir.path() / "b")->has_value());
}

TEST_CASE("locking leaves what is in the file alone") {
  test::TempDir dir;
  const auto path = dir.write("state.lock", "somebody's notes");
  {
    const auto lock = FileLock::acquire(path);
    REQUIRE(lock);
    CHECK(lock->has_value());
  }
  CHECK(test::read_file(path) == "somebody's notes");
}

TEST_CASE("what cannot be locked says so") {
  test::TempDir dir;
  const auto none = FileLock::acquire(dir.path() / "none" / "state.lock");
  REQUIRE_FALSE(none);
  CHECK(none.error().code == Errc::io);
  CHECK(none.error().what.find("cannot lock '") == 0);
  CHECK(none.error().what.find("state.lock': no such folder, or no right to write there") != std::string::npos);
  CHECK_FALSE(FileLock::acquire(dir.path()));  // a folder
}
