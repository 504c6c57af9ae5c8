#include "diagnose/changes.h"

#include <doctest/doctest.h>

#include <set>

using namespace doctor;

TEST_CASE("changes have the names of the JSON report, all different") {
  CHECK(change_name(Change::fresh) == "new");
  CHECK(change_name(Change::ended) == "recovered");
  std::set<std::string_view> names;
  for (const Change c : {Change::untracked, Change::fresh, Change::still_open, Change::ended, Change::known}) {
    names.insert(change_name(c));
  }
  CHECK(names.size() == 5);
}
