#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace doctor {

/// Reads dates as certutil prints them, in the short or long form of whatever language and region Windows had:
/// "6/1/2014 8:00 AM", "01.06.2014 08:00", "2014-06-01 08:00", "Sunday, June 1, 2014 8:00:00 AM" (English names only).
/// Whether 6/1/2014 is in June or January is decided by other dates of the same file (a number above 12 is a day); if none tells, by
/// AM or PM, which goes with the month first; if there is none either, the date is not read: no date is better than a wrong one.
class CertutilDates {
 public:
  /// Shows it a date of the file. All should be shown before the first is asked for.
  void learn(std::string_view text);

  /// "2014-06-01T08:00:00": the time of day where certutil ran; with a "Z" behind it if the text says GMT. Nothing if it cannot be read.
  std::optional<std::string> iso(std::string_view text) const;

 private:
  bool saw_day_first_ = false, saw_month_first_ = false;
};

}  // namespace doctor
