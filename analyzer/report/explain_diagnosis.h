#pragma once
#include <string>
#include <vector>

#include "base/json.h"
#include "diagnose/documents.h"
#include "report/explain.h"

namespace doctor {

/// A diagnosis document as people read it: cause, which logs show it, what speaks for and against it, what tells it from its rivals, what to
/// do. Ends in a newline.
std::string explain_diagnosis_text(const DiagnosisRule& rule, const ExplainStyle& style);

/// Ids and titles, for "other diagnoses that may fit". Ends in a newline; empty for none.
std::string diagnosis_list_text(const std::vector<const DiagnosisRule*>& rules, const ExplainStyle& style);

/// One object for explain's JSON.
void explain_diagnosis_json(const DiagnosisRule& rule, JsonWriter& w);

}  // namespace doctor
