#pragma once
#include <string>

#include "report/report.h"

namespace doctor {

/// The report as one HTML file that asks nothing of anybody: style and script lie in it, pictures are drawn in it, and its content security
/// policy forbids the rest. Complete without script; with it tables can be sorted and filtered, commands copied, steps ticked off. Shows
/// what to_json() shows, with the same counts. What is too much to be listed is summed up, and it is said what was.
/// Of the style only the times and `all` count (with it also what is ruled out, and built-in correlations that fired). Depends on nothing
/// but its arguments. docs/html.md describes it.
std::string to_html(const Report& report, const RuleSet& rules, const TextStyle& style);

}  // namespace doctor
