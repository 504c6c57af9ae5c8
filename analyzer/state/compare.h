#pragma once
#include <optional>
#include <vector>

#include "base/time.h"
#include "diagnose/changes.h"
#include "diagnose/diagnosis.h"
#include "state/run_state.h"

namespace doctor {

/// What became of the diagnoses since the run before.
struct Comparison {
  std::vector<Change> changes;           ///< of each of Assessment::diagnoses
  struct Gone {
    KnownDiagnosis about;
    bool ruled_out = false;  ///< else there is nothing of it left in what is remembered
  };
  std::vector<Gone> gone;                ///< were open, and are no longer found: told in this run only
  std::vector<KnownDiagnosis> known;     ///< what the next run is to know, by fingerprint
  std::vector<Notice> notices;           ///< what is to be told, numbered on from `last_notice`; in the order of the diagnoses, gone ones last
};

/// A diagnosis is followed from the run on in which it is at least as sure as `threshold` (none: likely), and then as long as it is at
/// least possible. It ends when its events end in recovery, when it is ruled out, or when nothing of it is left. One that began and
/// ended between two runs is told twice in one run: found, and recovered. One that comes back is new again.
Comparison compare(const std::vector<KnownDiagnosis>& before, const Assessment& assessment,
                   std::optional<Verdict> threshold, FileTime time, std::uint64_t last_notice);

}  // namespace doctor
