#include <doctest/doctest.h>

#include "platform/folder.h"
#include "support/temp_dir.h"

using namespace doctor;

TEST_CASE("a link to a folder is both") {
  const test::TempDir dir;
  std::filesystem::create_directory_symlink(dir.path(), dir.path() / "loop");
  std::vector<FolderEntry> entries;
  REQUIRE(list_folder(dir.path(), entries));
  REQUIRE(entries.size() == 1);
  CHECK(entries[0].is_folder);
  CHECK(entries[0].is_link);
}

TEST_CASE("a backslash is a character like any other") {
  CHECK(text_below("a\\b", "c") == "a\\b/c");
}
