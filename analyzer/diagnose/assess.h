#pragma once
#include <memory>
#include <string_view>
#include <vector>

#include "data/store.h"
#include "diagnose/diagnosis.h"

namespace doctor {

/// All diagnosis and false-alarm documents of a run. Immutable, cheap to copy.
class DiagnosisSet {
 public:
  DiagnosisSet();  ///< empty

  /// Reads the documents of the store. An unsound one (unknown key, unknown signal) is refused with its place; the others go on.
  /// Of two with the same id the later one wins, with a note.
  static DiagnosisSet load(const DataStore& data, const RuleSet& rules, Diagnostics& problems);

  /// Id, title, severity, cause and needs of the diagnoses, and nothing else: for whoever only looks for words in them, or has nothing to
  /// judge. Nothing is checked.
  static DiagnosisSet headings(const DataStore& data);

  const std::vector<DiagnosisRule>& diagnoses() const;  ///< by id
  const std::vector<FalseAlarmRule>& false_alarms()
      const;  ///< scanner first, then symptom, transient, by_design, benign; by id
  const DiagnosisRule* find(
      std::string_view id) const;  ///< null if there is none; lives as long as any copy of the set

 private:
  struct Documents;
  std::shared_ptr<const Documents> documents_;
};

/// Pure: same scan, same answer. Works per computer, in this order: noise is taken out; diagnoses are weighed; misleading warnings
/// are classified; the rest is unexplained. `rules` must be the set the scan was made with.
Assessment assess(const ScanResult& scan, const RuleSet& rules, const DiagnosisSet& documents,
                  const AssessOptions& options);

}  // namespace doctor
