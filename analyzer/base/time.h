#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace doctor {

/// 100 ns ticks since 1601-01-01 00:00 UTC, as Windows stores it. 0 means unknown.
struct FileTime {
  std::uint64_t ticks = 0;
  auto operator<=>(const FileTime&) const = default;
};

/// A span of time in the same ticks, never negative.
struct Ticks {
  std::uint64_t count = 0;
  auto operator<=>(const Ticks&) const = default;
};

inline constexpr std::uint64_t kTicksPerSecond = 10'000'000;
inline constexpr std::uint64_t kTicksPerDay = kTicksPerSecond * 86'400;
inline constexpr std::uint64_t kUnixEpochTicks = 116'444'736'000'000'000;  ///< 1970-01-01 as FileTime

struct CivilTime {
  int year = 1601;  ///< 1601 to 60056: all that 64 bits hold
  int month = 1, day = 1, hour = 0, minute = 0, second = 0;
  std::uint32_t ticks = 0;  ///< 100 ns, below 10'000'000
};

CivilTime to_civil(FileTime time);
/// Nothing if the fields name no moment (month 13, 30 February) or one before 1601.
std::optional<FileTime> from_civil(const CivilTime& civil);

/// "2015-06-01T07:00:00.1234567Z": as Windows prints SystemTime, always 7 digits of a second.
std::string to_iso8601(FileTime time);
/// The same with 3 digits, for reports.
std::string to_iso8601_millis(FileTime time);

/// Reads "2015-06-01T07:00:00[.digits][Z|+hh:mm|-hh:mm]"; a blank in place of the T, and seconds or the whole time of
/// day missing, are accepted; no zone means UTC. Digits beyond 100 ns are dropped.
std::optional<FileTime> parse_iso8601(std::string_view text);

/// A Sigma time span: a whole number and s, m, h, d, w, M (30 days) or y (365 days). Nothing if malformed or too long.
std::optional<Ticks> parse_timespan(std::string_view text);

/// Whole days from one moment to another, rounded down; negative if `to` is the earlier one.
std::int64_t days_between(FileTime from, FileTime to);

/// "2 h 5 min", "45 s", "3 d 4 h", "0 s": for people.
std::string to_words(Ticks span);

}  // namespace doctor
