#include "app/exit_code.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "support/temp_dir.h"

#include <iterator>

using namespace doctor;

TEST_CASE("if several hold, the contract's order decides, whatever the order they came in") {
  const ExitCode order[] = {ExitCode::interrupted, ExitCode::internal_error, ExitCode::usage,  ExitCode::input,
                            ExitCode::found,       ExitCode::not_assessable, ExitCode::nothing};
  for (std::size_t i = 0; i < std::size(order); ++i) {
    for (std::size_t j = i; j < std::size(order); ++j) {
      CHECK(worse(order[i], order[j]) == order[i]);
      CHECK(worse(order[j], order[i]) == order[i]);
    }
  }
}

TEST_CASE("the numbers are the contract's") {
  CHECK(static_cast<int>(ExitCode::nothing) == 0);
  CHECK(static_cast<int>(ExitCode::found) == 1);
  CHECK(static_cast<int>(ExitCode::usage) == 2);
  CHECK(static_cast<int>(ExitCode::input) == 3);
  CHECK(static_cast<int>(ExitCode::not_assessable) == 4);
  CHECK(static_cast<int>(ExitCode::internal_error) == 70);
  CHECK(static_cast<int>(ExitCode::interrupted) == 130);
}

TEST_CASE("the README says of every exit code what help and manual page say") {
  std::string readme = test::read_file(DOCTOR_SOURCE_DIR "/README.md");
  std::erase(readme, '`');
  for (const ExitCodeText& text : exit_code_texts()) {
    const std::string row = "\n| " + std::to_string(static_cast<int>(text.code)) + " | " + std::string(text.means) + " |\n";
    CHECK_MESSAGE(readme.find(row) != std::string::npos, row);
  }
}
