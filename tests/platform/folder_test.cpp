#include "platform/folder.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "platform/file.h"
#include "support/temp_dir.h"

using namespace doctor;

TEST_CASE("a folder lists files and folders under their names, in any script") {
  const test::TempDir dir;
  dir.write("a.evtx", "x");
  std::filesystem::create_directories(dir.path() / path_from_text("Журналы"));
  std::vector<FolderEntry> entries;
  REQUIRE(list_folder(dir.path(), entries));
  std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  REQUIRE(entries.size() == 2);
  CHECK(path_text(entries[0].name) == "a.evtx");
  CHECK_FALSE(entries[0].is_folder);
  CHECK_FALSE(entries[0].is_link);
  CHECK(path_text(entries[1].name) == "Журналы");
  CHECK(entries[1].is_folder);
  CHECK(is_folder(dir.path() / entries[1].name));
  CHECK_FALSE(is_folder(dir.path() / "a.evtx"));
  CHECK_FALSE(is_folder(dir.path() / "none"));
}

TEST_CASE("a folder that cannot be looked into says so") {
  const test::TempDir dir;
  std::vector<FolderEntry> entries;
  const auto listed = list_folder(dir.path() / "none", entries);
  REQUIRE_FALSE(listed);
  CHECK_FALSE(listed.error().what.empty());
  CHECK(entries.empty());
}

TEST_CASE("what is below a folder is shown as the folder was given") {
  CHECK(text_below("logs", "System.evtx") == "logs/System.evtx");
  CHECK(text_below("logs/", "System.evtx") == "logs/System.evtx");
  CHECK(text_below("/", "logs") == "/logs");
  CHECK(text_below("", "logs") == "logs");
}
