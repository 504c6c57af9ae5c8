#pragma once
#include <vector>

#include "diagnose/assess.h"
#include "engine/examples.h"

namespace doctor {

/// Runs the examples (`*.tests.yml`) that lie beside diagnosis and false-alarm documents: each tells what was seen and given, and what
/// must come of it (grammar: docs/diagnoses.md). Same bargain as run_examples(): one result for each document, a built-in document
/// without examples is a failure, and what is wrong with the examples themselves goes to `problems` with its place.
std::vector<ExampleResult> run_diagnosis_examples(const DataStore& data, const RuleSet& rules,
                                                  const DiagnosisSet& documents, Diagnostics& problems);

}  // namespace doctor
