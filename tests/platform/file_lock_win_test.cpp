#include <doctest/doctest.h>

#include "platform/file_lock.h"
#include "platform/windows_api.h"
#include "support/temp_dir.h"

using namespace doctor;

TEST_CASE("a file that others have open can be locked, and a locked one can be opened") {
  test::TempDir dir;
  const auto path = dir.write("state.lock", "x");
  const auto open = [&] {
    return windows::Handle(::CreateFileW(path.c_str(), GENERIC_READ | GENERIC_WRITE,
                                         FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr, OPEN_EXISTING, 0, nullptr));
  };
  const windows::Handle before = open();
  REQUIRE(before);
  const auto lock = FileLock::acquire(path);
  REQUIRE(lock);
  CHECK(lock->has_value());
  CHECK(open());
}

TEST_CASE("the lock is of the system: whoever asks for that byte is kept out") {
  test::TempDir dir;
  const auto path = dir.path() / "state.lock";
  const auto lock = FileLock::acquire(path);
  REQUIRE(lock);
  REQUIRE(lock->has_value());
  const windows::Handle other(::CreateFileW(path.c_str(), GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE,
                                            nullptr, OPEN_EXISTING, 0, nullptr));
  REQUIRE(other);
  OVERLAPPED first_byte{};
  CHECK(::LockFileEx(other.get(), LOCKFILE_EXCLUSIVE_LOCK | LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, &first_byte) == 0);
}
