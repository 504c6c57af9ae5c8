#pragma once
#include <string>

#include "report/report.h"

namespace doctor {

/// The events that matter as a table, by time: one line per finding that the report counts (totals.findings of the JSON), with what became of
/// such events. UTF-8 with a byte order mark and CRLF, as spreadsheet programs expect it; RFC 4180; no cell is a formula. Columns:
/// docs/report.md. Times are UTC in a form that spreadsheet programs know as a time; empty if the input has none.
std::string to_timeline_csv(const Report& report, const RuleSet& rules);

}  // namespace doctor
