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

TEST_CASE("a result may come in pieces; its file appears when it is whole") {
  test::TempDir dir;
  const std::string path = (dir.path() / "events.xml").string();
  {
    ResultStream given_up(path);
    CHECK(given_up.write("half"));
  }
  CHECK(std::filesystem::is_empty(dir.path()));
  ResultStream result(path);
  CHECK(result.write("one "));
  CHECK(result.write("two"));
  CHECK(result.finish() == ExitCode::nothing);
  CHECK_FALSE(result.open());
  CHECK(test::read_file(path) == "one two");
}

TEST_CASE("after a failure there is no use in writing on") {
  if (!std::filesystem::is_character_file("/dev/full")) return;
  ResultStream result("/dev/full");
  CHECK(result.open());
  CHECK_FALSE(result.write("x"));
  CHECK_FALSE(result.write("y"));
  CHECK(result.finish() == ExitCode::input);
}
