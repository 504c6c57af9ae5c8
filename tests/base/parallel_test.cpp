#include "base/parallel.h"

#include <doctest/doctest.h>

#include <memory>
#include <numeric>
#include <stdexcept>
#include <vector>

using namespace doctor;

TEST_CASE("results arrive in order, for any number of items and threads") {
  for (const std::size_t n : {0, 1, 2, 7, 100, 1000}) {
    for (const unsigned threads : {0U, 1U, 2U, 5U, 16U}) {
      CAPTURE(n);
      CAPTURE(threads);
      std::vector<std::size_t> got;
      ordered_parallel<std::unique_ptr<std::size_t>>(
          n, threads, [] { return [](std::size_t i) { return std::make_unique<std::size_t>(i * i); }; },
          [&](std::size_t i, std::unique_ptr<std::size_t> v) {
            CHECK(i == got.size());
            got.push_back(*v);
          });
      REQUIRE(got.size() == n);
      for (std::size_t i = 0; i < n; ++i) CHECK(got[i] == i * i);
    }
  }
}

TEST_CASE("the first exception in order of items reaches the caller, from worker, factory and consumer") {
  const auto run = [](auto make, auto consume) { ordered_parallel<int>(100, 4, make, consume); };
  const auto good = [] { return [](std::size_t i) { return static_cast<int>(i); }; };
  const auto ignore = [](std::size_t, int) {};
  CHECK_THROWS_WITH(run(
                        [] {
                          return [](std::size_t i) -> int {
                            if (i >= 10) throw std::runtime_error(std::to_string(i));
                            return 0;
                          };
                        },
                        ignore),
                    "10");
  CHECK_THROWS_WITH(run([]() -> decltype(good()) { throw std::runtime_error("factory"); }, ignore), "factory");
  CHECK_THROWS_WITH(run(good,
                        [](std::size_t i, int) {
                          if (i == 3) throw std::runtime_error("consumer");
                        }),
                    "consumer");
}
