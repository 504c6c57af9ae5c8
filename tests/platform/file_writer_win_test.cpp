#include "platform/file_writer.h"

#include <doctest/doctest.h>

#include "platform/windows_api.h"
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
    REQUIRE(writer->write("two\n"));
    CHECK(test::read_file(path) == "old");
    REQUIRE(writer->commit());
  }
  CHECK(test::read_file(path) == "one two\n");  // no carriage return came in
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
  auto writer = FileWriter::create(dir.path() / "a");
  REQUIRE(writer);
  REQUIRE(writer->write("1"));
  REQUIRE(writer->commit_durably());
  CHECK(test::read_file(dir.path() / "a") == "1");
  CHECK(test::read_file(dir.path() / "a.tmp0") == "somebody else's");
}

TEST_CASE("a file that somebody holds open without letting it go is an error and leaves nothing beside it") {
  test::TempDir dir;
  const fs::path path = dir.write("a", "old");
  const windows::Handle held(
      ::CreateFileW(path.c_str(), GENERIC_READ, FILE_SHARE_READ, nullptr, OPEN_EXISTING, 0, nullptr));
  {
    auto writer = FileWriter::create(path);
    REQUIRE(writer);
    REQUIRE(writer->write("new"));
    const auto done = writer->commit();
    REQUIRE_FALSE(done);
    CHECK(done.error().what.find("cannot rename to '") == 0);
  }
  CHECK(test::read_file(path) == "old");
  CHECK(files_in(dir.path()) == 1);
}

TEST_CASE("what cannot be written says so") {
  test::TempDir dir;
  const auto writer = FileWriter::create(dir.path() / "none" / "a");
  REQUIRE_FALSE(writer);
  CHECK(writer.error().what.find("no such folder, or no right to write there") != std::string::npos);
  const auto folder = FileWriter::create(dir.path());
  REQUIRE_FALSE(folder);
  CHECK(folder.error().what.find("is a folder") != std::string::npos);
}

TEST_CASE("a device is written to as it is") {
  auto writer = FileWriter::create("NUL");
  REQUIRE(writer);
  REQUIRE(writer->write("x"));
  CHECK(writer->commit());
}
