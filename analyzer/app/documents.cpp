#include "app/documents.h"

#include <fmt/format.h>

#include "app/output.h"
#include "engine/load.h"
#include "platform/file.h"

namespace doctor {

void say_problems(const Diagnostics& problems, const DataStore& store) {
  for (const Diagnostic& problem : problems.kept()) put_error_text(store.describe(problem));
  for (const auto& [code, count] : problems.totals()) {
    if (count > Diagnostics::kKeptPerCode) {
      put_error(fmt::format("{} more problems of the kind {}", count - Diagnostics::kKeptPerCode, code));
    }
  }
}

namespace {

// What judges, from the store; returns how many documents were refused.
std::uint64_t read_rules(Documents& d, Diagnostics& problems) {
  LoadedRules loaded = load_rules(d.store, problems);
  d.rules = std::move(loaded.rules);
  d.diagnoses = DiagnosisSet::load(d.store, d.rules, problems);
  return loaded.refused;
}

}  // namespace

Documents load_documents(const Options& options, ReadDocuments read) {
  Documents d;
  d.store = DataStore::built_in(options.builtin_rules);
  for (const std::string& folder : options.rules) {
    const auto added = d.store.add_folder(path_from_text(folder), d.problems);
    if (!added) {
      put_error(added.error().what);
      d.code = ExitCode::usage;
    }
  }
  if (!options.placeholders.empty()) {
    const auto added = d.store.add_placeholders(path_from_text(options.placeholders));
    if (!added) {
      put_error(added.error().what);
      d.code = ExitCode::usage;
    }
  }
  d.knowledge = KnowledgeBase::load(d.store, d.problems, read);
  d.refused = read_rules(d, d.problems);
  say_problems(d.problems, d.store);
  if (d.problems.count(Severity::error) > 0) d.code = ExitCode::usage;
  return d;
}

Documents load_knowledge(const Options& options) {
  Documents d;
  d.store = DataStore::built_in(options.builtin_rules);
  d.knowledge = KnowledgeBase::load(d.store, d.problems, ReadDocuments::when_needed);
  return d;
}

Documents load_headings(const Options& options) {
  Documents d = load_knowledge(options);
  d.diagnoses = DiagnosisSet::headings(d.store);
  return d;
}

void load_built_in_rules(Documents& documents) {
  Diagnostics unseen;
  read_rules(documents, unseen);
}

}  // namespace doctor
