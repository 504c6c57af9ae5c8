#include "app/documents.h"

#include <fmt/format.h>

#include "app/output.h"
#include "base/text.h"
#include "engine/load.h"
#include "platform/file.h"

namespace doctor {

namespace {

std::string_view severity_word(Severity s) {
  switch (s) {
    case Severity::note:
      return "note";
    case Severity::warning:
      return "warning";
    case Severity::error:
      return "error";
  }
  return "error";
}

void show(const Diagnostic& d, const DataStore& store) {
  std::string line;
  const auto& documents = store.documents();
  if (d.where.line != 0 && d.where.source < documents.size()) {
    line = fmt::format("{}:{}:{}: ", printable(documents[d.where.source].name), d.where.line, d.where.column);
  }
  line += fmt::format("{}: {} [{}]\n", severity_word(d.severity), printable(d.message), d.code);
  if (!d.help.empty()) line += fmt::format("  help: {}\n", printable(d.help));
  put_error_text(line);
}

}  // namespace

void say_problems(const Diagnostics& problems, const DataStore& store) {
  for (const Diagnostic& problem : problems.kept()) show(problem, store);
  for (const auto& [code, count] : problems.totals()) {
    if (count > Diagnostics::kKeptPerCode) {
      put_error(fmt::format("{} more problems of the kind {}", count - Diagnostics::kKeptPerCode, code));
    }
  }
}

Documents load_documents(const Options& options, ReadDocuments read) {
  Documents d;
  if (options.builtin_rules) d.store = DataStore::built_in();
  for (const std::string& folder : options.rules) {
    const auto added = d.store.add_folder(path_from_text(folder), d.problems);
    if (!added) {
      put_error(added.error().what);
      d.code = ExitCode::usage;
    }
  }
  d.knowledge = KnowledgeBase::load(d.store, d.problems, read);
  LoadedRules loaded = load_rules(d.store, d.problems);
  d.rules = loaded.rules;
  d.refused = loaded.refused;
  d.diagnoses = DiagnosisSet::load(d.store, d.rules, d.problems);
  say_problems(d.problems, d.store);
  if (d.problems.count(Severity::error) > 0) d.code = ExitCode::usage;
  return d;
}

}  // namespace doctor
