#include "app/progress.h"

#include <doctest/doctest.h>

using namespace doctor;

namespace {

/// What a terminal shows after that: only carriage returns move its cursor.
std::string screen(const std::string& written) {
  std::string line;
  std::size_t at = 0;
  for (const char c : written) {
    if (c == '\r') {
      at = 0;
      continue;
    }
    if (at == line.size()) line += ' ';
    line[at++] = c;
  }
  return line;
}

}  // namespace

TEST_CASE("the progress line shows bytes, share, rate and time left") {
  CHECK(progress_line(412'000'000, 2'000'000'000, 206e6, 80) ==
        "  reading 412 MB of 2.0 GB (20 %), 206 MB/s, 7.7 s left");
  CHECK(progress_line(1'000'000'000, 10'000'000'000, 100e6, 80) ==
        "  reading 1.0 GB of 10.0 GB (10 %), 100 MB/s, 1 min 30 s left");
  CHECK(progress_line(0, 1'000, 0, 80) == "  reading 0 kB of 1 kB (0 %)");
  CHECK(progress_line(999'900'000, 2'000'000'000, 0, 80) == "  reading 1.0 GB of 2.0 GB (49 %)");
  CHECK(progress_line(5, 5, 1e3, 80) == "  reading 0 kB of 0 kB (100 %), 1 kB/s, 0.0 s left");
}

TEST_CASE("what is read twice is no more than all, and a rate near nothing promises nothing") {
  CHECK(progress_line(20'000'000, 10'000'000, 20e6, 80) == "  reading 10 MB of 10 MB (100 %), 20 MB/s, 0.0 s left");
  CHECK(progress_line(1, UINT64_MAX, 1e-300, 200).find("left") == std::string::npos);
}

TEST_CASE("a narrow terminal gets less, never a second line") {
  for (std::size_t width = 0; width < 80; ++width) {
    const std::string line = progress_line(412'000'000, 2'000'000'000, 206e6, width);
    CHECK(line.size() <= width);
    if (width >= 4) CHECK(line.find("20 %") != std::string::npos);
  }
  CHECK(progress_line(412'000'000, 2'000'000'000, 206e6, 50) == "  reading 412 MB of 2.0 GB (20 %), 7.7 s left");
  CHECK(progress_line(412'000'000, 2'000'000'000, 206e6, 20) == "  20 %, 7.7 s left");
}

TEST_CASE("the rate is that of the last seconds") {
  RateMeter rate;
  rate.add(0, 0);
  CHECK(rate.bytes_per_second() == 0);
  rate.add(0.2, 50'000'000);
  CHECK(rate.bytes_per_second() == 0);  // too soon to tell
  rate.add(1.0, 100'000'000);
  CHECK(rate.bytes_per_second() == doctest::Approx(100e6));
  for (int second = 2; second <= 10; ++second)
    rate.add(second, 100'000'000 + 1'000'000ULL * static_cast<unsigned>(second - 1));
  CHECK(rate.bytes_per_second() == doctest::Approx(1e6));  // the quick beginning is forgotten
}

TEST_CASE("a shorter line leaves nothing of a longer one, and the end leaves nothing at all") {
  const std::string longer = "  reading 999 MB of 2.0 GB (49 %), 999 MB/s, 10 s left",
                    shorter = "  reading 1.0 GB (50 %)";
  std::string written = redrawn(longer, 0) + redrawn(shorter, longer.size());
  const auto visible = [](std::string line) { return line.erase(line.find_last_not_of(' ') + 1); };
  CHECK(visible(screen(written)) == shorter);
  written += redrawn({}, shorter.size());
  CHECK(visible(screen(written)).empty());
  CHECK(written.back() == '\r');  // whatever is printed next begins at the left
  CHECK(written.find_first_of("\n\x1b") == std::string::npos);
}

TEST_CASE("without a terminal nothing is drawn") {
  Progress progress(1'000'000'000);  // standard error of a test is no terminal; a drawn line would show in its output
  progress.update(500'000'000);
  CHECK(redrawn("x", 0) == "\rx");
}
