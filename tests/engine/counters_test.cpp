#include "engine/counters.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>

using namespace doctor;

namespace {

// One item for each number, and the numbers ascending as WindowRule wants them.
struct Numbers {
  explicit Numbers(const std::vector<double>& list) : numbers(list) {
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    for (const double n : list) {
      TimedItem item;
      item.first_key = static_cast<std::uint32_t>(keys.size());
      item.key_count = 1;
      items.push_back(item);
      keys.push_back(static_cast<std::uint32_t>(std::lower_bound(numbers.begin(), numbers.end(), n) - numbers.begin()));
    }
  }
  std::vector<double> numbers;
  std::vector<std::uint32_t> keys;
  std::vector<TimedItem> items;
};

double percentile(const std::vector<double>& list, double p) {
  const Numbers n(list);
  RankCounter counter(n.keys, n.numbers, p);
  for (const TimedItem& item : n.items) counter.add(item);
  return counter.measure({}).value();
}

double median(const std::vector<double>& list) {
  const Numbers n(list);
  RankCounter counter(n.keys, n.numbers, std::nullopt);
  for (const TimedItem& item : n.items) counter.add(item);
  return counter.measure({}).value();
}

}  // namespace

TEST_CASE("percentiles are of the nearest rank") {
  const std::vector<double> list{15, 20, 35, 40, 50};
  CHECK(percentile(list, 0) == 15);
  CHECK(percentile(list, 20) == 15);
  CHECK(percentile(list, 20.1) == 20);
  CHECK(percentile(list, 30) == 20);
  CHECK(percentile(list, 40) == 20);
  CHECK(percentile(list, 50) == 35);
  CHECK(percentile(list, 100) == 50);
  CHECK(percentile({7}, 50) == 7);
  std::vector<double> hundred;
  for (int i = 1; i <= 100; ++i) hundred.push_back(i);
  for (int p = 1; p <= 100; ++p) CHECK(percentile(hundred, p) == p);  // no rounding upwards
  CHECK(percentile({1, 1, 1, 9}, 75) == 1);
  CHECK(percentile({1, 1, 1, 9}, 76) == 9);
}

TEST_CASE("the median of an even count is the mean of the two in the middle") {
  CHECK(median({3, 1, 2}) == 2);
  CHECK(median({4, 1, 2, 3}) == 2.5);
  CHECK(median({5}) == 5);
  CHECK(median({-1, -1, 4, 4}) == 1.5);
}

TEST_CASE("sums and averages follow what comes and goes; of nothing there is none") {
  const Numbers n({0.1, 1e16, -3, 0.2});
  SumCounter sum(n.keys, n.numbers, false), average(n.keys, n.numbers, true);
  CHECK_FALSE(sum.measure({}).has_value());
  for (const TimedItem& item : n.items) {
    sum.add(item);
    average.add(item);
  }
  sum.remove(n.items[1]);
  average.remove(n.items[1]);
  CHECK(sum.measure({}).value() == doctest::Approx(-2.7).epsilon(1e-12));  // the large one took nothing away for good
  CHECK(average.measure({}).value() == doctest::Approx(-0.9).epsilon(1e-12));
  for (const std::size_t i : {0u, 2u, 3u}) sum.remove(n.items[i]);
  CHECK_FALSE(sum.measure({}).has_value());
}

TEST_CASE("ranks agree with sorting, whatever comes and goes") {
  std::mt19937 random(7);
  std::vector<double> list;
  for (int i = 0; i < 400; ++i) list.push_back(static_cast<double>(random() % 60) - 20);
  const Numbers n(list);
  RankCounter counter(n.keys, n.numbers, 90.0), middle(n.keys, n.numbers, std::nullopt);
  for (std::size_t begin = 0, end = 0; end < list.size();) {
    const bool grows = begin == end || random() % 3 != 0;
    const TimedItem& item = n.items[grows ? end++ : begin++];
    grows ? counter.add(item) : counter.remove(item);
    grows ? middle.add(item) : middle.remove(item);
    if (begin == end) continue;
    std::vector<double> window(list.begin() + static_cast<std::ptrdiff_t>(begin),
                               list.begin() + static_cast<std::ptrdiff_t>(end));
    std::sort(window.begin(), window.end());
    const auto rank = static_cast<std::size_t>(std::ceil(0.9 * static_cast<double>(window.size())));
    REQUIRE(counter.measure({}).value() == window[std::max<std::size_t>(rank, 1) - 1]);
    const double expected = (window[(window.size() - 1) / 2] + window[window.size() / 2]) / 2;
    REQUIRE(middle.measure({}).value() == expected);
  }
}
