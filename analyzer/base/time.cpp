#include "base/time.h"

#include <fmt/format.h>

#include <array>
#include <limits>

namespace doctor {

namespace {

// Days since 1970-01-01 of a civil date, and back (proleptic Gregorian; 400-year eras of 146097 days).
std::int64_t days_from_civil(std::int64_t y, int m, int d) {
  y -= m <= 2 ? 1 : 0;
  const std::int64_t era = (y >= 0 ? y : y - 399) / 400;
  const std::int64_t year_of_era = y - era * 400;
  const std::int64_t day_of_year = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
  const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

constexpr std::int64_t kDays1601 = -134774;  // 1601-01-01 in days since 1970-01-01

int days_in_month(int year, int month) {
  constexpr std::array<int, 12> days = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return days[static_cast<std::size_t>(month - 1)] + (month == 2 && leap ? 1 : 0);
}

// Reads a run of digits of a text, moving a position.
class DigitReader {
 public:
  explicit DigitReader(std::string_view text) : text_(text) {}

  bool number(std::size_t digits, int& out) {
    if (text_.size() - at_ < digits) return false;
    int value = 0;
    for (std::size_t i = 0; i < digits; ++i) {
      const char c = text_[at_ + i];
      if (c < '0' || c > '9') return false;
      value = value * 10 + (c - '0');
    }
    at_ += digits;
    out = value;
    return true;
  }
  bool accept(char c) {
    if (at_ < text_.size() && text_[at_] == c) {
      ++at_;
      return true;
    }
    return false;
  }
  bool at_end() const { return at_ == text_.size(); }
  /// A fraction of a second in ticks; digits behind the seventh are dropped.
  bool fraction(std::uint32_t& ticks) {
    std::uint32_t value = 0;
    int digits = 0;
    while (at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9') {
      if (digits < 7) value = value * 10 + static_cast<std::uint32_t>(text_[at_] - '0');
      ++digits;
      ++at_;
    }
    for (int i = digits; i < 7; ++i) value *= 10;
    ticks = value;
    return digits > 0;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

std::optional<int> zone_minutes(DigitReader& in) {
  if (in.at_end() || in.accept('Z') || in.accept('z')) return 0;
  const bool minus = in.accept('-');
  if (!minus && !in.accept('+')) return std::nullopt;
  int hours = 0, minutes = 0;
  if (!in.number(2, hours)) return std::nullopt;
  in.accept(':');
  if (!in.at_end() && !in.number(2, minutes)) return std::nullopt;
  if (hours > 14 || minutes > 59) return std::nullopt;
  return (minus ? -1 : 1) * (hours * 60 + minutes);
}

}  // namespace

CivilTime to_civil(FileTime time) {
  CivilTime c;
  std::int64_t z = static_cast<std::int64_t>(time.ticks / kTicksPerDay) + kDays1601 + 719468;
  const std::uint64_t in_day = time.ticks % kTicksPerDay;
  const std::int64_t era = z / 146097;  // z > 0: the year is 1601 or later
  const std::int64_t day_of_era = z - era * 146097;
  const std::int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t month_index = (5 * day_of_year + 2) / 153;
  c.day = static_cast<int>(day_of_year - (153 * month_index + 2) / 5 + 1);
  c.month = static_cast<int>(month_index < 10 ? month_index + 3 : month_index - 9);
  c.year = static_cast<int>(year_of_era + era * 400 + (c.month <= 2 ? 1 : 0));
  const auto second_of_day = static_cast<int>(in_day / kTicksPerSecond);
  c.hour = second_of_day / 3600;
  c.minute = second_of_day / 60 % 60;
  c.second = second_of_day % 60;
  c.ticks = static_cast<std::uint32_t>(in_day % kTicksPerSecond);
  return c;
}

std::optional<FileTime> from_civil(const CivilTime& c) {
  if (c.year < 1601 || c.year > 60055 || c.month < 1 || c.month > 12 || c.day < 1 ||
      c.day > days_in_month(c.year, c.month) || c.hour < 0 || c.hour > 23 || c.minute < 0 || c.minute > 59 ||
      c.second < 0 || c.second > 60 || c.ticks >= kTicksPerSecond) {
    return std::nullopt;
  }
  const std::int64_t days = days_from_civil(c.year, c.month, c.day) - kDays1601;
  const std::uint64_t seconds =
      static_cast<std::uint64_t>(days) * 86400 + static_cast<std::uint64_t>(c.hour * 3600 + c.minute * 60 + c.second);
  return FileTime{seconds * kTicksPerSecond + c.ticks};
}

std::string to_iso8601(FileTime time) {
  const CivilTime c = to_civil(time);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:07}Z", c.year, c.month, c.day, c.hour, c.minute, c.second,
                     c.ticks);
}

std::string to_iso8601_millis(FileTime time) {
  const CivilTime c = to_civil(time);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", c.year, c.month, c.day, c.hour, c.minute, c.second,
                     c.ticks / 10'000);
}

std::optional<FileTime> parse_iso8601(std::string_view text) {
  DigitReader in(text);
  CivilTime c;
  if (!in.number(4, c.year) || !in.accept('-') || !in.number(2, c.month) || !in.accept('-') || !in.number(2, c.day)) {
    return std::nullopt;
  }
  if (in.at_end()) return from_civil(c);
  if (!in.accept('T') && !in.accept('t') && !in.accept(' ')) return std::nullopt;
  if (!in.number(2, c.hour) || !in.accept(':') || !in.number(2, c.minute)) return std::nullopt;
  if (in.accept(':')) {
    if (!in.number(2, c.second)) return std::nullopt;
    if (in.accept('.') && !in.fraction(c.ticks)) return std::nullopt;
  }
  in.accept(' ');
  const auto zone = zone_minutes(in);
  if (!zone || !in.at_end()) return std::nullopt;
  auto time = from_civil(c);
  if (!time) return std::nullopt;
  const std::int64_t shift = std::int64_t{*zone} * 60 * static_cast<std::int64_t>(kTicksPerSecond);
  if (shift > 0 && time->ticks < static_cast<std::uint64_t>(shift)) return std::nullopt;
  time->ticks -= static_cast<std::uint64_t>(shift);
  return time;
}

std::optional<Ticks> parse_timespan(std::string_view text) {
  if (text.size() < 2) return std::nullopt;
  std::uint64_t seconds = 0;
  switch (text.back()) {
    case 's':
      seconds = 1;
      break;
    case 'm':
      seconds = 60;
      break;
    case 'h':
      seconds = 3600;
      break;
    case 'd':
      seconds = 86400;
      break;
    case 'w':
      seconds = 7 * 86400;
      break;
    case 'M':
      seconds = 30 * 86400;
      break;
    case 'y':
      seconds = 365 * 86400;
      break;
    default:
      return std::nullopt;
  }
  std::uint64_t n = 0;
  for (const char c : text.substr(0, text.size() - 1)) {
    if (c < '0' || c > '9') return std::nullopt;
    n = n * 10 + static_cast<std::uint64_t>(c - '0');
    if (n > 1'000'000'000) return std::nullopt;
  }
  const std::uint64_t most = std::numeric_limits<std::uint64_t>::max() / kTicksPerSecond / 2;
  if (n * seconds > most) return std::nullopt;
  return Ticks{n * seconds * kTicksPerSecond};
}

std::int64_t days_between(FileTime from, FileTime to) {
  const auto days = [](std::uint64_t ticks) { return static_cast<std::int64_t>(ticks / kTicksPerDay); };
  if (to >= from) return days(to.ticks - from.ticks);
  const std::uint64_t back = from.ticks - to.ticks;
  return -days(back) - (back % kTicksPerDay != 0 ? 1 : 0);
}

std::string to_words(Ticks span) {
  const std::uint64_t s = span.count / kTicksPerSecond;
  const auto two = [](std::uint64_t big, const char* big_unit, std::uint64_t small, const char* small_unit) {
    return small == 0 ? fmt::format("{} {}", big, big_unit)
                      : fmt::format("{} {} {} {}", big, big_unit, small, small_unit);
  };
  if (s < 60) return fmt::format("{} s", s);
  if (s < 3600) return two(s / 60, "min", s % 60, "s");
  if (s < 86400) return two(s / 3600, "h", s / 60 % 60, "min");
  return two(s / 86400, "d", s / 3600 % 24, "h");
}

}  // namespace doctor
