#include "engine/verdicts.h"

#include <doctest/doctest.h>

using namespace doctor;

namespace {

using Rules = std::vector<std::uint32_t>;

/// A kind that remembers.
Verdicts::Kind& ready(Verdicts& verdicts, std::uint32_t event_id = 1) {
  Verdicts::Kind& kind = verdicts.kind({event_id, 0, 0}).first;
  kind.worth_remembering();
  REQUIRE(kind.worth_remembering());
  return kind;
}

}  // namespace

TEST_CASE("a kind is new once") {
  Verdicts verdicts;
  const auto first = verdicts.kind({1, 2, 3});
  CHECK(first.second);
  first.first.rules = {7};
  for (const Verdicts::KindKey other : {Verdicts::KindKey{2, 2, 3}, {1, 3, 3}, {1, 2, 2}})
    CHECK(verdicts.kind(other).second);
  const auto again = verdicts.kind({1, 2, 3});
  CHECK_FALSE(again.second);
  CHECK(again.first.rules == Rules{7});
  CHECK_FALSE(verdicts.kind({1, 2, 3}).second);
}

TEST_CASE("what was kept is found under the same text of the same kind only") {
  Verdicts verdicts;
  Verdicts::Kind& kind = ready(verdicts);
  CHECK(kind.find("a") == nullptr);
  verdicts.keep(kind, "a", {1, 2});
  verdicts.keep(kind, "", {});
  REQUIRE(kind.find("a") != nullptr);
  CHECK(*kind.find("a") == Rules{1, 2});
  REQUIRE(kind.find("") != nullptr);
  CHECK(kind.find("")->empty());
  CHECK(kind.find("b") == nullptr);
  CHECK(ready(verdicts, 2).find("a") == nullptr);
}

TEST_CASE("the first event of a kind is not remembered, nor any where nothing comes back") {
  Verdicts verdicts;
  Verdicts::Kind& kind = verdicts.kind({1, 0, 0}).first;
  CHECK_FALSE(kind.worth_remembering());
  for (std::uint32_t i = 0; i < Verdicts::kTrial; ++i) {
    REQUIRE(kind.worth_remembering());
    CHECK(kind.find(std::to_string(i)) == nullptr);
  }
  CHECK_FALSE(kind.worth_remembering());
  Verdicts::Kind& useful = ready(verdicts, 2);
  verdicts.keep(useful, "x", {1});
  for (std::uint32_t i = 0; i < 100 * Verdicts::kTrial; ++i) {
    if (useful.find("x") == nullptr) FAIL("lost");
  }
  CHECK(useful.worth_remembering());
}

TEST_CASE("memory is bounded") {
  Verdicts verdicts;
  Verdicts::Kind& kind = ready(verdicts);
  verdicts.keep(kind, std::string(Verdicts::kLongestAsked + 1, 'x'), {1});
  CHECK(kind.find(std::string(Verdicts::kLongestAsked + 1, 'x')) == nullptr);
  for (std::size_t i = 0; i <= Verdicts::kMostKept; ++i) verdicts.keep(kind, std::to_string(i), {1});
  CHECK(kind.find(std::to_string(Verdicts::kMostKept - 1)) != nullptr);
  CHECK(kind.find(std::to_string(Verdicts::kMostKept)) == nullptr);

  Verdicts full;
  full.keep(ready(full, 1), "first", {1});
  const std::string filler(Verdicts::kLongestAsked - 8, 'x');
  for (std::size_t i = 0; i < Verdicts::kMostBytes / filler.size(); ++i) {
    full.keep(ready(full, 2 + static_cast<std::uint32_t>(i % 8)), filler + std::to_string(i), {1});
  }
  CHECK(ready(full, 1).find("first") == nullptr);

  Verdicts many;
  for (std::uint32_t i = 0; i < Verdicts::kMostKinds; ++i) CHECK(many.kind({i, 0, 0}).second);
  CHECK_FALSE(many.kind({0, 0, 0}).second);
  CHECK(many.kind({Verdicts::kMostKinds, 0, 0}).second);
  CHECK(many.kind({0, 0, 0}).second);
}
