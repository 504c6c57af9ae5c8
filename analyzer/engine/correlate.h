#pragma once
#include "engine/scan.h"

namespace doctor {

/// Fills scan.firings and scan.ungrouped from scan.findings (sorted as ScanResult says).
///
/// Semantics, as DESIGN 0.4 fixes them: event time; a window of length T holds findings with t_last - t_first <= T, and all of
/// them that fit; equal times satisfy "ordered"; one firing per maximal episode, that is, windows that satisfy the condition and
/// share a finding are one firing; a finding without a value for a group-by field is in no group, and is counted.
///
/// Groups: equal values of all group-by fields (of a repeated field: the same list of values). Computer, Channel and
/// Provider_Name ignore case. No group-by: one group.
///
/// Chains: a firing counts at every moment at which its condition had just been met (an episode may be long, and what follows it
/// may happen before it ends), and as one, however many such moments a window holds.
///
/// Pure: same input, same output.
void correlate(const RuleSet& rules, ScanResult& scan);

}  // namespace doctor
