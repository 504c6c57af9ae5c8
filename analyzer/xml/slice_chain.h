#pragma once
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <vector>

namespace doctor::xml {

/// A place in a file.
struct Start {
  std::uint64_t offset = 0;
  std::uint64_t line = 1;
  bool operator==(const Start&) const = default;
};

/// Hands on from slice to slice where the next one begins, which is known only when the one before has been split. Splitting is the
/// smaller part of the work, and readers do it at about the same time: so a reader waits for the one before if that is at it, and
/// finds out itself otherwise. So slices can be read in any order, by any number of threads.
/// Threads: all methods from many.
class SliceChain {
 public:
  explicit SliceChain(Start first) : known_{first} {}

  /// Where a slice ends that starts there.
  using FindEnd = std::function<Start(std::size_t slice, Start start)>;

  /// One reader's work on one slice. Others wait for its end() from the beginning: so it must not wait for anything but start().
  class Visit {
   public:
    Visit(SliceChain& chain, std::size_t slice);
    ~Visit();
    Visit(const Visit&) = delete;
    Visit& operator=(const Visit&) = delete;

    /// Where the slice starts. `find_end`: called for slices before it that nobody is at.
    Start start(const FindEnd& find_end);
    /// Where it ends; to be called as soon as that is known.
    void end(Start end);

   private:
    SliceChain& chain_;
    std::size_t slice_;
    bool leaving_ = false;
  };

 private:
  void leave(std::size_t slice, const Start* end);

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Start> known_;          ///< of the slices from the first on
  std::vector<std::size_t> at_work_;  ///< whose end somebody is about to find
};

}  // namespace doctor::xml
