#pragma once
#include <string>

#include "report/report.h"

namespace doctor {

/// "854 events, in 202 groups; in 3 of 5 hours, most in that of 2015-06-01 08:00:00Z (372)", "12 events, one every 5 min"; empty for a single event.
std::string rhythm_text(const Rhythm& rhythm, const TextStyle& style);

/// The same without the number of events: "in 202 groups; in 3 of 5 hours, ..."; empty if there is no more to say.
std::string pattern_text(const Rhythm& rhythm, const TextStyle& style);

/// Only what repeats: "one every 5 min", "in 202 groups", "close together"; empty if nothing does.
std::string interval_text(const Rhythm& rhythm);

/// What came before: "4 min 12 s after: Windows was started"; empty if nothing did. `first`: the first trouble.
std::string changes_text(const Activity& activity, FileTime first);

/// What failed with it: "a service failed to start (RTCSRV), 30 min after the first event"; says so if nothing did, and is empty if the
/// logs cannot tell.
std::string impact_text(const Activity& activity, FileTime first);

}  // namespace doctor
