#include "app/report_folder.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

#include "support/temp_dir.h"

using namespace doctor;
namespace fs = std::filesystem;

namespace {

constexpr Ticks kNinetyDays{90 * kTicksPerDay};

FileTime at(std::string_view iso8601) {
  return parse_iso8601(iso8601).value();
}

DatedReport report(std::string_view time, std::uint64_t run, std::string_view content = "{}") {
  return {at(time), run, content, content};
}

std::vector<std::string> names(const fs::path& folder) {
  std::vector<std::string> list;
  for (const auto& entry : fs::directory_iterator(folder)) list.push_back(entry.path().filename().string());
  std::sort(list.begin(), list.end());
  return list;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a report is named by the time and the number of its run, and written in both forms") {
  test::TempDir dir;
  const std::string folder = (dir.path() / "new" / "reports").string();
  const auto done = keep_report(folder, {at("2026-11-29T14:30:00.999Z"), 123, "{\"a\":1}\n", "text\n"}, kNinetyDays);
  REQUIRE(done);
  CHECK(done->written == Names{"schannel-doctor-20261129T143000Z-000123.json", "schannel-doctor-20261129T143000Z-000123.txt"});
  CHECK(done->removed.empty());
  CHECK(names(folder) == done->written);
  CHECK(test::read_file(fs::path(folder) / done->written[0]) == "{\"a\":1}\n");
  CHECK(test::read_file(fs::path(folder) / done->written[1]) == "text\n");
  CHECK(dated_name(at("2026-11-29T14:30:00Z"), 12'345'678, ".txt") == "schannel-doctor-20261129T143000Z-12345678.txt");
}

TEST_CASE("reports that are too old go, to the second, and the others stay") {
  test::TempDir dir;
  const std::string folder = dir.path().string();
  REQUIRE(keep_report(folder, report("2026-08-31T14:29:59Z", 1), kNinetyDays));
  REQUIRE(keep_report(folder, report("2026-08-31T14:30:00Z", 2), kNinetyDays));
  REQUIRE(keep_report(folder, report("2026-11-01T00:00:00Z", 3), kNinetyDays));
  const auto done = keep_report(folder, report("2026-11-29T14:30:00Z", 4), kNinetyDays);
  REQUIRE(done);
  CHECK(done->removed == Names{"schannel-doctor-20260831T142959Z-000001.json", "schannel-doctor-20260831T142959Z-000001.txt"});
  CHECK(names(dir.path()).size() == 6);
  const auto again = keep_report(folder, report("2030-01-01T00:00:00Z", 5), Ticks{0});
  REQUIRE(again);
  CHECK(again->removed.empty());
}

TEST_CASE("the newest report stays, however old it is") {
  test::TempDir dir;
  const std::string folder = dir.path().string();
  REQUIRE(keep_report(folder, report("2020-01-01T00:00:00Z", 1), kNinetyDays));
  REQUIRE(keep_report(folder, report("2020-01-02T00:00:00Z", 2), kNinetyDays));
  const auto done = keep_report(folder, report("2026-11-29T14:30:00Z", 3), kNinetyDays);
  REQUIRE(done);
  CHECK(done->removed.size() == 2);
  CHECK(fs::exists(dir.path() / "schannel-doctor-20200102T000000Z-000002.json"));
  // A clock that was wrong once: what comes from the future is not old.
  REQUIRE(keep_report(folder, report("2099-01-01T00:00:00Z", 4), Ticks{0}));
  REQUIRE(keep_report(folder, report("2026-11-29T14:45:00Z", 5), kNinetyDays));
  CHECK(fs::exists(dir.path() / "schannel-doctor-20990101T000000Z-000004.json"));
}

TEST_CASE("a run that is repeated takes the place of the one that did not come to its end") {
  test::TempDir dir;
  const std::string folder = dir.path().string();
  REQUIRE(keep_report(folder, report("2026-11-29T14:15:00Z", 6, "before"), kNinetyDays));
  REQUIRE(keep_report(folder, report("2026-11-29T14:30:00Z", 7, "first"), kNinetyDays));
  const auto same_time = keep_report(folder, report("2026-11-29T14:30:00Z", 7, "again"), kNinetyDays);
  REQUIRE(same_time);
  CHECK(same_time->removed.empty());
  CHECK(test::read_file(dir.path() / "schannel-doctor-20261129T143000Z-000007.txt") == "again");
  const auto later = keep_report(folder, report("2026-11-29T14:45:00Z", 7, "later"), kNinetyDays);
  REQUIRE(later);
  CHECK(later->removed.size() == 2);
  CHECK(names(dir.path()) ==
        Names{"schannel-doctor-20261129T141500Z-000006.json", "schannel-doctor-20261129T141500Z-000006.txt",
              "schannel-doctor-20261129T144500Z-000007.json", "schannel-doctor-20261129T144500Z-000007.txt"});
  // After a new beginning of the state the same numbers come again: only the newest report can be of a repeated run.
  REQUIRE(keep_report(folder, report("2026-11-30T00:00:00Z", 6), kNinetyDays));
  CHECK(fs::exists(dir.path() / "schannel-doctor-20261129T141500Z-000006.json"));
}

TEST_CASE("nothing but files with exactly our names is removed") {
  test::TempDir dir;
  const Names others = {"SCHANNEL-DOCTOR-20200101T000000Z-000001.json",
                        "schannel-doctor-20200101T000000Z-000001.json.bak",
                        "schannel-doctor-20200101T000000Z-000001.html",
                        "schannel-doctor-20200101T000000Z-00001.json",
                        "schannel-doctor-20200101T000000Z-0000001.json",
                        "schannel-doctor-20200101T000000Z-+00001.json",
                        "schannel-doctor-20200101T000000Z-000001 .json",
                        "schannel-doctor-20200101T000000Z-99999999999999999999999.json",
                        "schannel-doctor-20200101T000000Z.json",
                        "schannel-doctor-20200101T000000-000001.json",
                        "schannel-doctor-20201301T000000Z-000001.json",
                        "schannel-doctor-20200230T000000Z-000001.json",
                        "schannel-doctor-20200101T250000Z-000001.json",
                        "schannel-doctor-20200101T000000Z-000001.json.tmp",
                        "schannel-doctor-20200101T000000Z-000001.json.tmpx",
                        "my-schannel-doctor-20200101T000000Z-000001.json",
                        "state.json"};
  for (const std::string& name : others) dir.write(name, "mine");
  fs::create_directory(dir.path() / "schannel-doctor-20200101T000000Z-000002.json");
  dir.write("sub/schannel-doctor-20200101T000000Z-000003.json", "mine");
  dir.write("schannel-doctor-20200101T000000Z-000004.json", "ours");
  dir.write("schannel-doctor-20200101T000000Z-000004.txt.tmp0", "ours, half");
  const auto done = keep_report(dir.path().string(), report("2026-11-29T14:30:00Z", 7), kNinetyDays);
  REQUIRE(done);
  CHECK(done->problems.empty());
  // Of ours the newest whole one stays; the half one is none.
  CHECK(done->removed == Names{"schannel-doctor-20200101T000000Z-000004.txt.tmp0"});
  for (const std::string& name : others) CHECK_MESSAGE(fs::exists(dir.path() / name), name);
  CHECK(fs::is_directory(dir.path() / "schannel-doctor-20200101T000000Z-000002.json"));
  CHECK(fs::exists(dir.path() / "sub" / "schannel-doctor-20200101T000000Z-000003.json"));
}

TEST_CASE("links are not followed and not removed") {
  test::TempDir dir;
  const fs::path elsewhere = dir.write("elsewhere/precious", "precious");
  const fs::path folder = dir.path() / "reports";
  fs::create_directory(folder);
  std::error_code error;
  fs::create_symlink(elsewhere, folder / "schannel-doctor-20200101T000000Z-000001.json", error);
  if (error) {
    MESSAGE("skipped: no right to make links");
    return;
  }
  REQUIRE(keep_report(folder.string(), report("2026-11-29T14:15:00Z", 2), kNinetyDays));
  const auto done = keep_report(folder.string(), report("2026-11-29T14:30:00Z", 3), kNinetyDays);
  REQUIRE(done);
  CHECK(done->removed.empty());
  CHECK(fs::is_symlink(folder / "schannel-doctor-20200101T000000Z-000001.json"));
  CHECK(test::read_file(elsewhere) == "precious");
}

TEST_CASE("a folder that cannot be one is an error, and nothing is lost") {
  test::TempDir dir;
  const fs::path file = dir.write("file", "mine");
  const auto done = keep_report(file.string(), report("2026-11-29T14:30:00Z", 1), kNinetyDays);
  REQUIRE_FALSE(done);
  CHECK(done.error().what.starts_with("cannot look into the folder '"));
  CHECK(test::read_file(file) == "mine");
}
