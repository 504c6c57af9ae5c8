#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "data/yaml.h"
#include "diagnose/documents.h"

namespace doctor {

/// The parts that the two kinds of document share, read from YAML with every name checked. Refers to what it is given.
class PartsReader {
 public:
  PartsReader(const RuleSet& rules, std::uint32_t source, Diagnostics& problems)
      : rules_(rules), source_(source), problems_(problems) {}

  /// Ids of signals (or, if allowed, correlations) below `key`; an unknown one is an error.
  std::vector<std::string> signals(YamlReader& in, std::string_view key, bool correlations_too, bool required = false);
  Observation observation(const Yaml& item);                                 ///< an item of `any:`: a name or a map
  std::vector<EvidenceRule> evidence(YamlReader& in, std::string_view key);  ///< a list of maps
  std::vector<EvidenceRule> not_evidence(YamlReader& in, std::string_view key);
  std::vector<Requirement> required(YamlReader& in, std::string_view key);
  std::optional<Ticks> span(YamlReader& in, std::string_view key);
  /// The text below `key`, which must be one of `choices`; empty if absent or wrong.
  std::string choice(YamlReader& in, std::string_view key, std::span<const std::string_view> choices, bool required);
  /// {Names} in `text` must be fields that one of the signals keeps, or one of `also`.
  void check_placeholders(YamlReader& in, std::string_view key, const std::string& text,
                          std::span<const std::string> signals, std::span<const std::string_view> also);
  void check_field(YamlReader& in, std::string_view key, const std::string& field,
                   std::span<const std::string> signals);
  /// The list of maps below `key`; anything else is an error.
  std::vector<const Yaml*> maps(YamlReader& in, std::string_view key);

  bool ok() const { return ok_; }
  void take(const YamlReader& in) { ok_ = ok_ && in.ok(); }
  RuleSet const& rules() const { return rules_; }
  std::uint32_t source() const { return source_; }
  Diagnostics& problems() { return problems_; }

 private:
  bool known(const std::string& id, bool correlation) const;
  void unknown_signal(YamlReader& in, const Yaml& at, const std::string& id, bool correlations_too);
  void observation_keys(YamlReader& in, Observation& out, const Yaml& at);
  EvidenceRule evidence_item(const Yaml& item, bool counted);

  const RuleSet& rules_;
  std::uint32_t source_;
  Diagnostics& problems_;
  bool ok_ = true;
};

/// Names between braces: "{ChainProblem}" gives ChainProblem. A brace that holds anything but letters, digits and '_' is plain text.
std::vector<std::string_view> placeholders(std::string_view text);

/// A document that is one map below `key`: reads its body with `read_body(YamlReader&, Document&, PartsReader&)`, and gives it only if
/// nothing in it is unsound.
template <class Document, class ReadBody>
std::optional<Document> read_document(const Yaml& root, std::string_view key, PartsReader& parts, ReadBody read_body) {
  Document out;
  YamlReader top(root, parts.source(), parts.problems());
  if (const Yaml* body = top.node(key, true)) {
    out.defined_at = {parts.source(), 0, body->line, body->column};
    YamlReader in(*body, parts.source(), parts.problems());
    if (body->is_map()) read_body(in, out, parts);
    parts.take(in);
  }
  top.finish();
  parts.take(top);
  if (!parts.ok()) return std::nullopt;
  return out;
}

}  // namespace doctor
