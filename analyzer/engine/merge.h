#pragma once
#include "engine/scan.h"

namespace doctor {

/// What scan() does with the findings once all sources are read; the result does not depend on the order in which they came.
/// One after the other, in this order:

/// Set in Finding::source of what this run read, if there are findings of earlier runs, until finish_sources(): so that an event that is
/// read again in the same log counts once.
inline constexpr std::uint32_t kReadNow = 0x8000'0000;

/// Gives computers that differ only in case one spelling, in findings and in scan.extents.
void unify_computers(ScanResult& scan);

/// Sorts the findings by the total order that ScanResult documents.
void sort_findings(ScanResult& scan);

/// Drops the findings of events that an earlier input (or an earlier run) has too, and counts those events in InputResult::duplicates.
/// Requires sorted findings.
void drop_duplicates(ScanResult& scan);

/// Takes kReadNow out of the findings.
void finish_sources(ScanResult& scan);

}  // namespace doctor
