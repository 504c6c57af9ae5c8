#include "diagnose/load_parts.h"

#include <doctest/doctest.h>

using namespace doctor;

TEST_CASE("placeholders are names between braces, nothing else") {
  const auto names = [](std::string_view text) {
    std::string out;
    for (const std::string_view name : placeholders(text)) out += std::string(name) + "|";
    return out;
  };
  CHECK(names("{A} and {Field_2}{B}") == "A|Field_2|B|");
  CHECK(names("none") == "");
  CHECK(names("{} { A } {a-b} {open") == "");
  CHECK(names("{{A}") == "A|");
}
