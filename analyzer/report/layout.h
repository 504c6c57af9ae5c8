#pragma once
#include <string>
#include <vector>

#include "report/report.h"

namespace doctor {

/// How the diagnoses of a report are spread over its text: what gets a section of its own, and what only a line.
/// Lifetime: points into the Assessment it was made of.
struct Layout {
  /// One diagnosis in full, and the same diagnosis on other computers.
  struct Section {
    const Diagnosis* main = nullptr;
    std::vector<const Diagnosis*> same;
  };
  /// A possible diagnosis that a better one on the same computer names as its rival.
  struct AlsoPossible {
    const Diagnosis* diagnosis = nullptr;
    std::size_t better = 0;  ///< index into sections
    std::vector<std::string> computers;
  };

  std::vector<Section> sections;
  std::vector<AlsoPossible> also_possible;
  std::vector<const Diagnosis*> ruled_out;
};

/// Keeps the order of the assessment (best first). With `all`, every computer gets its own section.
Layout lay_out(const Assessment& assessment, bool all);

/// Different diagnoses among the sections, however many computers have them.
std::size_t distinct_diagnoses(const Layout& layout);

}  // namespace doctor
