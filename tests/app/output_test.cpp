#include "app/output.h"

#include <doctest/doctest.h>

#include "support/temp_dir.h"

using namespace doctor;

TEST_CASE("a result goes into the file that was named") {
  test::TempDir dir;
  Options options;
  options.output = (dir.path() / "report.txt").string();
  CHECK(put_result(options, "text\n") == ExitCode::nothing);
  CHECK(test::read_file(dir.path() / "report.txt") == "text\n");
}

TEST_CASE("a file that cannot be written is an input/output failure, not success") {
  test::TempDir dir;
  Options options;
  options.output = (dir.path() / "none" / "report.txt").string();
  CHECK(put_result(options, "text\n") == ExitCode::input);
}

TEST_CASE("colours follow the flag; a file never has them by itself") {
  Options options;
  options.color = ColorMode::always;
  CHECK(wants_colours(options));
  options.color = ColorMode::never;
  CHECK_FALSE(wants_colours(options));
  options.color = ColorMode::automatic;
  options.output = "x";
  CHECK_FALSE(wants_colours(options));
}
