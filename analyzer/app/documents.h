#pragma once
#include <cstdint>

#include "app/exit_code.h"
#include "app/options.h"
#include "base/diagnostic.h"
#include "data/store.h"
#include "diagnose/assess.h"
#include "engine/rule.h"
#include "knowledge/knowledge_base.h"

namespace doctor {

/// All documents of a run, loaded: compiled-in ones, then those of --rules.
struct Documents {
  DataStore store;
  KnowledgeBase knowledge;
  RuleSet rules;
  DiagnosisSet diagnoses;
  std::uint64_t refused = 0;
  Diagnostics problems;               ///< Location::source is an index into store.documents()
  ExitCode code = ExitCode::nothing;  ///< usage if a folder is missing or a document was refused
};

/// Says each problem on standard error: "path:line:column: error: message [code]".
void say_problems(const Diagnostics& problems, const DataStore& store);

/// Loads them (built-in knowledge when it is first asked for, unless `read` says now) and says every problem on standard error.
Documents load_documents(const Options& options, ReadDocuments read = ReadDocuments::when_needed);

/// Rules and diagnoses of the compiled-in documents alone: for a look-up that turns out to need them. Nothing is said: the tests prove
/// them sound.
void load_built_in_rules(Documents& documents);

/// What a run needs that has nothing to read: what the diagnoses would have wanted. Only for a run without --rules.
Documents load_headings(const Options& options);

/// The knowledge base alone; rules and diagnoses stay empty. Only for a run without --rules, whose documents must be judged.
Documents load_knowledge(const Options& options);

}  // namespace doctor
