#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "base/parallel.h"
#include "event/source.h"

namespace doctor {

/// Where a slice stands among all slices of all sources.
struct SlicePlace {
  std::size_t source = 0, slice = 0;
};

/// All slices of some sources, numbered through.
/// Lifetime: refers to the sources. Threads: const methods from many threads.
class SliceNumbers {
 public:
  explicit SliceNumbers(std::span<const std::unique_ptr<EventSource>> sources) {
    for (const auto& source : sources) {
      firsts_.push_back(count_);
      count_ += source->slices();
    }
  }
  std::size_t count() const { return count_; }
  /// Requires number < count().
  SlicePlace place(std::size_t number) const {
    const auto after = std::upper_bound(firsts_.begin(), firsts_.end(), number);
    const auto source = static_cast<std::size_t>(after - firsts_.begin()) - 1;
    return {source, number - firsts_[source]};
  }

 private:
  std::vector<std::size_t> firsts_;
  std::size_t count_ = 0;
};

/// Calls work(place) for every slice on `threads` threads and consume(place, result) on the calling thread, in file order, until that
/// returns false. Each thread has its own `work`, made by make_worker(). Bounded as ordered_parallel() is. False if it was stopped.
template <class T, class MakeWorker, class Consume>
bool for_each_slice(std::span<const std::unique_ptr<EventSource>> sources, unsigned threads, MakeWorker make_worker,
                    Consume consume) {
  struct Stopped {};
  const SliceNumbers numbers(sources);
  try {
    ordered_parallel<T>(
        numbers.count(), std::max(1U, threads),
        [&] {
          return [&numbers, work = make_worker()](std::size_t item) mutable { return work(numbers.place(item)); };
        },
        [&](std::size_t item, T&& result) {
          if (!consume(numbers.place(item), std::move(result))) throw Stopped{};
        });
  } catch (const Stopped&) {
    return false;
  }
  return true;
}

}  // namespace doctor
