#pragma once
#include <functional>
#include <string>

#include "report/report.h"

namespace doctor {

struct HtmlStyle {
  bool utc = false;                                 ///< else local time with offset
  bool all = false;                                 ///< also what is ruled out, and built-in correlations that fired
  std::function<std::string(FileTime)> local_time;  ///< as TextStyle::local_time
};

/// The report as one HTML file that asks nothing of anybody: style and script lie in it, pictures are drawn in it, and its content security
/// policy forbids the rest. Complete without script; with it tables can be sorted and filtered, commands copied, steps ticked off. Shows
/// what to_json() shows, with the same counts. What is too much to be listed is summed up, and it is said what was.
/// Depends on nothing but its arguments. docs/html.md describes it.
std::string to_html(const Report& report, const RuleSet& rules, const HtmlStyle& style);

}  // namespace doctor
