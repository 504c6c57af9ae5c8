#pragma once
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace doctor {

/// Calls work(i) for every i in [0, n) on `threads` threads and consume(i, result) on the calling thread, in
/// order of i. Each thread has its own `work`, made by make_worker() before the first call. At most 2*threads
/// results exist at a time. The first exception, in order of i, stops everything and is rethrown here.
template <class T, class MakeWorker, class Consume>
void ordered_parallel(std::size_t n, unsigned threads, MakeWorker make_worker, Consume consume) {
  if (threads <= 1 || n <= 1) {
    auto work = make_worker();
    for (std::size_t i = 0; i < n; ++i) consume(i, work(i));
    return;
  }
  struct Slot {
    std::optional<T> value;
    std::exception_ptr error;
    bool full = false;
  };
  const std::size_t window = 2 * std::size_t{threads};
  std::vector<Slot> ring(window);
  std::mutex mutex;
  std::condition_variable ready, room;
  std::size_t next = 0, done = 0;
  bool stop = false;

  std::vector<decltype(make_worker())> workers;
  workers.reserve(threads);
  for (unsigned t = 0; t < threads; ++t) workers.push_back(make_worker());

  auto run = [&](auto& work) {
    for (;;) {
      std::size_t i;
      {
        std::unique_lock lock(mutex);
        room.wait(lock, [&] { return stop || next >= n || next < done + window; });
        if (stop || next >= n) return;
        i = next++;
      }
      Slot slot;
      try {
        slot.value.emplace(work(i));
      } catch (...) {
        slot.error = std::current_exception();
      }
      slot.full = true;
      bool awaited = false;
      {
        std::lock_guard lock(mutex);
        ring[i % window] = std::move(slot);
        awaited = i == done;  // else the caller will find it when its turn comes
      }
      if (awaited) ready.notify_one();
    }
  };
  std::vector<std::jthread> pool;  // joins before anything above goes away
  auto quit = [&] {
    {
      std::lock_guard lock(mutex);
      stop = true;
    }
    room.notify_all();
  };
  try {
    for (auto& work : workers) pool.emplace_back([&run, &work] { run(work); });
    while (done < n) {
      Slot slot;
      {
        std::unique_lock lock(mutex);
        ready.wait(lock, [&] { return ring[done % window].full; });
        slot = std::exchange(ring[done % window], Slot{});
      }
      if (slot.error) std::rethrow_exception(slot.error);
      consume(done, std::move(*slot.value));
      {
        std::lock_guard lock(mutex);
        ++done;
      }
      room.notify_all();
    }
  } catch (...) {
    quit();
    throw;
  }
}

}  // namespace doctor
