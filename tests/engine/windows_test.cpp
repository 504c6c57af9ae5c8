#include "engine/windows.h"

#include <doctest/doctest.h>

#include <string>

using namespace doctor;

namespace {

using Op = Correlation::Bound::Op;

struct Item {
  std::uint64_t time;
  std::uint32_t slot = 0;
  std::uint32_t key = 0;
};

// "0-2:3" is an episode over the items [0, 2) with count 3; moments behind '@'.
std::string episodes(const std::vector<Item>& list, std::uint64_t length, std::vector<Correlation::Bound> bounds,
                     std::size_t ordered_slots = 0, bool moments = false) {
  std::vector<TimedItem> items;
  std::vector<std::uint32_t> keys;
  for (const Item& i : list) {
    items.push_back({FileTime{i.time}, i.slot, 0, static_cast<std::uint32_t>(keys.size()), 1});
    keys.push_back(i.key);
  }
  WindowRule rule;
  if (ordered_slots > 0) rule.measure = WindowRule::Measure::ordered;
  rule.length = Ticks{length};
  rule.slots = ordered_slots;
  rule.bounds = bounds;
  rule.want_moments = moments;
  std::string out;
  for (const Episode& e : find_episodes(items, keys, rule)) {
    out += (out.empty() ? "" : " ") + std::to_string(e.begin) + "-" + std::to_string(e.end) + ":" +
           std::to_string(static_cast<std::uint64_t>(e.count));
    for (const FileTime t : e.moments) out += "@" + std::to_string(t.ticks);
  }
  return out;
}

std::vector<Item> distinct(std::initializer_list<std::uint64_t> times) {
  std::vector<Item> out;
  for (const std::uint64_t t : times) out.push_back({t, 0, static_cast<std::uint32_t>(out.size())});
  return out;
}

std::vector<Item> in_order(std::initializer_list<std::pair<std::uint64_t, std::uint32_t>> items) {
  std::vector<Item> out;
  for (const auto& [time, slot] : items) out.push_back({time, slot, slot});
  return out;
}

}  // namespace

TEST_CASE("bounds hold together") {
  for (int n = 0; n < 6; ++n) {
    CHECK(satisfies(n, std::vector<Correlation::Bound>{{Op::lt, 3}}) == (n < 3));
    CHECK(satisfies(n, std::vector<Correlation::Bound>{{Op::lte, 3}}) == (n <= 3));
    CHECK(satisfies(n, std::vector<Correlation::Bound>{{Op::gt, 3}}) == (n > 3));
    CHECK(satisfies(n, std::vector<Correlation::Bound>{{Op::gte, 3}}) == (n >= 3));
    CHECK(satisfies(n, std::vector<Correlation::Bound>{{Op::eq, 3}}) == (n == 3));
    CHECK(satisfies(n, std::vector<Correlation::Bound>{{Op::neq, 3}}) == (n != 3));
    CHECK(satisfies(n, std::vector<Correlation::Bound>{{Op::gt, 1}, {Op::lte, 4}}) == (n > 1 && n <= 4));
  }
}

TEST_CASE("a window of exactly its length holds; one tick more does not") {
  CHECK(episodes(distinct({100, 200}), 100, {{Op::gte, 2}}) == "0-2:2");
  CHECK(episodes(distinct({100, 201}), 100, {{Op::gte, 2}}).empty());
  CHECK(episodes(distinct({100, 100}), 0, {{Op::gte, 2}}) == "0-2:2");
}

TEST_CASE("windows that share an item are one episode, others are several") {
  CHECK(episodes(distinct({0, 50, 100, 150, 200}), 100, {{Op::gte, 3}}) == "0-5:3");
  CHECK(episodes(distinct({0, 10, 1000, 1010}), 100, {{Op::gte, 2}}) == "0-2:2 2-4:2");
  CHECK(episodes(distinct({0, 10, 105, 200, 205}), 100, {{Op::gte, 2}}) == "0-5:3");
  CHECK(episodes(distinct({0, 10, 120, 300, 310}), 100, {{Op::gte, 2}}) == "0-2:2 3-5:2");
}

TEST_CASE("a count is judged on all that happened together, not on a part of it") {
  const auto burst = distinct({0, 1, 2, 3, 4});
  CHECK(episodes(burst, 100, {{Op::eq, 3}}).empty());
  CHECK(episodes(burst, 100, {{Op::lt, 5}}).empty());
  CHECK(episodes(burst, 100, {{Op::eq, 5}}) == "0-5:5");
  CHECK(episodes(burst, 100, {{Op::gt, 2}, {Op::lte, 5}}) == "0-5:5");
  CHECK(episodes(distinct({0, 1, 2, 500}), 100, {{Op::lt, 3}}) == "3-4:1");
}

TEST_CASE("equal keys count once") {
  CHECK(episodes({{0, 0, 7}, {1, 0, 7}, {2, 0, 8}}, 100, {{Op::gte, 3}}).empty());
  CHECK(episodes({{0, 0, 7}, {1, 0, 7}, {2, 0, 8}}, 100, {{Op::gte, 2}}) == "0-3:2");
  CHECK(episodes({{0, 0, 7}, {200, 0, 8}, {250, 0, 7}}, 100, {{Op::gte, 2}}) == "1-3:2");
}

TEST_CASE("order: the rules one behind the other, equal times included") {
  const std::vector<Correlation::Bound> both{{Op::gte, 2}}, three{{Op::gte, 3}};
  CHECK(episodes(in_order({{0, 0}, {10, 1}}), 100, both, 2) == "0-2:2");
  CHECK(episodes(in_order({{0, 1}, {10, 0}}), 100, both, 2).empty());
  CHECK(episodes(in_order({{5, 0}, {5, 1}}), 100, both, 2) == "0-2:2");
  CHECK(episodes(in_order({{0, 0}, {100, 1}}), 100, both, 2) == "0-2:2");
  CHECK(episodes(in_order({{0, 0}, {101, 1}}), 100, both, 2).empty());
  CHECK(episodes(in_order({{0, 0}, {1, 2}, {2, 1}}), 100, three, 3).empty());
  CHECK(episodes(in_order({{0, 0}, {1, 2}, {2, 1}, {3, 2}}), 100, three, 3) == "0-4:3");
  CHECK(episodes(in_order({{5, 0}, {5, 1}, {5, 2}}), 100, three, 3) == "0-3:3");
}

TEST_CASE("order: an early start may be replaced by a later one") {
  const std::vector<Correlation::Bound> three{{Op::gte, 3}};
  CHECK(episodes(in_order({{0, 0}, {90, 0}, {110, 1}, {180, 2}}), 100, three, 3) == "1-4:3");
  CHECK(episodes(in_order({{0, 0}, {50, 1}, {90, 0}, {120, 2}}), 100, three, 3).empty());
  CHECK(episodes(in_order({{0, 0}, {50, 1}, {90, 0}, {100, 2}}), 100, three, 3) == "0-4:3");
}

TEST_CASE("order: a condition may ask for fewer rules than are listed") {
  CHECK(episodes(in_order({{0, 0}, {10, 2}}), 100, {{Op::gte, 2}}, 3) == "0-2:2");
  CHECK(episodes(in_order({{0, 2}, {10, 0}}), 100, {{Op::gte, 2}}, 3).empty());
  CHECK(episodes(in_order({{0, 2}, {10, 0}}), 100, {{Op::eq, 1}}, 3) == "0-2:1");
}

TEST_CASE("moments are the times at which the condition had just been met") {
  CHECK(episodes(distinct({0, 10, 20, 90, 300}), 100, {{Op::gte, 3}}, 0, true) == "0-4:4@20@90");
  CHECK(episodes(in_order({{0, 0}, {10, 1}, {20, 0}}), 100, {{Op::gte, 2}}, 2, true) == "0-3:2@10@20");
}

TEST_CASE("nothing happens in nothing") {
  CHECK(episodes({}, 100, {{Op::gte, 0}}).empty());
}

TEST_CASE("a hundred thousand items are one pass") {
  std::vector<Item> many;
  for (std::uint32_t i = 0; i < 100'000; ++i) many.push_back({i, i % 2, i});
  CHECK(episodes(many, 50'000, {{Op::gte, 50'001}}) == "0-100000:50001");
  CHECK(episodes(many, 50'000, {{Op::gte, 2}}, 2) == "0-100000:2");
}
