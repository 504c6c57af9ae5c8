#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "diagnose/diagnosis.h"
#include "engine/scan.h"

namespace doctor {

/// Everything a writer may show, and nothing else: writers take no other input, so all formats agree.
struct Report {
  std::string tool_version;
  std::uint64_t rules_fingerprint = 0;
  ScanResult scan;  ///< inputs, extents, findings (for references)
  Assessment assessment;
  std::uint64_t rules_refused = 0;     ///< documents that could not be used; each has an error in rule_problems
  Diagnostics rule_problems;           ///< of user rules, counted in the report
  std::vector<std::string> documents;  ///< names of the documents, index = Location::source of rule_problems
};

struct TextStyle {
  unsigned width = 100;  ///< columns; text is wrapped, never cut; commands are not even wrapped
  bool colours = false;
  bool utc = false;  ///< else local time with offset
  bool all =
      false;  ///< also what is ruled out, the first event references, every computer in full, lists without end, notes
  /// Prints a time in the zone of this machine, with its offset. Empty: UTC, as with `utc`.
  std::function<std::string(FileTime)> local_time;
};

/// Both return the whole text, ending in a newline, and depend on nothing but their arguments (and local_time).
/// to_text() passes all texts through printable(). to_json() writes values as they are, escaped as JSON demands: docs/report.md and
/// docs/report.schema.json say what is in it; `all` adds what is ruled out.
std::string to_text(const Report& report, const RuleSet& rules, const TextStyle& style);
std::string to_json(const Report& report, const RuleSet& rules, bool all = false);

}  // namespace doctor
