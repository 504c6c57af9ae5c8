#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/scan.h"

namespace doctor {

/// Indices of findings, in time order.
using FindingList = std::vector<std::uint32_t>;

/// Cuts `list` wherever the pause is longer than `gap`, and at every time of `ends` (sorted): a finding at that time still belongs to
/// what ended.
std::vector<FindingList> runs(const ScanResult& scan, const FindingList& list, Ticks gap,
                              std::span<const FileTime> ends);

// The shapes of noise. The numbers are rules of thumb, on the careful side: what is missed stays evidence or unexplained.

/// A scanner tries one protocol, suite and alert after the other: at least kBurstFindings findings of at least kBurstKinds kinds
/// within kBurstLength, then silence for kBurstSilence on both sides. `log_end` is where the log stops: silence that the log does not
/// cover is none.
inline constexpr std::size_t kBurstFindings = 6;
inline constexpr std::size_t kBurstKinds = 4;
inline constexpr Ticks kBurstLength{120 * kTicksPerSecond};
inline constexpr Ticks kBurstSilence{600 * kTicksPerSecond};
std::vector<FindingList> bursts(const ScanResult& scan, const RuleSet& rules, const FindingList& list,
                                FileTime log_end);

/// A probe knocks at a fixed interval: all findings of one kind, at least kPeriodicFindings of them, whose pauses vary little
/// (standard deviation below kPeriodicVariation of the mean) and are kPeriodicPause or longer on average: what comes faster is a client
/// that tries again. The shortest interval known of probes is 5 s.
inline constexpr Ticks kPeriodicPause{4 * kTicksPerSecond};
inline constexpr std::size_t kPeriodicFindings = 6;
inline constexpr double kPeriodicVariation = 0.2;
/// The mean pause in seconds if `times` (sorted) are regular by this measure.
std::optional<double> regular_pause(std::span<const FileTime> times);
std::vector<FindingList> periodic_series(const ScanResult& scan, const RuleSet& rules, const FindingList& list);

}  // namespace doctor
