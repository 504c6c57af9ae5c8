#pragma once
#include <cstdint>
#include <string>

#include "base/json.h"
#include "diagnose/changes.h"
#include "diagnose/diagnosis.h"

namespace doctor {

/// One object of "diagnoses". `change`: null without a state.
void write_diagnosis(JsonWriter& j, const Diagnosis& d, const ScanResult& scan, const Change* change);

/// "computers": an array of one, or of none if no event named one.
void computers(JsonWriter& j, const std::string& computer);

/// 16 digits, as all fingerprints are written.
std::string hex16(std::uint64_t value);

}  // namespace doctor
