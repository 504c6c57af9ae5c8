#include "xml/library.h"

#include <doctest/doctest.h>

#include <regex>

TEST_CASE("the library has a version of two numbers") {
  CHECK(std::regex_match(doctor::xml_library(), std::regex("pugixml 1\\.[0-9]{1,2}")));
}
