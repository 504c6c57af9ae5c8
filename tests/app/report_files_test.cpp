#include "app/report_files.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "app/run.h"
#include "support/temp_dir.h"

using namespace doctor;
namespace fs = std::filesystem;

namespace {

std::string sample(const std::string& name) {
  return (fs::path(DOCTOR_SOURCE_DIR) / "samples" / name).string();
}

std::set<std::string> names_in(const fs::path& folder) {
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) names.insert(entry.path().filename().string());
  return names;
}

const std::map<std::string, std::string> kFiles = {{"text", "report.txt"},      {"json", "report.json"},
                                                   {"html", "report.html"},     {"markdown", "report.md"},
                                                   {"jsonl", "report.jsonl"},   {"csv", "timeline.csv"}};

}  // namespace

TEST_CASE("--out-dir writes every format, each the same as --format gives") {
  const test::TempDir dir;
  const std::string folder = (dir.path() / "new" / "reports").string();
  const auto ran = test::run({"scan", sample("incident-1"), "--utc", "--out-dir", folder});
  CHECK(ran.code == ExitCode::found);
  CHECK(names_in(folder) == std::set<std::string>{"report.html", "report.json", "report.jsonl", "report.md", "report.txt",
                                                  "timeline.csv"});
  for (const auto& [format, file] : kFiles) {
    CAPTURE(format);
    CHECK(test::read_file(fs::path(folder) / file) == test::run({"scan", sample("incident-1"), "--utc", "--format", format}).out);
  }
}

TEST_CASE("files of an earlier run are replaced, others stay; without a report on the screen they are written all the same") {
  const test::TempDir dir;
  std::ofstream(dir.path() / "report.txt") << "old";
  std::ofstream(dir.path() / "notes.txt") << "mine";
  test::run({"scan", sample("healthy"), "-qq", "--out-dir", dir.path().string()});
  CHECK(test::read_file(dir.path() / "report.txt").starts_with("Nothing found"));
  CHECK(test::read_file(dir.path() / "notes.txt") == "mine");
}

TEST_CASE("a folder that cannot be made is an error") {
  const test::TempDir dir;
  std::ofstream(dir.path() / "file") << "x";
  const auto ran = test::run({"scan", sample("healthy"), "--out-dir", (dir.path() / "file").string()});
  CHECK(ran.code == ExitCode::input);
}
