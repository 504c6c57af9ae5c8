#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/json.h"
#include "engine/scan.h"
#include "report/page.h"
#include "report/report.h"

namespace doctor {

/// "12" or "2.5": as short as it can be told.
std::string measure_text(double number);

/// What a firing was judged on, by the type of its correlation: "12 events", "3 different values", "sum 1,200".
std::string firing_measure(const Firing& firing, const Correlation& correlation);

/// "Computer = FE01.contoso.local, Peer = 10.0.0.1": what the parts of a firing have in common; empty without group-by.
std::string firing_group(const Firing& firing, const Correlation& correlation, const ScanResult& scan);

/// A section with the user's correlations that fired. Built-in ones speak through diagnoses.
void write_firings(const Report& report, const RuleSet& rules, const TextStyle& style, Page& page);

/// "correlations": [...]: the same; with `all`, built-in ones, too.
void write_firings(JsonWriter& j, const ScanResult& scan, const RuleSet& rules, bool all);

}  // namespace doctor
