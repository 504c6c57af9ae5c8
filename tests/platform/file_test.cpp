#include "platform/file.h"

#include <doctest/doctest.h>

#include "support/temp_dir.h"

using namespace doctor;

TEST_CASE("a written file is whole, replaces the old one and leaves nothing beside it") {
  test::TempDir dir;
  const auto path = dir.path() / "report.json";
  REQUIRE(write_file(path, "old"));
  REQUIRE(write_file(path, "new"));
  CHECK(*read_text_file(path) == "new");
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(dir.path())) files += entry.is_regular_file() ? 1u : 0u;
  CHECK(files == 1);
}

TEST_CASE("writing into a folder that is not there says so") {
  test::TempDir dir;
  const auto result = write_file(dir.path() / "none" / "x", "text");
  REQUIRE_FALSE(result);
  CHECK(result.error().code == Errc::io);
}

TEST_CASE("a text file over the limit is refused") {
  test::TempDir dir;
  const auto path = dir.write("big", std::string(100, 'x'));
  CHECK(read_text_file(path, 100));
  const auto refused = read_text_file(path, 99);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Errc::limit);
}

TEST_CASE("paths are UTF-8 on both sides") {
  CHECK(path_text(path_from_text("B\xc3\xbcro/System.evtx")) == "B\xc3\xbcro/System.evtx");
}
