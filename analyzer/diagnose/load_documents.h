#pragma once
#include <optional>

#include "diagnose/load_parts.h"

namespace doctor {

/// Each reads one document below its top-level key; nothing if there was any error. Names of other diagnoses are not checked here: they
/// may stand in a later file.
std::optional<DiagnosisRule> read_diagnosis(const Yaml& document, PartsReader& parts);
std::optional<FalseAlarmRule> read_false_alarm(const Yaml& document, PartsReader& parts);

/// Id, title, severity, cause and needs of a diagnosis (what stands below its top-level key), and nothing else. Nothing is checked.
DiagnosisRule read_heading(const Yaml& body);

}  // namespace doctor
