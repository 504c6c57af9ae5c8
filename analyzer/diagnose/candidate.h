#pragma once
#include <optional>
#include <span>

#include "diagnose/evidence.h"

namespace doctor {

/// A diagnosis that was raised on a computer, before rivals and accounting.
struct Candidate {
  const DiagnosisRule* rule = nullptr;
  Diagnosis diagnosis;
};

/// Weighs one document against one computer. Nothing if what it requires was not seen. `raised`: what was weighed before, for
/// `yields_to`.
std::optional<Candidate> consider(const DiagnosisRule& rule, const Scene& scene, std::span<const Candidate> raised);

/// True if the two stretches of time overlap or are no further apart than kSameTrouble.
bool same_time(FileTime first, FileTime last, FileTime other_first, FileTime other_last);

/// By verdict, severity, score, first, id, computer: the order of a report.
bool before(const Diagnosis& a, const Diagnosis& b);

/// Fills in rivals and next checks of all candidates of one computer, which must be sorted by before().
void compare_rivals(std::span<Candidate> candidates);

}  // namespace doctor
