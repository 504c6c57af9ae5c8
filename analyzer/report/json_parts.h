#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/json.h"
#include "diagnose/diagnosis.h"
#include "event/source.h"

namespace doctor {

// What several JSON outputs have in common: docs/report.md describes it once.

void text_or_null(JsonWriter& j, std::string_view key, std::string_view value);  ///< null if empty
void time_or_null(JsonWriter& j, std::string_view key, FileTime time);           ///< null if unknown
void strings(JsonWriter& j, std::string_view key, const std::vector<std::string>& list);

void write_coverage(JsonWriter& j, const Coverage& coverage);  ///< "coverage": {...}
void write_damage(JsonWriter& j, const Diagnostics& damage);   ///< "damage": [...], "damage_counts": {...}
std::string_view severity_text(Severity severity);

/// What some extents cover together. Names in order of appearance; those that differ only in case are one.
struct Reach {
  std::vector<std::string> channels, computers;
  FileTime first, last;  ///< 0 if unknown
};
Reach reach_of(const Extents& extents);

/// "activity": how often, in which rhythm.
void write_rhythm(JsonWriter& j, const Rhythm& rhythm);

}  // namespace doctor
