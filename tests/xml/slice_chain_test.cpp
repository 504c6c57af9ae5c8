#include "xml/slice_chain.h"

#include <doctest/doctest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace doctor {
namespace {

using xml::SliceChain;
using xml::Start;

/// Every slice is ten bytes and a line.
Start after(Start start) {
  return {start.offset + 10, start.line + 1};
}

}  // namespace

TEST_CASE("whoever comes first finds out where the slices before begin, once") {
  SliceChain chain({3, 1});
  std::vector<std::size_t> asked;
  const auto find_end = [&](std::size_t slice, Start start) {
    asked.push_back(slice);
    return after(start);
  };
  {
    SliceChain::Visit visit(chain, 3);
    CHECK(visit.start(find_end) == Start{33, 4});
    visit.end(after({33, 4}));
  }
  CHECK(asked == std::vector<std::size_t>{0, 1, 2});
  SliceChain::Visit again(chain, 1), next(chain, 4);
  CHECK(again.start(find_end) == Start{13, 2});
  CHECK(next.start(find_end) == Start{43, 5});
  CHECK(asked.size() == 3);
}

TEST_CASE("a visit that ends without an answer leaves it to the next one") {
  SliceChain chain({0, 1});
  { const SliceChain::Visit visit(chain, 0); }
  SliceChain::Visit visit(chain, 1);
  CHECK(visit.start([](std::size_t, Start start) { return after(start); }) == Start{10, 2});
}

TEST_CASE("many threads in any order get the same answers") {
  constexpr std::size_t kSlices = 400;
  SliceChain chain({0, 1});
  std::atomic<std::size_t> next{0}, wrong{0};
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([&] {
        for (std::size_t i; (i = next++) < kSlices;) {
          const std::size_t slice = i ^ 3;  // not in order
          SliceChain::Visit visit(chain, slice);
          const Start start = visit.start([](std::size_t, Start s) { return after(s); });
          if (start != Start{10 * slice, slice + 1}) ++wrong;
          visit.end(after(start));
        }
      });
    }
  }
  CHECK(wrong == 0);
}

}  // namespace doctor
