#include "app/file_candidates.h"

#include <doctest/doctest.h>

#include "support/temp_dir.h"

using namespace doctor;
using namespace doctor::test;

namespace {

std::string names_of(const std::vector<FileCandidate>& list) {
  std::string out;
  for (const FileCandidate& c : list) out += c.path.filename().string() + (c.named ? "! " : " ");
  return out;
}

}  // namespace

TEST_CASE("a file is named, those below a folder are met; links to folders are not followed") {
  const TempDir dir;
  dir.write("a.cer", "x");
  dir.write("sub/deep/b.cer", "x");
  std::filesystem::create_directory_symlink(dir.path(), dir.path() / "sub" / "loop");
  std::vector<FileCandidate> list;
  std::vector<std::string> failures;
  const auto failed = [&](std::string folder, std::string) { failures.push_back(std::move(folder)); };
  add_candidates(dir.path().string(), list, failed);
  add_candidates((dir.path() / "a.cer").string(), list, failed);
  add_candidates((dir.path() / "nothing").string(), list, failed);
  sort_candidates(list);
  CHECK(names_of(list) == "a.cer! a.cer nothing! b.cer ");
  CHECK(failures.empty());
}
