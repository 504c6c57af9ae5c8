#include <doctest/doctest.h>

#include "platform/program_path.h"

using namespace doctor;

TEST_CASE("the program finds itself") {
  const auto path = program_path();
  CHECK(path.is_absolute());
  CHECK(path.filename() == L"test_platform.exe");
  CHECK(std::filesystem::is_regular_file(path));
}

TEST_CASE("whether all rights are there can be asked, and stays the same") {
  CHECK(has_all_rights() == has_all_rights());
}
