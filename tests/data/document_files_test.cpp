#include "data/document_files.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "support/temp_dir.h"

using namespace doctor;

TEST_CASE("of a folder what is called like YAML, of a file the file") {
  const test::TempDir dir;
  const auto one = dir.write("a.yml", ""), two = dir.write("sub/b.YAML", ""), other = dir.write("sub/c.txt", "");
  Diagnostics problems;
  auto files = document_files(dir.path(), problems);
  std::sort(files.begin(), files.end());
  CHECK(files == std::vector{one, two});
  CHECK(document_files(other, problems) == std::vector{other});
  CHECK(problems.empty());
  CHECK(document_name("rules", "rules/sub/b.yml") == "rules/sub/b.yml");
  CHECK(document_files(dir.path() / "none", problems).empty());
  CHECK(problems.count(Severity::error) == 1);
}
