#pragma once
#include <span>
#include <vector>

#include "diagnose/candidate.h"

namespace doctor {

/// Keeps the account of a run: every finding goes to exactly one diagnosis, false alarm or unexplained entry, or is context.
class Ledger {
 public:
  Ledger(const ScanResult& scan, const RuleSet& rules);

  bool open(std::uint32_t finding) const { return !taken_[finding]; }
  /// Marks those of `list` that are open and returns them.
  FindingList take(const FindingList& list);
  /// Those of `list` that are open.
  FindingList still_open(const FindingList& list) const;

 private:
  std::vector<bool> taken_;  ///< by finding; context counts as taken from the start
};

/// Rules of this tag are there to be asked about ("service running", "handshake completed"): nobody has to explain them.
inline constexpr std::string_view kContextTag = "doctor.context";

/// Gives a diagnosis what it explains and is still open. Signals of its own evidence at every verdict; what follows from it (service
/// failures, say) only if it is likely or confirmed, and at the same time.
void explain(const Scene& scene, Candidate& candidate, Ledger& ledger);

/// Judges one false-alarm document on one computer, takes what it accounts for and returns that, sorted. `others`: all documents, for what else holds of a
/// symptom. `raised` must be empty for documents of class scanner: they come before diagnoses.
FindingList classify(const FalseAlarmRule& rule, const Scene& scene, std::span<const Candidate> raised,
                     const std::vector<FalseAlarmRule>& others, Ledger& ledger, std::vector<FalseAlarm>& out);

/// What is still open, by signal, with the note a false-alarm document has for it.
void leave_unexplained(const Scene& scene, const std::vector<FalseAlarmRule>& rules, Ledger& ledger,
                       std::vector<Unexplained>& out);

}  // namespace doctor
