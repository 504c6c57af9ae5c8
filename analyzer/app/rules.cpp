#include <fmt/format.h>

#include <algorithm>

#include "app/commands.h"
#include "app/documents.h"
#include "app/output.h"
#include "base/json.h"
#include "base/text.h"
#include "diagnose/documents.h"
#include "diagnose/examples.h"
#include "engine/examples.h"

namespace doctor {

namespace {

struct Tally {
  std::uint64_t documents = 0, passed = 0, failed = 0;
};

void count(const std::vector<ExampleResult>& results, Tally& tally, std::string& out) {
  for (const ExampleResult& r : results) {
    ++tally.documents;
    tally.passed += r.passed;
    tally.failed += r.failures.size();
    for (const std::string& failure : r.failures) out += fmt::format("{}: {}\n", printable(r.rule), printable(failure));
  }
}

struct Row {
  std::string kind, id, level, origin, title;
};

std::vector<Row> rows_of(const Documents& documents) {
  const auto origin = [&](const Location& where) {
    const auto& all = documents.store.documents();
    return where.source < all.size() ? all[where.source].name : std::string();
  };
  std::vector<Row> rows;
  for (const Rule& r : documents.rules.rules()) {
    rows.push_back({"signal", r.id, std::string(weight_name(r.weight)), origin(r.defined_at), r.title});
  }
  for (const Correlation& c : documents.rules.correlations()) {
    rows.push_back({"correlation", c.id, std::string(weight_name(c.weight)), origin(c.defined_at), c.title});
  }
  for (const DiagnosisRule& d : documents.diagnoses.diagnoses()) {
    rows.push_back({"diagnosis", d.id, d.severity, origin(d.defined_at), d.title});
  }
  for (const FalseAlarmRule& f : documents.diagnoses.false_alarms()) {
    rows.push_back({"false alarm", f.id, f.kind, origin(f.defined_at), f.reason});
  }
  std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.kind < b.kind; });
  return rows;
}

std::string as_json(const std::vector<Row>& rows) {
  std::string out;
  JsonWriter w(out);
  w.begin_array();
  for (const Row& r : rows) {
    w.begin_object().field("kind", r.kind).field("id", r.id).field("level", r.level);
    w.field("document", r.origin).field("title", r.title).end_object();
  }
  w.end_array();
  return out + "\n";
}

}  // namespace

ExitCode run_rules_check(const Options& options) {
  const Documents documents = load_documents(options, ReadDocuments::now);
  Diagnostics problems;
  Tally tally;
  std::string out;
  count(run_examples(documents.store, documents.rules, documents.knowledge, problems), tally, out);
  count(run_diagnosis_examples(documents.store, documents.rules, documents.diagnoses, problems), tally, out);
  say_problems(problems, documents.store);
  out += fmt::format("{} documents, {} examples passed, {} failed, {} documents refused\n", tally.documents,
                     tally.passed, tally.failed, documents.refused);
  ExitCode code = documents.code;
  if (tally.failed > 0 || problems.count(Severity::error) > 0) code = worse(code, ExitCode::usage);
  return worse(code, put_result(options, out));
}

ExitCode run_rules_list(const Options& options) {
  const Documents documents = load_documents(options);
  const std::vector<Row> rows = rows_of(documents);
  std::string out;
  if (options.format == Format::json) {
    out = as_json(rows);
  } else {
    for (const Row& r : rows) {
      out += fmt::format("{:<12} {:<36} {:<9} {}\n", r.kind, printable(r.id), printable(r.level), printable(r.title));
    }
  }
  return worse(documents.code, put_result(options, out));
}

}  // namespace doctor
