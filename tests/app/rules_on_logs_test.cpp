#include <doctest/doctest.h>

#include "app/options.h"
#include "app/run.h"
#include "support/temp_dir.h"

using namespace doctor;

namespace {

const char* const kRule =
    "title: An alert\nname: alert\nlogsource: {product: windows, service: schannel}\ndetection:\n  s: {EventID: "
    "36888}\n"
    "  condition: s\n";

const std::string kLog = std::string(DOCTOR_SOURCE_DIR) + "/samples/incident-1";

}  // namespace

TEST_CASE("rules that match are as expected, those that do not end with 1") {
  const test::TempDir dir;
  const std::string rule = dir.write("rule.yml", kRule).string();
  const auto ran = test::run({"rules", "test", rule, "--log", kLog});
  CHECK(ran.code == ExitCode::nothing);
  CHECK(ran.out.starts_with("ok "));
  CHECK(ran.out.find("1 rules and correlations, 0 not as expected") != std::string::npos);
  CHECK(test::run({"rules", "test", rule, "--log", kLog, "--expect", "0"}).code == ExitCode::found);
  CHECK(test::run({"rules", "test", rule, "--log", kLog, "--format", "json"}).out.find("\"as_expected\": true") !=
        std::string::npos);
}

TEST_CASE("without a rule or a log there is nothing to test") {
  const test::TempDir dir;
  const std::string rule = dir.write("rule.yml", kRule).string();
  CHECK(test::run({"rules", "test", rule, "--log", dir.path().string() + "/none.evtx"}).code == ExitCode::input);
  CHECK(test::run({"rules", "test", dir.path().string() + "/none.yml", "--log", kLog}).code == ExitCode::usage);
  CHECK(parse_command_line({"rules", "test", rule, "--log", kLog, "--expect", "-1"}).code == ExitCode::usage);
}
