#include "report/plot_ticks.h"

#include <doctest/doctest.h>

#include "report/sample_report.h"

using namespace doctor;
using test::at;

namespace {

TimeAxis axis(std::string_view begin, std::uint64_t step_seconds, std::uint32_t buckets) {
  return {at(begin), Ticks{step_seconds * kTicksPerSecond}, buckets};
}

TextStyle utc() {
  TextStyle style;
  style.utc = true;
  return style;
}

/// A zone without summer time, so many hours ahead of UTC.
TextStyle ahead(int hours) {
  TextStyle style;
  style.local_time = [hours](FileTime time) {
    const std::int64_t shift = std::int64_t{hours} * 3600 * static_cast<std::int64_t>(kTicksPerSecond);
    std::string text = to_iso8601(FileTime{time.ticks + static_cast<std::uint64_t>(shift)}).substr(0, 19);
    text[10] = ' ';
    return text + (hours < 0 ? " -0" : " +0") + std::to_string(hours < 0 ? -hours : hours) + ":00";
  };
  return style;
}

std::string shape(const std::vector<PlotTick>& ticks) {
  std::string out;
  for (const PlotTick& tick : ticks) out += tick.label + (tick.date.empty() ? "" : "/" + tick.date) + " ";
  return out;
}

}  // namespace

TEST_CASE("ticks are few and stand at round times") {
  CHECK(shape(plot_ticks(axis("2015-06-01T07:00:00Z", 120, 75), utc())) ==
        "07:00/2015-06-01 07:30 08:00 08:30 09:00 09:30 ");
  CHECK(shape(plot_ticks(axis("2015-06-01T22:10:00Z", 120, 75), utc())) ==
        "22:30/2015-06-01 23:00 23:30 00:00/2015-06-02 00:30 ");
  CHECK(shape(plot_ticks(axis("2015-06-01T07:00:03Z", 1, 10), utc())) ==
        "07:00:04/2015-06-01 07:00:06 07:00:08 07:00:10 07:00:12 ");
  CHECK(shape(plot_ticks(axis("2015-06-01T00:00:00Z", 86400, 7), utc())) ==
        "2015-06-02 2015-06-04 2015-06-06 2015-06-08 ");
  CHECK(plot_ticks(TimeAxis{}, utc()).empty());
}

TEST_CASE("ticks are round where the reader is") {
  CHECK(shape(plot_ticks(axis("2015-06-01T06:00:00Z", 3600, 48), ahead(2))) ==
        "12:00/2015-06-01 00:00/2015-06-02 12:00 00:00/2015-06-03 ");
  CHECK(shape(plot_ticks(axis("2015-06-01T06:00:00Z", 3600, 48), ahead(-7))) ==
        "00:00/2015-06-01 12:00 00:00/2015-06-02 12:00 ");
  CHECK(zone_words(axis("2015-06-01T06:00:00Z", 3600, 48), ahead(-7)) ==
        "times as on the machine that wrote this (-07:00)");
  CHECK(zone_words(axis("2015-06-01T06:00:00Z", 3600, 48), utc()) == "times in UTC");
}

TEST_CASE("places are parts of the axis, and stay on it") {
  const TimeAxis a = axis("2015-06-01T07:00:00Z", 60, 60);
  CHECK(percent_of(a, at("2015-06-01T07:00:00Z")) == "0.000%");
  CHECK(percent_of(a, at("2015-06-01T07:15:00Z")) == "25.000%");
  CHECK(percent_of(a, at("2015-06-01T09:00:00Z")) == "100.000%");
  CHECK(percent_of(a, at("2015-05-01T09:00:00Z")) == "0.000%");
  CHECK(percent_between(a, at("2015-06-01T07:00:00Z"), at("2015-06-01T07:30:00Z")) == "50.000%");
  CHECK(percent_between(a, at("2015-06-01T07:00:00Z"), at("2015-06-01T07:00:00Z")) == "0.200%");
}

TEST_CASE("the longest axis there is") {
  const TimeAxis a{FileTime{0}, Ticks{std::uint64_t{1} << 63}, 2};
  const auto ticks = plot_ticks(a, utc());
  CHECK(ticks.size() <= 8);
  CHECK(percent_of(a, FileTime{UINT64_MAX}) == "100.000%");
}
