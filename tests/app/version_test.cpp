#include "app/version.h"

#include <doctest/doctest.h>

#include <regex>

using namespace doctor;

TEST_CASE("the version names the program, its commit, its rules, the target and every library with a number") {
  const std::string text = version_text() + "\n";
  CHECK(text.starts_with("schannel-doctor " DOCTOR_VERSION "\ncommit "));
  for (const char* line : {"commit (unknown|[0-9a-f]{12}( with changes)? of [0-9]{4}-[0-9]{2}-[0-9]{2})", "rules [0-9a-f]{16}", "built for \\S+ \\S+ with .*[0-9]", "OpenSSL [0-9]+\\.[0-9].*", "libdeflate [0-9]+\\.[0-9]+",
                           "pugixml [0-9]+\\.[0-9]+", "yaml-cpp [0-9].*", "RE2 [0-9].*", "CLI11 [0-9]+\\.[0-9.]+",
                           "fmt [0-9]+\\.[0-9]+\\.[0-9]+"}) {
    CAPTURE(line);
    CHECK(std::regex_search(text, std::regex("(^|\n)" + std::string(line) + "\n")));
  }
}
