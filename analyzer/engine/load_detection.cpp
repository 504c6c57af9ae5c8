#include "engine/load_detection.h"

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

#include "base/text.h"
#include "engine/expression.h"
#include "engine/modifiers.h"

namespace doctor {

namespace {

using NodeId = ConditionBuilder::NodeId;
using Form = Modifiers::Form;

// Public rules have at most 22.
constexpr std::size_t kMostRegexes = 200;
// Instructions of the expressions of one rule, as RE2 compiles them: what takes time and memory. A plain expression has some dozens.
constexpr std::size_t kLargestRegexes = 20'000;
// A pattern of this length is no pattern but a file; time to match grows with it.
constexpr std::size_t kLongestValue = 8192;
// Search identifiers compared with the patterns of a condition: ends a document made to take long.
constexpr std::uint64_t kMostComparisons = 1'000'000;

class DetectionLoader {
 public:
  DetectionLoader(DetectionKind kind, Placeholders& placeholders, DocumentProblems& problems)
      : kind_(kind), placeholders_(placeholders), problems_(problems) {}

  std::shared_ptr<const Condition> load(const Yaml& detection);

 private:
  void load_selections(const Yaml& detection);
  std::optional<NodeId> selection(const Yaml& node);
  NodeId fields_of(const Yaml& map);
  NodeId field_test(const Yaml& map, std::size_t member);
  NodeId keyword(const Yaml& value) { return values_test({}, value, {&value}); }
  NodeId values_test(const SelectionKey& key, const Yaml& at, const std::vector<const Yaml*>& values);
  std::optional<NodeId> one_value(const SelectionKey& key, const Yaml& value, Test& common);
  NodeId null_test(const SelectionKey& key, const Yaml& at);
  NodeId exists_test(const SelectionKey& key, const Yaml& value);
  NodeId reference_test(const SelectionKey& key, const Yaml& value);
  void add_patterns(const SelectionKey& key, const Yaml& value, std::vector<Pattern>& out);
  void add_patterns(const SelectionKey& key, const Yaml& at, const std::string& text, std::vector<Pattern>& out);

  NodeId condition(const Yaml& node);
  NodeId expression(const Expression& e, const Yaml& at);
  NodeId quantified(const Expression& e, const Yaml& at);
  void warn_of_unused(const Yaml& detection);

  NodeId nothing() { return builder_.any({}); }

  const char* section() const { return kind_ == DetectionKind::rule ? "'detection'" : "'filter'"; }

  DetectionKind kind_;
  Placeholders& placeholders_;
  DocumentProblems& problems_;
  ConditionBuilder builder_;
  std::map<std::string, NodeId, std::less<>> selections_;
  std::map<std::string, bool, std::less<>> used_;
  std::size_t regexes_ = 0, regex_size_ = 0;
  std::uint64_t compared_ = 0;
};

std::shared_ptr<const Condition> DetectionLoader::load(const Yaml& detection) {
  if (!detection.is_map()) {
    problems_.error(detection, "rule-bad-detection",
                    std::string(section()) + " must be a map of search identifiers and a condition");
    return nullptr;
  }
  const Yaml* condition_node = detection.find("condition");
  if (condition_node == nullptr) {
    problems_.error(detection, "rule-bad-condition", std::string(section()) + " has no 'condition'");
    return nullptr;
  }
  load_selections(detection);
  if (!problems_.ok()) return nullptr;
  const NodeId root = condition(*condition_node);
  if (builder_.too_large())
    problems_.error(detection, "rule-too-large", "the detection asks too many questions of one event");
  if (!problems_.ok()) return nullptr;
  warn_of_unused(detection);
  return builder_.finish(root);
}

void DetectionLoader::load_selections(const Yaml& detection) {
  for (std::size_t i = 0; i < detection.members.size() && !builder_.too_large(); ++i) {
    const auto& [name, value] = detection.members[i];
    if (name == "condition" || (name == "rules" && kind_ == DetectionKind::filter)) continue;
    if (name == "timeframe") {
      problems_.error_at_key(detection, i, "rule-legacy-aggregation", "'timeframe' is not part of Sigma any more",
                             "write a correlation with a 'timespan'");
      continue;
    }
    if (const auto node = selection(value)) {
      selections_.emplace(name, *node);
      builder_.name(name, *node);
      used_.emplace(name, false);
    }
  }
}

// A map: all of its fields. A list: any of its items, each a map or a keyword. A scalar: a keyword.
std::optional<NodeId> DetectionLoader::selection(const Yaml& node) {
  if (node.is_map()) return fields_of(node);
  if (node.is_scalar()) return keyword(node);
  if (!node.is_list() || node.items.empty()) {
    problems_.error(node, "rule-empty-selection", "the search identifier selects nothing");
    return std::nullopt;
  }
  std::vector<NodeId> items;
  for (const Yaml& item : node.items) {
    if (item.is_map()) {
      items.push_back(fields_of(item));
    } else if (item.is_scalar()) {
      items.push_back(keyword(item));
    } else {
      problems_.error(item, "rule-bad-selection", "expected a map of fields or a keyword");
      return std::nullopt;
    }
  }
  return builder_.any(items);
}

NodeId DetectionLoader::fields_of(const Yaml& map) {
  if (map.members.empty()) problems_.error(map, "rule-empty-selection", "the search identifier selects nothing");
  std::vector<NodeId> tests;
  for (std::size_t i = 0; i < map.members.size(); ++i) tests.push_back(field_test(map, i));
  return builder_.all(tests);
}

NodeId DetectionLoader::field_test(const Yaml& map, std::size_t member) {
  const auto& [text, value] = map.members[member];
  SelectionKey key;
  if (const auto error = parse_selection_key(text, key)) {
    problems_.error_at_key(map, member, error->code, error->message, error->help);
    return nothing();
  }
  std::vector<const Yaml*> values;
  if (value.is_list()) {
    for (const Yaml& item : value.items) values.push_back(&item);
  } else {
    values.push_back(&value);
  }
  if (values.empty()) {
    problems_.error(value, "rule-empty-selection", "'" + printable(text) + "' has an empty list of values");
    return nothing();
  }
  if (key.modifiers.form == Form::exists && values.size() > 1) {
    problems_.error_at_key(map, member, "rule-bad-value", "'exists' takes true or false, not a list");
    return nothing();
  }
  if (key.modifiers.all && values.size() == 1) {
    problems_.error_at_key(map, member, "rule-modifier-conflict", "modifier 'all' needs a list of two or more values");
    return nothing();
  }
  for (const Yaml* v : values) {
    const bool null_in_list = v->is_null() && value.is_list();
    if (null_in_list || v->is_list() || v->is_map()) {
      problems_.error(
          *v, "rule-bad-value",
          null_in_list ? "null cannot be one of several values" : "a value must be a text, a number or null",
          null_in_list ? "write a search identifier of its own for it" : "");
      return nothing();
    }
  }
  return values_test(key, value, values);
}

NodeId DetectionLoader::values_test(const SelectionKey& key, const Yaml& at, const std::vector<const Yaml*>& values) {
  Test common;
  common.kind = key.field.empty() ? Test::Kind::keywords : Test::Kind::values;
  std::vector<NodeId> each;
  for (const Yaml* value : values) {
    if (const auto node = one_value(key, *value, common)) each.push_back(*node);
  }
  if (!common.patterns.empty()) {
    if (!key.field.empty()) common.field = builder_.field(key.field);
    each.push_back(builder_.test(std::move(common)));
  }
  if (!problems_.ok()) return nothing();
  if (builder_.too_large()) problems_.error(at, "rule-too-large", "the detection asks too many questions of one event");
  const NodeId whole = key.modifiers.all ? builder_.all(each) : builder_.any(each);
  return key.modifiers.negated ? builder_.negation(whole) : whole;
}

// A node of its own, or nothing where the value's patterns join the common test.
std::optional<NodeId> DetectionLoader::one_value(const SelectionKey& key, const Yaml& value, Test& common) {
  if (value.is_null()) return null_test(key, value);
  if (key.modifiers.form == Form::exists) return exists_test(key, value);
  if (key.modifiers.form == Form::reference) return reference_test(key, value);
  if (!key.modifiers.all) {
    add_patterns(key, value, common.patterns);
    return std::nullopt;
  }
  Test alone;
  alone.kind = common.kind;
  if (!key.field.empty()) alone.field = builder_.field(key.field);
  add_patterns(key, value, alone.patterns);
  return builder_.test(std::move(alone));
}

NodeId DetectionLoader::null_test(const SelectionKey& key, const Yaml& at) {
  const Modifiers& m = key.modifiers;
  if (m.form != Form::text || m.position != Glob::Position::whole || m.windash || m.base64 != Modifiers::Base64::none ||
      key.field.empty()) {
    problems_.error(at, "rule-bad-value", "null has no text to look into");
    return nothing();
  }
  Test test;
  test.kind = Test::Kind::is_null;
  test.field = builder_.field(key.field);
  return builder_.test(std::move(test));
}

NodeId DetectionLoader::exists_test(const SelectionKey& key, const Yaml& value) {
  const std::string word = to_lower_ascii(value.scalar);
  if (word != "true" && word != "false") {
    problems_.error(value, "rule-bad-value", "'exists' takes true or false");
    return nothing();
  }
  Test test;
  test.kind = Test::Kind::exists;
  test.field = builder_.field(key.field);
  const NodeId node = builder_.test(std::move(test));
  return word == "true" ? node : builder_.negation(node);
}

NodeId DetectionLoader::reference_test(const SelectionKey& key, const Yaml& value) {
  if (value.scalar.empty() || (!value.quoted && parse_number(value.scalar))) {
    problems_.error(value, "rule-bad-value", "'fieldref' takes the name of a field");
  }
  Test test;
  test.kind = Test::Kind::reference;
  test.field = builder_.field(key.field);
  test.other = builder_.field(value.scalar);
  test.position = key.modifiers.position;
  test.cased = key.modifiers.cased;
  return builder_.test(std::move(test));
}

void DetectionLoader::add_patterns(const SelectionKey& key, const Yaml& value, std::vector<Pattern>& out) {
  if (!key.modifiers.expand) return add_patterns(key, value, value.scalar, out);
  const auto texts = placeholders_.expand(value.scalar);
  if (!texts) {
    if (texts.error().code == Errc::limit) return problems_.error(value, "rule-too-large", texts.error().what);
    return problems_.error(value, "rule-placeholder", texts.error().what, "--placeholders FILE gives values to them");
  }
  for (const std::string& text : *texts) add_patterns(key, value, text, out);
}

void DetectionLoader::add_patterns(const SelectionKey& key, const Yaml& value, const std::string& text,
                                   std::vector<Pattern>& out) {
  const Modifiers& m = key.modifiers;
  if (text.size() > kLongestValue) {
    problems_.error(value, "rule-too-large", "a value of more than " + std::to_string(kLongestValue) + " bytes");
    return;
  }
  if (m.form == Form::regex) {
    if (++regexes_ > kMostRegexes) {
      problems_.error(value, "rule-too-large", "more than " + std::to_string(kMostRegexes) + " regular expressions");
      return;
    }
    auto pattern = Pattern::regex(text, m.flags, m.position);
    if (!pattern) {
      problems_.error(value, "rule-bad-regex", "not a regular expression this program can run: " + pattern.error().what,
                      "look-around and back-references are not part of Sigma");
      return;
    }
    regex_size_ += pattern->regex_size();
    if (regex_size_ > kLargestRegexes) {
      regexes_ = kMostRegexes;  // and no more are compiled
      problems_.error(value, "rule-too-large", "its regular expressions are too large");
      return;
    }
    out.push_back(std::move(*pattern));
  } else if (m.form == Form::cidr) {
    auto pattern = Pattern::cidr(text);
    if (!pattern) return problems_.error(value, "rule-bad-cidr", pattern.error().what);
    out.push_back(std::move(*pattern));
  } else if (m.form == Form::compare || m.form == Form::time_part) {
    const auto number = parse_number(text);
    if (!number) return problems_.error(value, "rule-bad-value", "'" + printable(text) + "' is not a number");
    out.push_back(m.form == Form::compare ? Pattern::compare(m.op, *number)
                                          : Pattern::time_part(m.part, m.op, *number));
  } else {
    // A keyword is looked for inside the event's texts, a field's value compared as a whole.
    const Glob::Position position =
        key.field.empty() && m.position == Glob::Position::whole ? Glob::Position::anywhere : m.position;
    if (m.base64 == Modifiers::Base64::none) {
      out.push_back(Pattern::text(text, {position, m.cased, m.windash, false}));
      return;
    }
    auto encoded = encoded_values(text, m);
    if (!encoded) return problems_.error(value, "rule-bad-value", encoded.error().what);
    for (const std::string& e : *encoded) out.push_back(Pattern::text(e, {position, m.cased, false, true}));
  }
}

NodeId DetectionLoader::condition(const Yaml& node) {
  std::vector<NodeId> any;
  const std::span<const Yaml> lines = node.is_list() ? std::span<const Yaml>(node.items) : std::span(&node, 1);
  for (const Yaml& line : lines) {
    if (!line.is_scalar() || trim(line.scalar).empty()) {
      problems_.error(line, "rule-bad-condition", "the condition must be a text");
      continue;
    }
    const auto parsed = parse_expression(line.scalar);
    if (!parsed) {
      const bool legacy = parsed.error().code == Errc::unsupported;
      problems_.error(line, legacy ? "rule-legacy-aggregation" : "rule-bad-condition",
                      "condition: " + parsed.error().what, legacy ? "write a correlation document" : "");
      continue;
    }
    builder_.text(trim(line.scalar));
    any.push_back(expression(*parsed, line));
  }
  if (any.empty() && problems_.ok()) problems_.error(node, "rule-bad-condition", "the condition is empty");
  return builder_.any(any);
}

NodeId DetectionLoader::expression(const Expression& e, const Yaml& at) {
  if (!problems_.ok() || builder_.too_large()) return nothing();
  switch (e.kind) {
    case Expression::Kind::identifier: {
      const auto it = selections_.find(e.name);
      if (it != selections_.end()) {
        used_.find(e.name)->second = true;
        return it->second;
      }
      std::vector<std::string_view> names;
      for (const auto& [name, unused] : selections_) names.push_back(name);
      problems_.error(at, "rule-unknown-identifier", "condition: no search identifier is named '" + e.name + "'",
                      did_you_mean(e.name, names));
      return nothing();
    }
    case Expression::Kind::any_of:
    case Expression::Kind::all_of:
      return quantified(e, at);
    case Expression::Kind::negation:
      return builder_.negation(expression(e.items[0], at));
    case Expression::Kind::all:
    case Expression::Kind::any:
      break;
  }
  std::vector<NodeId> items;
  for (const Expression& item : e.items) items.push_back(expression(item, at));
  return e.kind == Expression::Kind::all ? builder_.all(items) : builder_.any(items);
}

NodeId DetectionLoader::quantified(const Expression& e, const Yaml& at) {
  std::vector<NodeId> items;
  compared_ += selections_.size();
  if (compared_ > kMostComparisons) {
    problems_.error(at, "rule-too-large", "condition: too many patterns over too many search identifiers");
    return nothing();
  }
  for (const auto& [name, node] : selections_) {
    if (!selects(e.name, name)) continue;
    used_.find(name)->second = true;
    items.push_back(node);
  }
  if (items.empty()) {
    problems_.error(at, "rule-unknown-identifier", "condition: no search identifier matches '" + e.name + "'");
  }
  return e.kind == Expression::Kind::all_of ? builder_.all(items) : builder_.any(items);
}

void DetectionLoader::warn_of_unused(const Yaml& detection) {
  for (const auto& [name, value] : detection.members) {
    const auto it = used_.find(name);
    if (it != used_.end() && !it->second && !name.starts_with('_')) {
      problems_.warn(value, "rule-unused-identifier", "the condition does not use '" + printable(name) + "'");
    }
  }
}

}  // namespace

std::shared_ptr<const Condition> load_detection(const Yaml& section, DetectionKind kind, Placeholders& placeholders,
                                                DocumentProblems& problems) {
  return DetectionLoader(kind, placeholders, problems).load(section);
}

}  // namespace doctor
