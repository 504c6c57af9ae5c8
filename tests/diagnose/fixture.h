#pragma once
#include <string>
#include <string_view>

#include "diagnose/assess.h"
#include "diagnose/documents.h"
#include "diagnose/evidence.h"
#include "diagnose/story.h"
#include "engine/load.h"

namespace doctor::test {

/// What is compiled in, loaded once for all tests.
const DataStore& shipped_documents();
const RuleSet& shipped_rules();
const DiagnosisSet& shipped_diagnoses();

/// A rule set of a few signals for tests of the machinery: alpha, beta, gamma (keep: N, Text, TlsState; channel System), noted (context,
/// channel Lync Server), changed (context, change), failing (impact), the correlation pair (alpha and beta within 5m) and many (5 alphas within 10m).
const RuleSet& small_rules();

/// Reads documents given as texts against small_rules(); `problems` must stay empty unless it is given.
DiagnosisSet small_set(std::initializer_list<std::string_view> texts, Diagnostics* problems = nullptr);

inline constexpr Ticks minutes(std::uint64_t n) {
  return Ticks{n * 60 * kTicksPerSecond};
}
inline constexpr Ticks seconds(std::uint64_t n) {
  return Ticks{n * kTicksPerSecond};
}

/// "likely", "ruled_out", ... or "none" if it was not raised.
std::string verdict_of(const Assessment& assessment, std::string_view id);
const Diagnosis* diagnosis_of(const Assessment& assessment, std::string_view id);
const FalseAlarm* false_alarm_of(const Assessment& assessment, std::string_view signal);

/// The sum of everything that is accounted for, and the number of findings that have to be.
std::uint64_t accounted(const Assessment& assessment);
std::uint64_t to_account(const ScanResult& scan, const RuleSet& rules);

/// All messages, one a line: "line:column code: message (help)".
std::string lines(const Diagnostics& problems);

}  // namespace doctor::test
