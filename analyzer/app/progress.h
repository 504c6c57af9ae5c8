#pragma once
#include <chrono>
#include <cstdint>
#include <string>

namespace doctor {

/// One line on a terminal's standard error that shows bytes, rate and time left, redrawn a few times a second and gone at the end.
/// Silent everywhere else.
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
  bool drawn_ = false;
  std::uint64_t total_;
  Clock::time_point start_, last_;
};

/// "412 MB of 2.0 GB, 310 MB/s, 5 s left"
std::string progress_line(std::uint64_t done, std::uint64_t total, double seconds);

}  // namespace doctor
