#include "app/progress.h"

#include <fmt/format.h>

#include "base/time.h"
#include "platform/console.h"

namespace doctor {

namespace {

std::string bytes_text(double bytes) {
  if (bytes >= 1e9) return fmt::format("{:.1f} GB", bytes / 1e9);
  if (bytes >= 1e6) return fmt::format("{:.0f} MB", bytes / 1e6);
  return fmt::format("{:.0f} kB", bytes / 1e3);
}

void to_terminal(const std::string& text) {
  bool closed = false;
  (void)write_all(Stream::err, text, &closed);  // a lost progress line harms nobody
}

constexpr const char* kEraseLine = "\r\x1b[K";

}  // namespace

std::string progress_line(std::uint64_t done, std::uint64_t total, double seconds) {
  std::string line =
      fmt::format("{} of {}", bytes_text(static_cast<double>(done)), bytes_text(static_cast<double>(total)));
  if (seconds < 0.5 || done == 0) return line;
  const double rate = static_cast<double>(done) / seconds;
  const double left = static_cast<double>(total > done ? total - done : 0) / rate;
  const auto left_ticks = static_cast<std::uint64_t>(left * static_cast<double>(kTicksPerSecond));
  return line + fmt::format(", {}/s, {} left", bytes_text(rate), to_words(Ticks{left_ticks}));
}

Progress::Progress(std::uint64_t total_bytes)
    : active_(is_terminal(Stream::err) && total_bytes > 0), total_(total_bytes), start_(Clock::now()), last_(start_) {}

Progress::~Progress() {
  end();
}

void Progress::end() {
  if (drawn_) to_terminal(kEraseLine);
  active_ = drawn_ = false;
}

void Progress::update(std::uint64_t bytes_done) {
  if (!active_) return;
  const Clock::time_point now = Clock::now();
  if (now - last_ < std::chrono::milliseconds(200)) return;
  last_ = now;
  drawn_ = true;
  to_terminal(kEraseLine + progress_line(bytes_done, total_, std::chrono::duration<double>(now - start_).count()));
}

}  // namespace doctor
