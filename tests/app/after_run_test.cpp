#include "app/after_run.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <string>

#include "app/run.h"
#include "platform/local_machine.h"
#include "support/temp_dir.h"

using namespace doctor;
namespace fs = std::filesystem;

namespace {

std::string sample(const std::string& name) {
  return (fs::path(DOCTOR_SOURCE_DIR) / "samples" / name).string();
}

std::vector<std::string> files_in(const fs::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("two runs of the whole command: dated reports, metrics, and everything told once") {
  if (local_machine().is_windows()) return;  // the command below is a shell's
  const test::TempDir dir;
  const std::string state = (dir.path() / "state").string(), reports = (dir.path() / "reports").string(),
                    metrics = (dir.path() / "doctor.prom").string(), notices = (dir.path() / "notices").string();
  const auto run = [&](const char* now) {
    return test::run({sample("incident-1"), "--state", state, "--report-dir", reports, "--metrics", metrics,
                      "--on-finding", "cat >> '" + notices + "'; echo >> '" + notices + "'", "--now", now, "--utc"});
  };
  const test::Ran first = run("2015-06-01T10:00:00Z");
  CHECK(first.code == ExitCode::found);
  CHECK(has(first.out, "Run 1, the first: "));
  CHECK(files_in(reports) == std::vector<std::string>{"schannel-doctor-20150601T100000Z-000001.json",
                                                      "schannel-doctor-20150601T100000Z-000001.txt"});
  const std::string told = test::read_file(notices);
  CHECK(has(told, "\"schema\":\"schannel-doctor/notice/1\""));
  CHECK(has(told, "pki-md5-chain"));
  CHECK(has(test::read_file(metrics), "schannel_doctor_diagnosis{"));

  const test::Ran second = run("2015-06-01T10:15:00Z");
  CHECK(second.code == ExitCode::found);
  CHECK(has(second.out, "Run 2, since 2015-06-01 10:00:00Z: 0 new, "));
  CHECK(test::read_file(notices) == told);
  CHECK(files_in(reports).size() == 4);
  CHECK(has(test::read_file(fs::path(reports) / "schannel-doctor-20150601T101500Z-000002.json"), "\"still_open\""));
}

TEST_CASE("a command that fails is tried again in the next run, and what could not be written is said by the exit code") {
  if (local_machine().is_windows()) return;
  const test::TempDir dir;
  const std::string state = (dir.path() / "state").string(), works = (dir.path() / "works").string(),
                    notices = (dir.path() / "notices").string();
  const auto run = [&] {
    return test::run({sample("incident-1"), "--state", state, "--on-finding",
                      "test -e '" + works + "' && cat >> '" + notices + "'", "--now", "2015-06-01T10:00:00Z"});
  };
  CHECK(run().code == ExitCode::input);
  CHECK_FALSE(fs::exists(notices));
  fs::create_directory(works);
  CHECK(run().code == ExitCode::found);
  const std::string told = test::read_file(notices);
  CHECK(has(told, "pki-md5-chain"));
  CHECK(run().code == ExitCode::found);
  CHECK(test::read_file(notices) == told);
}

TEST_CASE("metrics without a state, and a place where they cannot be written") {
  const test::TempDir dir;
  const std::string metrics = (dir.path() / "m.prom").string();
  CHECK(test::run({sample("healthy"), "--metrics", metrics}).code != ExitCode::input);
  CHECK(has(test::read_file(metrics), "schannel_doctor_exit_code "));
  const std::string nowhere = (dir.path() / "none" / "m.prom").string();
  CHECK(test::run({sample("healthy"), "--metrics", nowhere}).code == ExitCode::input);
}
