#include "report/plot_ticks.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "report/words.h"

namespace doctor {

namespace {

constexpr std::array<std::uint64_t, 24> kSteps = {1,     2,     5,      10,     15,      30,      60,      120,
                                                  300,   600,   900,    1800,   3600,    7200,    10800,   21600,
                                                  43200, 86400, 172800, 604800, 1209600, 2419200, 7257600, 31536000};
constexpr std::uint64_t kDay = 86400;
constexpr std::uint64_t kMostTimes = 6, kMostDates = 4;  // labels that fit on a phone
constexpr std::uint64_t kWhole = 100'000;  // parts of the axis: three digits behind the point of a percentage

/// Seconds that clocks here are ahead of UTC: read off what the style prints.
std::int64_t offset_of(FileTime time, const TextStyle& style) {
  if (style.utc || !style.local_time) return 0;
  const std::string text = style.local_time(time);
  const auto local = parse_iso8601(text.substr(0, 19));
  if (!local) return 0;
  return static_cast<std::int64_t>(local->ticks / kTicksPerSecond) -
         static_cast<std::int64_t>(time.ticks / kTicksPerSecond);
}

/// As a clock here shows it.
FileTime shifted(FileTime time, std::int64_t seconds) {
  return FileTime{time.ticks + static_cast<std::uint64_t>(seconds) * kTicksPerSecond};
}

std::uint64_t parts(const TimeAxis& axis, FileTime time) {
  if (time <= axis.begin) return 0;
  const std::uint64_t whole = axis.end().ticks - axis.begin.ticks, part = whole / kWhole;
  return part == 0 ? 0 : std::min((time.ticks - axis.begin.ticks) / part, kWhole);
}

std::string percent(std::uint64_t n) {
  return fmt::format("{}.{:03}%", n / 1000, n % 1000);
}

/// In seconds: the smallest with few enough ticks.
std::uint64_t tick_step(const TimeAxis& axis) {
  const std::uint64_t seconds = (axis.end().ticks - axis.begin.ticks) / kTicksPerSecond;
  for (const std::uint64_t step : kSteps) {
    if (seconds / step <= (step >= kDay ? kMostDates : kMostTimes)) return step;
  }
  return seconds / kMostDates / kSteps.back() * kSteps.back() + kSteps.back();
}

}  // namespace

std::vector<PlotTick> plot_ticks(const TimeAxis& axis, const TextStyle& style) {
  std::vector<PlotTick> out;
  if (axis.buckets == 0) return out;
  const std::uint64_t step = tick_step(axis);
  const std::int64_t offset = offset_of(axis.begin, style);
  const std::uint64_t begin = shifted(axis.begin, offset).ticks, end = axis.end().ticks;
  const std::uint64_t step_ticks = step * kTicksPerSecond;
  std::string day;
  for (std::uint64_t local = (begin + step_ticks - 1) / step_ticks * step_ticks;; local += step_ticks) {
    PlotTick tick;
    tick.time = shifted(FileTime{local}, -offset);
    if (tick.time.ticks > end || tick.time < axis.begin || out.size() > kMostTimes + 1) break;
    const CivilTime c = to_civil(shifted(tick.time, offset_of(tick.time, style)));
    const std::string date = fmt::format("{:04}-{:02}-{:02}", c.year, c.month, c.day);
    tick.label = step >= kDay ? date : fmt::format("{:02}:{:02}", c.hour, c.minute);
    if (step < 60) tick.label += fmt::format(":{:02}", c.second);
    if (step < kDay && date != day) tick.date = date;
    day = date;
    tick.near_begin = parts(axis, tick.time) < kWhole * 8 / 100;
    tick.near_end = parts(axis, tick.time) > kWhole * 90 / 100;
    out.push_back(std::move(tick));
  }
  return out;
}

std::string zone_words(const TimeAxis& axis, const TextStyle& style) {
  if (style.utc || !style.local_time) return "times in UTC";
  const std::int64_t minutes = offset_of(axis.begin, style) / 60, size = minutes < 0 ? -minutes : minutes;
  return fmt::format("times as on the machine that wrote this ({}{:02}:{:02})", minutes < 0 ? '-' : '+', size / 60,
                     size % 60);
}

std::string percent_of(const TimeAxis& axis, FileTime time) {
  return percent(parts(axis, time));
}

std::string percent_between(const TimeAxis& axis, FileTime from, FileTime to) {
  const std::uint64_t a = parts(axis, from), b = parts(axis, to);
  return percent(std::max<std::uint64_t>(b > a ? b - a : 0, 200));  // what is short is still seen
}

}  // namespace doctor
