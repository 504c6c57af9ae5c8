#include "app/progress.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/time.h"
#include "platform/console.h"

namespace doctor {

namespace {

constexpr double kWindow = 3.0;     // seconds that a rate is measured over
constexpr double kLeast = 0.4;      // before, it would jump about
constexpr double kLongest = 864e5;  // a thousand days: then the rate says nothing

std::string bytes_text(double bytes) {
  if (bytes >= 999.5e6) return fmt::format("{:.1f} GB", bytes / 1e9);
  if (bytes >= 999.5e3) return fmt::format("{:.0f} MB", bytes / 1e6);
  return fmt::format("{:.0f} kB", bytes / 1e3);
}

std::string time_text(double seconds) {
  if (seconds < 9.95) return fmt::format("{:.1f} s", seconds);
  return to_words(Ticks{static_cast<std::uint64_t>(seconds) * kTicksPerSecond});
}

void to_terminal(const std::string& text) {
  bool closed = false;
  (void)write_all(Stream::err, text, &closed);  // a lost progress line harms nobody
}

}  // namespace

void RateMeter::add(double seconds, std::uint64_t bytes_done) {
  samples_.emplace_back(seconds, bytes_done);
  while (samples_.size() > 2 && samples_[1].first <= seconds - kWindow) samples_.pop_front();
}

double RateMeter::bytes_per_second() const {
  if (samples_.size() < 2) return 0;
  const auto& [from, bytes_before] = samples_.front();
  const auto& [to, bytes_now] = samples_.back();
  if (to - from < kLeast || bytes_now <= bytes_before) return 0;
  return static_cast<double>(bytes_now - bytes_before) / (to - from);
}

std::string progress_line(std::uint64_t done, std::uint64_t total, double bytes_per_second, std::size_t width) {
  done = std::min(done, total);  // what is read twice must not be more than all
  const auto share =
      static_cast<unsigned>(total == 0 ? 100.0 : static_cast<double>(done) * 100.0 / static_cast<double>(total));
  const std::string bytes =
      fmt::format("  reading {} of {}", bytes_text(static_cast<double>(done)), bytes_text(static_cast<double>(total)));
  std::string speed, left;
  if (bytes_per_second > 0) {
    speed = fmt::format(", {}/s", bytes_text(bytes_per_second));
    const double seconds = static_cast<double>(total - done) / bytes_per_second;
    if (seconds < kLongest) left = fmt::format(", {} left", time_text(seconds));
  }
  const std::string percent = fmt::format("{} %", share);
  for (std::string line : {fmt::format("{} ({}){}{}", bytes, percent, speed, left),
                           fmt::format("{} ({}){}", bytes, percent, left), "  " + percent + left, percent}) {
    if (line.size() <= width) return line;
  }
  return {};
}

std::string redrawn(const std::string& line, std::size_t drawn) {
  const std::string blanks(drawn > line.size() ? drawn - line.size() : 0, ' ');
  std::string out = "\r" + line + blanks;
  if (!blanks.empty()) out += "\r" + line;
  return out;
}

Progress::Progress(std::uint64_t total_bytes)
    : active_(is_terminal(Stream::err) && total_bytes > 0), total_(total_bytes), start_(Clock::now()), last_(start_) {
  rate_.add(0, 0);
}

Progress::~Progress() {
  end();
}

void Progress::end() {
  if (drawn_ > 0) to_terminal(redrawn({}, drawn_));
  active_ = false;
  drawn_ = 0;
}

void Progress::update(std::uint64_t bytes_done) {
  if (!active_) return;
  const Clock::time_point now = Clock::now();
  if (now - last_ < std::chrono::milliseconds(200)) return;
  last_ = now;
  rate_.add(std::chrono::duration<double>(now - start_).count(), bytes_done);
  // The last column stays free: some terminals go to the next line when it is written, and a line feed cannot be taken back.
  const std::size_t columns = terminal_width(Stream::err);
  const std::string line = progress_line(bytes_done, total_, rate_.bytes_per_second(), columns > 0 ? columns - 1 : 0);
  to_terminal(redrawn(line, drawn_));
  drawn_ = line.size();
}

}  // namespace doctor
