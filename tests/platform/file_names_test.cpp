#include "platform/file_names.h"

#include <doctest/doctest.h>

#include "support/temp_dir.h"

using namespace doctor;
namespace fs = std::filesystem;

TEST_CASE("a file gets a name that is free, and none that is taken") {
  test::TempDir dir;
  const fs::path path = dir.write("state", "old");
  dir.write("taken", "kept");
  const auto taken = rename_to_free(path, dir.path() / "taken");
  REQUIRE(taken);
  CHECK_FALSE(*taken);
  CHECK(test::read_file(path) == "old");
  CHECK(test::read_file(dir.path() / "taken") == "kept");
  const auto renamed = rename_to_free(path, dir.path() / "free");
  REQUIRE(renamed);
  CHECK(*renamed);
  CHECK_FALSE(fs::exists(path));
  CHECK(test::read_file(dir.path() / "free") == "old");

  const auto none = rename_to_free(path, dir.path() / "other");
  REQUIRE_FALSE(none);
  CHECK(none.error().code == Errc::io);
  CHECK(none.error().what.find("cannot rename to '") == 0);
}

TEST_CASE("a file is removed, and one that is not there is no error") {
  test::TempDir dir;
  const fs::path path = dir.write("a", "x");
  CHECK(*remove_file(path));
  CHECK_FALSE(fs::exists(path));
  const auto again = remove_file(path);
  REQUIRE(again);
  CHECK_FALSE(*again);
  dir.write("folder/a", "x");
  const auto folder = remove_file(dir.path() / "folder");
  REQUIRE_FALSE(folder);
  CHECK(folder.error().what.find("cannot remove '") == 0);
  CHECK(fs::exists(dir.path() / "folder" / "a"));
}
