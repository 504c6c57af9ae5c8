#pragma once
#include <cstdint>
#include <string>

#include "base/json.h"
#include "diagnose/changes.h"
#include "diagnose/diagnosis.h"
#include "engine/rule.h"
#include "knowledge/knowledge_base.h"

namespace doctor {

/// What puts the referenced events into words. Lifetime: refers to both.
struct EventWords {
  const RuleSet& rules;
  const KnowledgeBase& knowledge;
};

/// One object of "diagnoses". `change`: null without a state; `words`: null for references without a text.
void write_diagnosis(JsonWriter& j, const Diagnosis& d, const ScanResult& scan, const Change* change,
                     const EventWords* words = nullptr);

/// "computers": an array of one, or of none if no event named one.
void computers(JsonWriter& j, const std::string& computer);

/// 16 digits, as all fingerprints are written.
std::string hex16(std::uint64_t value);

}  // namespace doctor
