#include "base/sorting.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

TEST_CASE("sort_unless_sorted: in order, out of order, and with nothing in it") {
  std::vector<int> list{1, 2, 2, 3};
  doctor::sort_unless_sorted(list);
  CHECK(list == std::vector<int>{1, 2, 2, 3});
  list = {2, 3, 1};
  doctor::sort_unless_sorted(list);
  CHECK(list == std::vector<int>{1, 2, 3});
  list.clear();
  doctor::sort_unless_sorted(list);
  CHECK(list.empty());
}

TEST_CASE("sort_unless_sorted: by another order, in which the list is not sorted yet") {
  std::vector<std::string> list{"a", "bb", "c"};
  doctor::sort_unless_sorted(list, [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
  CHECK(list.front() == "bb");
}
