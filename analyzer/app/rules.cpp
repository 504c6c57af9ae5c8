#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "app/commands.h"
#include "app/documents.h"
#include "app/output.h"
#include "base/json.h"
#include "base/text.h"
#include "diagnose/documents.h"
#include "diagnose/examples.h"
#include "engine/examples.h"
#include "report/json_parts.h"

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
  std::string uuid = {}, status = {}, type = {};
  std::vector<std::pair<std::string, std::string>> logsource = {}, custom = {};
  std::vector<std::string> tags = {}, fields = {}, rules = {}, filters = {};
  Location defined_at = {};
};

std::vector<Row> rows_of(const Documents& documents) {
  const auto origin = [&](const Location& where) {
    const auto& all = documents.store.documents();
    return where.source < all.size() ? all[where.source].name : std::string();
  };
  std::vector<Row> rows;
  const RuleSet& rules = documents.rules;
  for (std::uint32_t i = 0; i < rules.rules().size(); ++i) {
    const Rule& r = rules.rules()[i];
    Row& row =
        rows.emplace_back(Row{"signal", r.id, std::string(weight_name(r.weight)), origin(r.defined_at), r.title});
    row.uuid = r.uuid;
    row.status = r.status;
    row.logsource = r.logsource;
    row.custom = r.custom;
    row.tags = r.tags;
    row.fields = r.keep;
    for (const std::uint32_t f : rules.filters_of(i)) row.filters.push_back(rules.filters()[f].id);
    row.defined_at = r.defined_at;
  }
  for (const Correlation& c : rules.correlations()) {
    Row& row =
        rows.emplace_back(Row{"correlation", c.id, std::string(weight_name(c.weight)), origin(c.defined_at), c.title});
    row.uuid = c.uuid;
    row.type = correlation_type_name(c.type);
    row.tags = c.tags;
    row.rules = c.rules;
    row.defined_at = c.defined_at;
  }
  for (const Filter& f : rules.filters()) {
    Row& row = rows.emplace_back(Row{"filter", f.id, "", origin(f.defined_at), f.title});
    row.uuid = f.uuid;
    row.logsource = f.logsource;
    row.rules = f.rules;
    row.defined_at = f.defined_at;
  }
  for (const DiagnosisRule& d : documents.diagnoses.diagnoses()) {
    rows.push_back({"diagnosis", d.id, d.severity, origin(d.defined_at), d.title});
    rows.back().defined_at = d.defined_at;
  }
  for (const FalseAlarmRule& f : documents.diagnoses.false_alarms()) {
    rows.push_back({"false alarm", f.id, f.kind, origin(f.defined_at), f.reason});
    rows.back().defined_at = f.defined_at;
  }
  std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.kind < b.kind; });
  return rows;
}

void write_pairs(JsonWriter& w, std::string_view key, const std::vector<std::pair<std::string, std::string>>& pairs) {
  std::map<std::string_view, std::string_view> distinct(pairs.begin(), pairs.end());  // of an object
  w.key(key).begin_object();
  for (const auto& [name, value] : distinct) w.field(name, value);
  w.end_object();
}

std::string as_json(const std::vector<Row>& rows) {
  std::string out;
  JsonWriter w(out);
  w.begin_array();
  for (const Row& r : rows) {
    w.begin_object().field("kind", r.kind).field("id", r.id).field("level", r.level);
    w.field("document", r.origin).field("line", std::uint64_t{r.defined_at.line}).field("title", r.title);
    if (!r.uuid.empty()) w.field("uuid", r.uuid);
    if (!r.status.empty()) w.field("status", r.status);
    if (!r.type.empty()) w.field("type", r.type);
    if (!r.logsource.empty()) write_pairs(w, "logsource", r.logsource);
    if (!r.tags.empty()) strings(w, "tags", r.tags);
    if (!r.fields.empty()) strings(w, "fields", r.fields);
    if (!r.rules.empty()) strings(w, "rules", r.rules);
    if (!r.filters.empty()) strings(w, "filters", r.filters);
    if (!r.custom.empty()) write_pairs(w, "custom", r.custom);
    w.end_object();
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

ExitCode run_rules_show(const Options& options) {
  const Documents documents = load_documents(options, ReadDocuments::now);
  const std::vector<Row> rows = rows_of(documents);
  const auto row = std::find_if(rows.begin(), rows.end(), [&](const Row& r) {
    return r.id == options.query || (!r.uuid.empty() && equals_ignore_case(r.uuid, options.query));
  });
  if (row == rows.end()) {
    std::vector<std::string_view> names;
    for (const Row& r : rows) names.push_back(r.id);
    const std::string help = did_you_mean(options.query, names);
    put_error(fmt::format("no document is called '{}'{}{}", printable(options.query), help.empty() ? "" : "; ", help));
    return ExitCode::usage;
  }
  const Document& document = documents.store.documents()[row->defined_at.source];
  std::string out = fmt::format("# {} {}, from {}\n", row->kind, printable(row->id), printable(document.name));
  for (const std::string_view line : split(document.text, '\n')) out += printable(line) + "\n";
  if (document.text.ends_with('\n')) out.pop_back();
  return worse(documents.code, put_result(options, out));
}

}  // namespace doctor
