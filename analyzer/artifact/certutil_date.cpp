#include "artifact/certutil_date.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "base/time.h"

namespace doctor {

namespace {

constexpr std::array<std::string_view, 12> kMonths = {"january",   "february", "march",    "april",
                                                      "may",       "june",     "july",     "august",
                                                      "september", "october",  "november", "december"};

/// What stands in a date, before it is decided what is the day.
struct Parts {
  std::vector<int> date;  ///< numbers in their order
  std::vector<std::size_t> digits;
  char separator = 0;     ///< the first one between them
  int month = 0;          ///< by its name
  std::vector<int> time;  ///< hour, minute, second
  bool am = false, pm = false, gmt = false, sound = true;
};

/// Newer Windows puts a narrow no-break space before AM, and marks of direction around.
std::string plain(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = next_code_point(text, i);
    if (c == 0x200e || c == 0x200f) continue;
    append_utf8(c == 0x202f || c == 0xa0 ? U' ' : c, out);
  }
  return out;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

void take_word(std::string_view word, Parts& parts) {
  const std::string lower = to_lower_ascii(word);
  const auto month = std::find(kMonths.begin(), kMonths.end(), lower);
  if (month != kMonths.end()) parts.month = static_cast<int>(month - kMonths.begin()) + 1;
  parts.am = parts.am || lower == "am";
  parts.pm = parts.pm || lower == "pm";
  parts.gmt = parts.gmt || lower == "gmt" || lower == "z";
}

void take_number(std::string_view text, std::size_t start, std::size_t end, Parts& parts) {
  if (end - start > 4) {
    parts.sound = false;
    return;
  }
  int number = 0;
  for (std::size_t i = start; i < end; ++i) number = 10 * number + (text[i] - '0');
  const bool after_colon = start > 0 && text[start - 1] == ':', before_colon = end < text.size() && text[end] == ':';
  if (after_colon || before_colon) {
    parts.time.push_back(number);
  } else if (parts.time.size() == 2 && end < text.size() && (text[end] == '.' || text[end] == 's')) {
    parts.time.push_back(number);  // certutil -seconds: "8:00 AM 12.345s"
  } else if (parts.time.empty()) {
    parts.date.push_back(number);
    parts.digits.push_back(end - start);
    if (parts.separator == 0 && end < text.size()) parts.separator = text[end];
  }
}

Parts take_apart(std::string_view given) {
  const std::string text = plain(given);
  Parts parts;
  for (std::size_t i = 0; i < text.size() && i < 100;) {
    const std::size_t start = i;
    if (is_digit(text[i])) {
      while (i < text.size() && is_digit(text[i])) ++i;
      take_number(text, start, i, parts);
    } else if (is_letter(text[i])) {
      while (i < text.size() && is_letter(text[i])) ++i;
      take_word(std::string_view(text).substr(start, i - start), parts);
    } else {
      ++i;
    }
  }
  const bool named = parts.month != 0 && parts.date.size() == 2, numbers = parts.month == 0 && parts.date.size() == 3;
  parts.sound = parts.sound && (named || numbers);
  return parts;
}

bool is_year_first(const Parts& parts) {
  return parts.digits[0] == 4;
}

std::optional<std::string> printed(CivilTime civil, const Parts& parts) {
  if (parts.time.size() >= 2) {
    civil.hour = parts.time[0];
    civil.minute = parts.time[1];
    if (parts.time.size() > 2) civil.second = parts.time[2];
    if ((parts.am || parts.pm) && (civil.hour < 1 || civil.hour > 12)) return std::nullopt;
    if (parts.am && civil.hour == 12) civil.hour = 0;
    if (parts.pm && civil.hour != 12) civil.hour += 12;
  }
  const auto time = from_civil(civil);
  if (!time) return std::nullopt;
  return to_iso8601(*time).substr(0, 19) + (parts.gmt ? "Z" : "");
}

}  // namespace

void CertutilDates::learn(std::string_view text) {
  const Parts parts = take_apart(text);
  if (!parts.sound || parts.month != 0 || is_year_first(parts)) return;
  if (parts.date[0] > 12 && parts.date[1] <= 12) saw_day_first_ = true;
  if (parts.date[1] > 12 && parts.date[0] <= 12) saw_month_first_ = true;
}

std::optional<std::string> CertutilDates::iso(std::string_view text) const {
  const Parts parts = take_apart(text);
  if (!parts.sound || parts.time.size() == 1) return std::nullopt;
  CivilTime civil;
  if (parts.month != 0) {
    const bool year_last = parts.digits[1] == 4;
    civil.month = parts.month;
    civil.day = parts.date[year_last ? 0 : 1];
    civil.year = parts.date[year_last ? 1 : 0];
    return printed(civil, parts);
  }
  if (is_year_first(parts)) {
    civil.year = parts.date[0], civil.month = parts.date[1], civil.day = parts.date[2];
    return printed(civil, parts);
  }
  civil.year = parts.digits[2] <= 2 ? 2000 + parts.date[2] : parts.date[2];
  const int first = parts.date[0], second = parts.date[1];
  bool day_first = parts.separator == '.';  // nobody writes the month first with full stops
  if (!day_first) {
    const bool told = saw_day_first_ != saw_month_first_;  // neither, or both: the file tells nothing
    if (told) {
      day_first = saw_day_first_;
    } else if (first > 12) {
      day_first = true;
    } else if (second <= 12 && first != second && (saw_day_first_ || !(parts.am || parts.pm))) {
      return std::nullopt;
    }
  }
  civil.day = day_first ? first : second;
  civil.month = day_first ? second : first;
  return printed(civil, parts);
}

}  // namespace doctor
