// rules test: rules against logs that are known.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "app/commands.h"
#include "app/documents.h"
#include "app/inputs.h"
#include "app/output.h"
#include "app/read_files.h"
#include "base/json.h"
#include "base/text.h"
#include "engine/scan.h"
#include "platform/console.h"
#include "report/json_parts.h"

namespace doctor {

namespace {

/// How often one rule or correlation of the user matched.
struct Outcome {
  std::string kind, id, title;
  std::uint64_t matches = 0;
  FileTime first, last;
  std::map<std::string, std::uint64_t> by_path;

  void add(FileTime begin, FileTime end) {
    first = matches == 0 ? begin : std::min(first, begin);
    last = matches == 0 ? end : std::max(last, end);
    ++matches;
  }
};

std::vector<Outcome> outcomes_of(const ScanResult& scan, const RuleSet& rules) {
  std::vector<Outcome> of_rules, of_correlations, out;
  for (const Rule& r : rules.rules()) of_rules.push_back({"signal", r.id, r.title, 0, {}, {}, {}});
  for (const Correlation& c : rules.correlations())
    of_correlations.push_back({"correlation", c.id, c.title, 0, {}, {}, {}});
  for (const Finding& f : scan.findings) {
    of_rules[f.rule].add(f.time, f.time);
    ++of_rules[f.rule].by_path[scan.inputs[f.source].path];
  }
  for (const Firing& f : scan.firings) {
    if (!f.undecided) of_correlations[f.correlation].add(f.first, f.last);
  }
  for (std::size_t i = 0; i < of_rules.size(); ++i) {
    if (!rules.rules()[i].built_in) out.push_back(std::move(of_rules[i]));
  }
  for (std::size_t i = 0; i < of_correlations.size(); ++i) {
    if (!rules.correlations()[i].built_in) out.push_back(std::move(of_correlations[i]));
  }
  return out;
}

bool as_expected(const Outcome& outcome, const Options& options) {
  return options.expected ? outcome.matches == *options.expected : outcome.matches > 0;
}

std::string as_text(const std::vector<Outcome>& outcomes, const Options& options) {
  std::string out;
  std::size_t bad = 0;
  for (const Outcome& o : outcomes) {
    const bool good = as_expected(o, options);
    bad += good ? 0 : 1;
    out += fmt::format("{:<5} {:>7} x {:<11} {}{}{}\n", good ? "ok" : "FAIL", o.matches, o.kind, printable(o.id),
                       o.title.empty() || o.title == o.id ? "" : ": ", o.title == o.id ? "" : printable(o.title));
  }
  return out + fmt::format("{} rules and correlations, {} not as expected\n", outcomes.size(), bad);
}

std::string as_json(const std::vector<Outcome>& outcomes, const Options& options) {
  std::string out;
  JsonWriter j(out);
  j.begin_array();
  for (const Outcome& o : outcomes) {
    j.begin_object().field("kind", o.kind).field("id", o.id).field("title", o.title).field("matches", o.matches);
    j.flag("as_expected", as_expected(o, options));
    time_or_null(j, "first", o.first);
    time_or_null(j, "last", o.last);
    j.key("by_path").begin_object();
    for (const auto& [path, n] : o.by_path) j.field(path, n);
    j.end_object().end_object();
  }
  j.end_array();
  return out + "\n";
}

}  // namespace

ExitCode run_rules_test(const Options& options) {
  const Documents documents = load_documents(options, ReadDocuments::now);
  const Inputs inputs = begin_reading(options);
  if (const auto code = refuse_overwriting(inputs, options)) return *code;
  ScanOptions how;
  how.threads = options.threads;
  how.progress = [](std::uint64_t) { return !interrupt_requested(); };
  const ScanResult result = scan(inputs.sources, documents.rules, documents.knowledge, how);
  if (result.interrupted) {
    put_error("interrupted: no result");
    return ExitCode::interrupted;
  }
  const std::vector<Outcome> outcomes = outcomes_of(result, documents.rules);
  const bool good =
      std::all_of(outcomes.begin(), outcomes.end(), [&](const Outcome& o) { return as_expected(o, options); });
  ExitCode code = good ? ExitCode::nothing : ExitCode::found;
  if (!inputs.failures.empty() || inputs.sources.empty()) code = worse(code, ExitCode::input);
  if (outcomes.empty()) {
    put_error("there is no rule or correlation to be tested");
    code = worse(code, ExitCode::usage);
  }
  const bool json = options.format == Format::json;
  const ExitCode written = put_result(options, json ? as_json(outcomes, options) : as_text(outcomes, options));
  return worse(worse(documents.code, code), written);
}

}  // namespace doctor
