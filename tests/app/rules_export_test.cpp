#include <doctest/doctest.h>

#include "app/options.h"
#include "app/run.h"
#include "support/temp_dir.h"

using namespace doctor;

TEST_CASE("what is exported is what is compiled in, and can be loaded again") {
  const test::TempDir dir;
  const std::string folder = (dir.path() / "new" / "rules").string();
  const auto ran = test::run({"rules", "export", folder});
  CHECK(ran.code == ExitCode::nothing);
  CHECK(test::read_file(dir.path() / "new" / "rules" / "logsources.yml") ==
        test::read_file(std::filesystem::path(DOCTOR_SOURCE_DIR) / "rules" / "logsources.yml"));
  CHECK(test::run({"rules", "check", folder, "--no-builtin-rules"}).out.find(" 0 failed, 0 documents refused") !=
        std::string::npos);
  CHECK(test::run({"rules", "export", folder}).code == ExitCode::nothing);  // the same once more
}

TEST_CASE("a file that is there and differs stays as it is") {
  const test::TempDir dir;
  dir.write("logsources.yml", "services: {}\n");
  const auto ran = test::run({"rules", "export", dir.path().string()});
  CHECK(ran.code == ExitCode::input);
  CHECK(test::read_file(dir.path() / "logsources.yml") == "services: {}\n");
}

TEST_CASE("no name is no folder") {
  CHECK(parse_command_line({"rules", "export", ""}).code == ExitCode::usage);
}
