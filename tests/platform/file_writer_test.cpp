#include "platform/file_writer.h"

#include <doctest/doctest.h>

#include "support/temp_dir.h"

using namespace doctor;
namespace fs = std::filesystem;

TEST_CASE("what writers left behind is removed, and nothing else") {
  test::TempDir dir;
  for (const char* name : {"state", "state.tmp0", "state.tmp1", "state.tmp2", "state.tmp", "state.tmpx", "other.tmp0"}) {
    dir.write(name, name);
  }
  remove_leftovers(dir.path() / "state");
  for (const char* gone : {"state.tmp0", "state.tmp1", "state.tmp2"}) CHECK_FALSE(fs::exists(dir.path() / gone));
  for (const char* kept : {"state", "state.tmp", "state.tmpx", "other.tmp0"}) {
    CHECK(test::read_file(dir.path() / kept) == kept);
  }
  remove_leftovers(dir.path() / "state");
  CHECK(fs::exists(dir.path() / "state"));
}

TEST_CASE("these are the names that a writer uses") {
  test::TempDir dir;
  auto first = FileWriter::create(dir.path() / "state");
  auto second = FileWriter::create(dir.path() / "state");
  REQUIRE(first);
  REQUIRE(second);
  CHECK(fs::exists(dir.path() / "state.tmp0"));
  CHECK(fs::exists(dir.path() / "state.tmp1"));
}

TEST_CASE("a file that is written durably is the file") {
  test::TempDir dir;
  const fs::path path = dir.write("state", "old");
  auto writer = FileWriter::create(path);
  REQUIRE(writer);
  REQUIRE(writer->write("new"));
  CHECK(test::read_file(path) == "old");
  REQUIRE(writer->commit_durably());
  CHECK(test::read_file(path) == "new");
  CHECK_FALSE(fs::exists(dir.path() / "state.tmp0"));
}

TEST_CASE("a beginning can be replaced at the end, and writing goes on behind") {
  test::TempDir dir;
  auto writer = FileWriter::create(dir.path() / "log");
  REQUIRE(writer);
  REQUIRE(writer->write("----body"));
  REQUIRE(writer->overwrite(0, "head"));
  REQUIRE(writer->write(" and more"));
  REQUIRE(writer->overwrite(5, "O"));
  REQUIRE(writer->commit());
  CHECK(test::read_file(dir.path() / "log") == "headbOdy and more");
}
