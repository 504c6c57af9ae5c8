#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <utility>

namespace doctor {

/// Bytes a second, of the last few seconds: a cache that is used up, or a slow share, shows at once.
class RateMeter {
 public:
  void add(double seconds, std::uint64_t bytes_done);  ///< seconds since the beginning, not decreasing
  /// 0 while nothing is known.
  double bytes_per_second() const;

 private:
  std::deque<std::pair<double, std::uint64_t>> samples_;
};

/// One line on a terminal's standard error that shows bytes, share, rate and time left, redrawn five times a second at most and gone at the
/// end. Needs no more of the terminal than a carriage return. Silent everywhere else.
class Progress {
 public:
  explicit Progress(std::uint64_t total_bytes);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void update(std::uint64_t bytes_done);
  void end();  ///< removes the line, before something else is written to standard error

 private:
  using Clock = std::chrono::steady_clock;

  bool active_;
  std::size_t drawn_ = 0;  ///< columns of the line that stands there
  std::uint64_t total_;
  Clock::time_point start_, last_;
  RateMeter rate_;
};

/// "  reading 412 MB of 2.0 GB (20 %), 206 MB/s, 7.7 s left": as much of it as fits into `width` columns; rate 0: nothing about speed.
std::string progress_line(std::uint64_t done, std::uint64_t total, double bytes_per_second, std::size_t width);

/// What replaces a line of `drawn` columns by `line`: blanks behind it, the cursor at its end; at the beginning if the line is empty.
std::string redrawn(const std::string& line, std::size_t drawn);

}  // namespace doctor
