#include "app/progress.h"

#include <doctest/doctest.h>

using namespace doctor;

TEST_CASE("the progress line shows bytes, rate and time left") {
  CHECK(progress_line(412'000'000, 2'000'000'000, 2.0) == "412 MB of 2.0 GB, 206 MB/s, 7 s left");
  CHECK(progress_line(0, 1'000, 5.0) == "0 kB of 1 kB");
  CHECK(progress_line(5'000, 10'000, 0.1) == "5 kB of 10 kB");
  CHECK(progress_line(20'000'000, 10'000'000, 1.0) == "20 MB of 10 MB, 20 MB/s, 0 s left");
}

TEST_CASE("without a terminal nothing is drawn") {
  Progress progress(1'000'000'000);  // standard error of a test is no terminal; a drawn line would show in its output
  progress.update(500'000'000);
  CHECK(progress_line(1, 2, 0).find('\x1b') == std::string::npos);
}
