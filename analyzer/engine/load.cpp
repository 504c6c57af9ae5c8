#include "engine/load.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "base/text.h"
#include "data/yaml.h"
#include "engine/load_correlation.h"
#include "engine/load_detection.h"
#include "engine/logsource.h"

namespace doctor {

namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

// What Rule and Correlation share. Everything else at the top of a document is kept as "custom".
struct Metadata {
  std::string id, uuid, title, description, status;
  Weight weight = Weight::info;
  std::vector<std::string> tags, falsepositives, references, fields;
  Pairs custom;
};

std::string scalar(const Yaml& root, std::string_view key, DocumentProblems& problems) {
  const Yaml* node = root.find(key);
  if (node == nullptr || node->is_null()) return {};
  if (!node->is_scalar()) problems.error(*node, "rule-bad-metadata", "'" + std::string(key) + "' must be a text");
  return node->scalar;
}

std::vector<std::string> scalars(const Yaml& root, std::string_view key, DocumentProblems& problems) {
  const Yaml* node = root.find(key);
  std::vector<std::string> out;
  if (node == nullptr || node->is_null()) return out;
  if (node->is_scalar()) return {node->scalar};
  if (node->is_map()) problems.error(*node, "rule-bad-metadata", "'" + std::string(key) + "' must be a list of texts");
  for (const Yaml& item : node->items) {
    if (!item.is_scalar()) {
      problems.error(item, "rule-bad-metadata", "'" + std::string(key) + "' must be a list of texts");
      break;
    }
    out.push_back(item.scalar);
  }
  return out;
}

// A value of any shape on one line, for people: "a, b", "key: value, key: value".
void append_line(const Yaml& node, std::string& out) {
  out += node.scalar;
  bool first = true;
  const auto separate = [&] {
    if (!first) out += ", ";
    first = false;
  };
  for (const Yaml& item : node.items) {
    separate();
    append_line(item, out);
  }
  for (const auto& [key, value] : node.members) {
    separate();
    out += key + ": ";
    append_line(value, out);
  }
}

Weight read_level(const Yaml& root, DocumentProblems& problems) {
  constexpr std::array<std::string_view, 5> levels{"informational", "low", "medium", "high", "critical"};
  const std::string level = scalar(root, "level", problems);
  if (level.empty()) return Weight::info;
  const auto it = std::find(levels.begin(), levels.end(), level);
  if (it == levels.end()) {
    problems.error(*root.find("level"), "rule-bad-metadata", "unknown level '" + printable(level) + "'",
                   "one of informational, low, medium, high, critical");
    return Weight::info;
  }
  return static_cast<Weight>(it - levels.begin());
}

Metadata read_metadata(const Yaml& root, DocumentProblems& problems) {
  Metadata m;
  m.uuid = scalar(root, "id", problems);
  m.title = scalar(root, "title", problems);
  m.id = scalar(root, "name", problems);
  if (m.id.empty()) m.id = m.uuid.empty() ? m.title : m.uuid;
  if (m.id.empty()) problems.error(root, "rule-bad-metadata", "the document has neither name, id nor title");
  m.description = scalar(root, "description", problems);
  m.status = scalar(root, "status", problems);
  m.weight = read_level(root, problems);
  m.tags = scalars(root, "tags", problems);
  m.falsepositives = scalars(root, "falsepositives", problems);
  m.references = scalars(root, "references", problems);
  m.fields = scalars(root, "fields", problems);
  if (const std::string taxonomy = scalar(root, "taxonomy", problems); !taxonomy.empty() && taxonomy != "sigma") {
    problems.error(*root.find("taxonomy"), "rule-taxonomy", "taxonomy '" + printable(taxonomy) + "' is not known here",
                   "only Sigma's own field names can be honoured");
  }
  constexpr std::array<std::string_view, 16> known{
      "id",         "title",  "name",     "description", "status",    "level",       "tags",     "falsepositives",
      "references", "fields", "taxonomy", "detection",   "logsource", "correlation", "generate", "filter"};
  for (const auto& [key, value] : root.members) {
    if (std::find(known.begin(), known.end(), key) != known.end()) continue;
    std::string line;
    append_line(value, line);
    m.custom.emplace_back(key, std::move(line));
  }
  return m;
}

Location place_of(const Yaml& node, std::uint32_t source) {
  return {source, 0, node.line, node.column};
}

// What every kind of document says of itself.
template <class T>
void describe(T& out, Metadata& m, bool built_in, Location defined_at) {
  out.id = std::move(m.id);
  out.uuid = std::move(m.uuid);
  out.title = std::move(m.title);
  out.description = std::move(m.description);
  out.built_in = built_in;
  out.defined_at = defined_at;
}

// And those that find something.
template <class T>
void describe_finder(T& out, Metadata& m, bool built_in, Location defined_at) {
  describe(out, m, built_in, defined_at);
  out.weight = m.weight;
  out.tags = std::move(m.tags);
  out.falsepositives = std::move(m.falsepositives);
  out.references = std::move(m.references);
}

// Reads the documents one by one into what RuleSet::compile takes.
class Loader {
 public:
  Loader(const DataStore& data, Diagnostics& problems)
      : data_(data),
        sources_(LogSources::load(data, problems)),
        placeholders_(Placeholders::load(data, problems)),
        problems_(problems) {}

  void load_all();

  std::vector<Rule> rules;
  std::vector<Correlation> correlations;
  std::vector<Filter> filters;
  std::uint64_t refused = 0;

 private:
  void load_file(std::uint32_t source);
  bool load_document(const Yaml& root, std::uint32_t source, bool built_in);
  static std::string misspelt_key(const Yaml& root);
  bool refuse_by_key(const Yaml& root, DocumentProblems& problems);
  bool load_rule(const Yaml& root, bool built_in, DocumentProblems& problems);
  bool load_correlation_document(const Yaml& root, bool built_in, DocumentProblems& problems);
  bool load_filter(const Yaml& root, bool built_in, DocumentProblems& problems);
  bool read_filtered_rules(const Yaml& section, Filter& filter, DocumentProblems& problems);
  std::optional<EventScope> read_logsource(const Yaml& root, Pairs& logsource, DocumentProblems& problems);

  const DataStore& data_;
  LogSources sources_;
  Placeholders placeholders_;
  Diagnostics& problems_;
};

void Loader::load_all() {
  const auto& documents = data_.documents();
  for (std::uint32_t i = 0; i < documents.size(); ++i) {
    const DocumentKind kind = document_kind(documents[i]);
    if (kind == DocumentKind::sigma) load_file(i);
    if (kind == DocumentKind::unknown) {
      ++refused;
      const std::uint64_t errors_before = problems_.count(Severity::error);
      read_yaml(documents[i], i, problems_);
      if (problems_.count(Severity::error) != errors_before) continue;
      problems_.add(
          {"rule-unknown-document",
           Severity::error,
           {i, 0, 1, 1},
           0,
           "neither a Sigma rule, a correlation, a filter, a diagnosis nor a false alarm",
           "a rule has 'detection', a correlation 'correlation', a filter 'filter', the others 'diagnosis' or "
           "'false_alarm'"});
    }
  }
}

void Loader::load_file(std::uint32_t source) {
  const Document& document = data_.documents()[source];
  const std::uint64_t errors_before = problems_.count(Severity::error);
  const std::vector<Yaml> roots = read_yaml(document, source, problems_);
  if (problems_.count(Severity::error) != errors_before) ++refused;
  for (const Yaml& root : roots) {
    if (root.is_null()) continue;  // an empty document between two "---"
    if (!load_document(root, source, document.built_in)) ++refused;
  }
}

// The sections of which a document has exactly one.
constexpr std::array<std::string_view, 3> kSections = {"detection", "correlation", "filter"};

bool Loader::refuse_by_key(const Yaml& root, DocumentProblems& problems) {
  if (const Yaml* action = root.find("action")) {
    problems.error(*action, "rule-legacy-action", "'action' documents are not part of Sigma any more",
                   "write the shared parts into each rule");
    return true;
  }
  if (const Yaml* placeholders = root.find("placeholders")) {
    problems.error(*placeholders, "rule-unknown-document", "placeholders stand between rules",
                   "give them a file of their own");
    return true;
  }
  std::vector<std::string> sections;
  for (const std::string_view key : kSections) {
    if (root.find(key) != nullptr) sections.emplace_back(key);
  }
  if (sections.size() > 1) {
    problems.error(root, "rule-unknown-document",
                   "both '" + sections[0] + "' and '" + sections[1] + "' in one document");
  } else if (sections.empty()) {
    problems.error(root, "rule-unknown-document", "neither 'detection' nor 'correlation' nor 'filter' in this document",
                   misspelt_key(root));
  }
  return !problems.ok();
}

// "line 4: 'detecton' looks like 'detection'", if a key does.
std::string Loader::misspelt_key(const Yaml& root) {
  for (std::size_t i = 0; i < root.members.size(); ++i) {
    const std::string_view meant = nearest_name(root.members[i].first, kSections);
    if (meant.empty()) continue;
    return "line " + std::to_string(root.key_places[i].first) + ": did you mean '" + std::string(meant) + "' by '" +
           printable(root.members[i].first) + "'?";
  }
  return {};
}

bool Loader::load_document(const Yaml& root, std::uint32_t source, bool built_in) {
  DocumentProblems problems(source, problems_);
  if (!root.is_map()) {
    problems.error(root, "rule-unknown-document", "a Sigma document must be a map");
    return false;
  }
  if (refuse_by_key(root, problems)) return false;
  if (root.find("detection") != nullptr) return load_rule(root, built_in, problems);
  if (root.find("filter") != nullptr) return load_filter(root, built_in, problems);
  return load_correlation_document(root, built_in, problems);
}

std::optional<EventScope> Loader::read_logsource(const Yaml& root, Pairs& logsource, DocumentProblems& problems) {
  const Yaml* node = root.find("logsource");
  if (node == nullptr || !node->is_map()) {
    problems.error(node == nullptr ? root : *node, "rule-logsource",
                   "'logsource' must be a map with product, category or service");
    return std::nullopt;
  }
  for (const auto& [key, value] : node->members) {
    if (value.is_null()) continue;
    std::string line;
    append_line(value, line);
    logsource.emplace_back(key, std::move(line));
  }
  auto resolved = sources_.resolve(logsource);
  if (const auto* refusal = std::get_if<LogSources::Refusal>(&resolved)) {
    const Yaml* at = node->find(refusal->key);
    problems.error(at == nullptr ? *node : *at, "rule-logsource", "logsource: " + refusal->message, refusal->help);
    return std::nullopt;
  }
  return std::move(std::get<EventScope>(resolved));
}

bool Loader::load_rule(const Yaml& root, bool built_in, DocumentProblems& problems) {
  Metadata m = read_metadata(root, problems);
  Rule rule;
  auto scope = read_logsource(root, rule.logsource, problems);
  rule.when = load_detection(*root.find("detection"), DetectionKind::rule, placeholders_, problems);
  if (!problems.ok() || !scope) return false;
  rule.scope = std::move(*scope);
  describe_finder(rule, m, built_in, place_of(root, problems.source()));
  rule.status = std::move(m.status);
  rule.keep = std::move(m.fields);
  rule.custom = std::move(m.custom);
  rules.push_back(std::move(rule));
  return true;
}

// `rules`: names, or "any" or "all", or an empty list, for all rules of the log source (the last three as pySigma has them).
bool Loader::read_filtered_rules(const Yaml& section, Filter& filter, DocumentProblems& problems) {
  const Yaml* node = section.is_map() ? section.find("rules") : nullptr;
  if (node == nullptr || node->is_null()) {
    problems.error(section, "rule-filter-rules", "a filter needs 'rules': the names or ids of rules, or any");
    return false;
  }
  filter.rules_at = place_of(*node, problems.source());
  const auto names_all = [](const Yaml& n) {
    return to_lower_ascii(n.scalar) == "any" || to_lower_ascii(n.scalar) == "all";
  };
  if (node->is_scalar() && !names_all(*node)) filter.rules = {node->scalar};
  for (const Yaml& item : node->items) {
    if (item.is_scalar() && !item.scalar.empty()) {
      filter.rules.push_back(item.scalar);
    } else {
      problems.error(item, "rule-filter-rules", "expected the name or id of a rule");
    }
  }
  if (node->is_map()) problems.error(*node, "rule-filter-rules", "'rules' must be a list of names or ids, or any");
  return problems.ok();
}

bool Loader::load_filter(const Yaml& root, bool built_in, DocumentProblems& problems) {
  Metadata m = read_metadata(root, problems);
  Filter filter;
  const Yaml& section = *root.find("filter");
  const bool scope_known = read_logsource(root, filter.logsource, problems).has_value();
  const bool rules_known = read_filtered_rules(section, filter, problems);
  filter.when = load_detection(section, DetectionKind::filter, placeholders_, problems);
  if (!problems.ok() || !scope_known || !rules_known) return false;
  describe(filter, m, built_in, place_of(root, problems.source()));
  filters.push_back(std::move(filter));
  return true;
}

bool Loader::load_correlation_document(const Yaml& root, bool built_in, DocumentProblems& problems) {
  Metadata m = read_metadata(root, problems);
  Correlation c;
  const bool ok = load_correlation(*root.find("correlation"), c, problems);
  if (const Yaml* generate = root.find("generate")) {  // pySigma reads it here, the specification inside the section
    if (generate->scalar != "true" && generate->scalar != "false") {
      problems.error(*generate, "rule-bad-metadata", "'generate' must be true or false");
    }
    c.generate = c.generate || generate->scalar == "true";
  }
  if (!ok || !problems.ok()) return false;
  describe_finder(c, m, built_in, place_of(root, problems.source()));
  correlations.push_back(std::move(c));
  return true;
}

}  // namespace

LoadedRules load_rules(const DataStore& data, Diagnostics& problems) {
  Loader loader(data, problems);
  loader.load_all();
  LoadedRules out;
  const std::uint64_t errors_before = problems.count(Severity::error);
  out.rules =
      RuleSet::compile(std::move(loader.rules), std::move(loader.correlations), std::move(loader.filters), problems);
  out.refused = loader.refused + (problems.count(Severity::error) - errors_before);  // one error each
  return out;
}

}  // namespace doctor
