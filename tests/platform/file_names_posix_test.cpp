#include <doctest/doctest.h>

#include "platform/file_names.h"
#include "support/temp_dir.h"

using namespace doctor;
namespace fs = std::filesystem;

TEST_CASE("a name that a link to nowhere has is taken, and a link is removed, not what it points to") {
  test::TempDir dir;
  const fs::path path = dir.write("state", "old");
  fs::create_symlink("nowhere", dir.path() / "dangling");
  fs::create_symlink("state", dir.path() / "link");
  CHECK_FALSE(*rename_to_free(path, dir.path() / "dangling"));
  CHECK(*remove_file(dir.path() / "link"));
  CHECK(test::read_file(path) == "old");
}
