#pragma once
#include <span>
#include <string>

#include "diagnose/diagnosis.h"

namespace doctor {

/// One piece of evidence on the scales.
struct Grain {
  Strength strength = Strength::weak;
  std::string group;
};

/// What the evidence comes to.
struct Judgement {
  Verdict verdict = Verdict::ruled_out;
  int score = 0;  ///< orders what has the same verdict
};

inline constexpr int kLikely = 4;             ///< a score from which a diagnosis is likely, given two groups
inline constexpr int kPossible = 1;           ///< and possible
inline constexpr unsigned kLikelyGroups = 2;  ///< one observation, however strong, is at most possible

/// The verdict, given that the required evidence is there (docs/diagnoses.md has the table). Only the strongest grain of each group
/// counts, on its side. Decisive for: confirmed, whatever speaks against it (which stays visible). Decisive against: ruled out. Else
/// the sum of what is for it minus what is against it; nothing left is ruled out.
Judgement weigh(std::span<const Grain> in_favour, std::span<const Grain> against);

}  // namespace doctor
