#include "event/record_order.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <set>
#include <string>

using namespace doctor;

namespace {

constexpr std::uint64_t kStart = 130'000'000'000'000'000;

RecordMark mark(std::uint64_t id, double seconds) {
  return {id, FileTime{kStart + static_cast<std::uint64_t>(seconds * 1e7)}, 1000 * id};
}

RecordOrder order_of(std::initializer_list<RecordMark> marks) {
  RecordOrder order;
  for (const RecordMark& m : marks) order.add({&m, 1});  // pieces of any size give the same
  return order;
}

std::string text(const std::vector<RecordRange>& ranges) {
  std::string out;
  for (const RecordRange& r : ranges) out += std::to_string(r.first) + "-" + std::to_string(r.last) + " ";
  return out;
}

}  // namespace

TEST_CASE("a whole log has no gap, no repeat and no step back") {
  const RecordOrder order = order_of({mark(5, 0), mark(6, 1), mark(7, 1), mark(8, 2)});
  CHECK(order.records() == 4);
  CHECK(order.ids() == RecordRange{5, 8});
  CHECK(order.gaps().empty());
  CHECK(order.missing() == 0);
  CHECK(order.repeats() == 0);
  CHECK(order.wraps() + order.steps_back() + order.tiny_steps_back() == 0);
}

TEST_CASE("nothing is nothing") {
  const RecordOrder order;
  CHECK(order.ids() == RecordRange{0, 0});
  CHECK(order.gaps().empty());
}

TEST_CASE("missing ids are ranges, in whatever order the records lie") {
  CHECK(text(order_of({mark(1, 0), mark(4, 1), mark(5, 2), mark(9, 3)}).gaps()) == "2-3 6-8 ");
  CHECK(text(order_of({mark(9, 0), mark(5, 1), mark(1, 2), mark(4, 3)}).gaps()) == "2-3 6-8 ");
  CHECK(order_of({mark(1, 0), mark(10, 1)}).missing() == 8);
  CHECK(order_of({mark(1, 0), mark(3, 1), mark(2, 2)}).missing() == 0);
}

TEST_CASE("ids at the end of their range do no harm") {
  constexpr std::uint64_t kLast = ~std::uint64_t{0};
  const RecordOrder order = order_of({mark(kLast, 0), mark(1, 1), mark(kLast, 2), mark(kLast - 1, 3), mark(2, 4)});
  CHECK(order.ids() == RecordRange{1, kLast});
  CHECK(order.gaps() == std::vector<RecordRange>{{3, kLast - 2}});
  CHECK(order.missing() == kLast - 4);
  CHECK(order.repeats() == 1);
}

TEST_CASE("an id that was there before is a repeat") {
  const RecordOrder order = order_of({mark(1, 0), mark(2, 1), mark(1, 2), mark(3, 3), mark(3, 4)});
  CHECK(order.repeats() == 2);
  REQUIRE(order.repeated().size() == 2);
  CHECK(order.repeated()[0].record_id == 1);
  CHECK(order.repeated()[1].record_id == 3);
  CHECK(order.gaps().empty());
}

TEST_CASE("a growing range that meets the next one sees its ids as repeats") {
  const RecordOrder order = order_of({mark(3, 0), mark(4, 0), mark(1, 0), mark(2, 0), mark(3, 0), mark(5, 0)});
  CHECK(order.repeats() == 1);
  CHECK(order.gaps().empty());
  CHECK(order.ids() == RecordRange{1, 5});
}

TEST_CASE("the same as a set of numbers would say, for any order") {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    std::set<std::uint64_t> seen;
    std::uint64_t repeats = 0;
    RecordOrder order;
    for (int i = 0; i < 60; ++i) {
      const RecordMark m = mark(1 + random() % 40, 0);
      repeats += seen.insert(m.record_id).second ? 0u : 1u;
      order.add({&m, 1});
    }
    CHECK(order.repeats() == repeats);
    CHECK(order.missing() == *seen.rbegin() - *seen.begin() + 1 - seen.size());
  }
}

TEST_CASE("records without an id are counted and nothing else") {
  const RecordOrder order = order_of({mark(0, 0), mark(7, 1), mark(0, 2)});
  CHECK(order.without_id() == 2);
  CHECK(order.ids() == RecordRange{7, 7});
  CHECK(order.repeats() == 0);
}

TEST_CASE("a clock that was set back is a step back; the largest is remembered with its place") {
  const RecordOrder order =
      order_of({mark(1, 0), mark(2, 7200), mark(3, 3600), mark(4, 3601), mark(5, 3501), mark(6, 3502)});
  CHECK(order.steps_back() == 2);
  CHECK(order.largest_step_back().record_id == 3);
  CHECK(order.largest_step_back().record_before == 2);
  CHECK(order.largest_step_back().offset == 3000);
  CHECK(order.largest_step_back().time_before.ticks - order.largest_step_back().time.ticks == 3600 * kTicksPerSecond);
  CHECK(order.listed_steps_back().size() == 2);
  CHECK(order.tiny_steps_back() == 0);
}

TEST_CASE("up to a second is how threads write, and counted apart") {
  const RecordOrder order = order_of({mark(1, 10), mark(2, 9), mark(3, 9.5), mark(4, 9.4), mark(5, 8.3)});
  CHECK(order.tiny_steps_back() == 2);
  CHECK(order.steps_back() == 1);
}

TEST_CASE("a log that went on at its beginning has wrapped, and is whole") {
  const RecordOrder order = order_of({mark(101, 500), mark(102, 501), mark(51, 250), mark(52, 251), mark(53, 252)});
  CHECK(order.wraps() == 1);
  CHECK(order.first_wrap().record_id == 51);
  CHECK(order.first_wrap().record_before == 102);
  CHECK(order.steps_back() == 0);
  CHECK(text(order.gaps()) == "54-100 ");
}

TEST_CASE("an unknown time is no step back") {
  RecordMark unknown = mark(2, 0);
  unknown.time = {};
  CHECK(order_of({mark(1, 10), unknown, mark(3, 11)}).steps_back() == 0);
  CHECK(order_of({mark(1, 10), unknown, mark(3, 5)}).steps_back() == 1);
}

TEST_CASE("a hostile log cannot fill memory: ids are given up, the rest goes on") {
  RecordOrder order;
  for (std::uint64_t i = 1; i <= RecordOrder::kMostRanges + 1; ++i) {
    const RecordMark m = mark(3 * i, 0);
    order.add({&m, 1});
  }
  CHECK_FALSE(order.followed());
  CHECK(order.gaps().empty());
  CHECK(order.ids() == RecordRange{3, 3 * (RecordOrder::kMostRanges + 1)});
  const RecordMark again = mark(3, 0);
  order.add({&again, 1});
  CHECK(order.records() == RecordOrder::kMostRanges + 2);
  CHECK(order.repeats() == 0);
}
