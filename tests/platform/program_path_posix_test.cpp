#include <doctest/doctest.h>

#include <cstdlib>

#include "platform/program_path.h"

using namespace doctor;

TEST_CASE("the program finds itself") {
  const auto path = program_path();
  CHECK(path.is_absolute());
  CHECK(path.filename() == "test_platform");
  CHECK(std::filesystem::is_regular_file(path));
}

TEST_CASE("all rights are root's") {
  CHECK(has_all_rights() == (std::system("test \"$(id -u)\" = 0") == 0));
}
