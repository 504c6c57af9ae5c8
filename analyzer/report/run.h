#pragma once
#include "base/json.h"
#include "report/page.h"
#include "report/report.h"

namespace doctor {

/// "run": {...} of the JSON report.
void write_run(JsonWriter& j, const RunReport& run);

/// "Run 12, since 2015-06-01 09:00:00Z: 1 new, 2 still open, 1 recovered", as the second line of the text, and what is to be said of logs.
void write_run_line(const RunReport& run, const TextStyle& style, Page& page);
void write_run_section(const RunReport& run, const TextStyle& style, Page& page);

/// "new", "still open": beside the state of a diagnosis. Empty if there is nothing to say.
std::string_view change_words(Change change);

}  // namespace doctor
