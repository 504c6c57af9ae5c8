#pragma once
#include "report/layout.h"
#include "report/page.h"
#include "report/report.h"
#include "report/time_axis.h"

namespace doctor {

/// The parts of to_text(), in the order in which they are printed. Each writes its heading too, and nothing at all if it has
/// nothing to say.

void write_diagnoses(const Report& report, const RuleSet& rules, const Layout& layout, const TextStyle& style,
                     Page& page);
void write_also_possible(const Layout& layout, Page& page);
void write_ruled_out(const Layout& layout, Page& page);

void write_false_alarms(const Assessment& assessment, const TextStyle& style, Page& page);
void write_unexplained(const Report& report, const RuleSet& rules, const EventTimes& times, const TextStyle& style,
                       Page& page);
void write_not_assessable(const Assessment& assessment, const TextStyle& style, Page& page);
void write_assumptions(const Assessment& assessment, const TextStyle& style, Page& page);

/// "3 damaged places, 1,234 bytes lost"
std::string damage_extent(const Diagnostics& damage);
/// The first places (with style.all, all that were kept), and how many there are of each kind if that is not all.
void write_damage_places(const Diagnostics& damage, const TextStyle& style, Page& page);
/// A table of the inputs that could be read.
void write_inputs(const ScanResult& scan, const TextStyle& style, Page& page);
void write_damaged_inputs(const ScanResult& scan, const TextStyle& style, Page& page);
void write_rule_problems(const Report& report, const TextStyle& style, Page& page);

}  // namespace doctor
