#include "engine/finding.h"

#include <doctest/doctest.h>

using namespace doctor;

TEST_CASE("a pool stores each text once, the empty one first") {
  StringPool pool;
  CHECK(pool.intern("") == 0);
  const std::uint32_t a = pool.intern("FE01");
  CHECK(pool.intern("FE02") != a);
  CHECK(pool.intern("FE01") == a);
  CHECK(pool[a] == "FE01");
  CHECK(pool.size() == 3);
}

TEST_CASE("a moved pool keeps its texts and its numbers") {
  StringPool pool;
  const std::uint32_t a = pool.intern("a");
  StringPool other(std::move(pool));
  CHECK(other[a] == "a");
  CHECK(other.intern("a") == a);
}

TEST_CASE("joined values come apart again") {
  const std::vector<std::vector<std::string>> fields{{"40"}, {}, {"MD5", "", "SHA1"}};
  const std::string joined = joined_values(fields);
  CHECK(values_of(joined, 0) == std::vector<std::string_view>{"40"});
  CHECK(values_of(joined, 1).empty());
  CHECK(values_of(joined, 2) == std::vector<std::string_view>{"MD5", "", "SHA1"});
  CHECK(values_of(joined, 3).empty());
  CHECK(values_of("", 0).empty());
}

TEST_CASE("separators inside values are dropped, so that they cannot shift fields") {
  const std::vector<std::vector<std::string>> fields{{"a\x1f"
                                                      "b"},
                                                     {"c\x1e"
                                                      "d"}};
  const std::string joined = joined_values(fields);
  CHECK(values_of(joined, 0) == std::vector<std::string_view>{"ab"});
  CHECK(values_of(joined, 1) == std::vector<std::string_view>{"cd"});
}
