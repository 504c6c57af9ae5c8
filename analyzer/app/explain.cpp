#include <algorithm>

#include "app/commands.h"
#include "app/documents.h"
#include "app/output.h"
#include "base/text.h"
#include "knowledge/words.h"
#include "platform/console.h"
#include "report/explain.h"
#include "report/explain_diagnosis.h"

namespace doctor {

namespace {

constexpr std::size_t kMostDiagnoses = 3;
constexpr std::uint32_t kFits = 500;  // WordIndex: about half of the query's weight stands in the title

// Diagnoses whose title or cause speaks of the query. Numbers and codes are the knowledge base's business.
std::vector<const DiagnosisRule*> fitting(const DiagnosisSet& set, std::string_view query) {
  WordIndex index;
  for (const DiagnosisRule& r : set.diagnoses()) {
    const WordIndex::Part parts[] = {{r.id, 4}, {r.title, 4}, {r.cause, 1}};
    index.add(parts);
  }
  std::vector<const DiagnosisRule*> out;
  for (const WordIndex::Match& m : index.search(query, kMostDiagnoses)) {
    if (m.score >= kFits) out.push_back(&set.diagnoses()[m.document]);
  }
  return out;
}

bool only_guesses(const std::vector<Hit>& hits) {
  return std::all_of(hits.begin(), hits.end(), [](const Hit& h) { return h.fit == HitFit::words; });
}

// "pki-md5-chain": one word with a hyphen that is no number.
bool may_name_diagnosis(std::string_view query) {
  return query.find('-') != std::string_view::npos && query.find_first_of(" \t\n/=") == std::string_view::npos &&
         query.front() != '-';
}

}  // namespace

ExitCode run_explain(const Options& options) {
  const std::string query(trim(options.query));
  // Reading rules and diagnoses takes longer than all the rest, and most look-ups do not need them.
  const bool all = !options.rules.empty() || !options.placeholders.empty() || may_name_diagnosis(query);
  Documents documents = all ? load_documents(options) : load_knowledge(options);
  const DiagnosisRule* named = documents.diagnoses.find(to_lower_ascii(query));
  std::vector<Hit> hits;
  if (named == nullptr) hits = look_up(documents.knowledge, query);
  if (!all && only_guesses(hits)) {
    if (options.format == Format::json) {
      load_built_in_rules(documents);
    } else {
      documents.diagnoses = DiagnosisSet::headings(documents.store);
    }
  }
  std::vector<const DiagnosisRule*> diagnoses;
  if (named != nullptr) {
    diagnoses.push_back(named);
  } else if (only_guesses(hits)) {
    diagnoses = fitting(documents.diagnoses, query);
  }

  std::string out;
  if (options.format == Format::json) {
    out = explain_json(query, hits, documents.knowledge, diagnoses);
  } else {
    const unsigned width = options.output.empty() ? std::min(terminal_width(Stream::out), 120U) : 100;
    const ExplainStyle style{width, wants_colours(options)};
    if (named != nullptr) {
      out = explain_diagnosis_text(*named, style);
    } else {
      if (!hits.empty() || diagnoses.empty()) out = explain_text(hits, documents.knowledge, style);
      const std::string list = diagnosis_list_text(diagnoses, style);
      out += (out.empty() || list.empty() ? "" : "\n") + list;
    }
  }
  const bool known = !hits.empty() || !diagnoses.empty();
  return worse(worse(documents.code, known ? ExitCode::nothing : ExitCode::not_assessable), put_result(options, out));
}

}  // namespace doctor
