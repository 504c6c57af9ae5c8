#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/event_view.h"
#include "engine/pattern.h"

namespace doctor {

/// One question about one field of an event.
struct Test {
  enum class Kind : std::uint8_t {
    values,     ///< any of the field's values matches any of the patterns
    keywords,   ///< any value of the event matches any of the patterns
    is_null,    ///< the field is absent, or has an empty typed value
    exists,     ///< the field is there, whatever its value
    reference,  ///< any value of the field relates to any value of the other field as `position` says
  };
  Kind kind = Kind::values;
  std::uint32_t field = 0;  ///< into Condition::fields()
  std::uint32_t other = 0;  ///< reference: the other field
  Glob::Position position = Glob::Position::whole;
  bool cased = false;
  std::vector<Pattern> patterns;
};

/// What must hold of an event for a condition to come true. Empty optional: nothing is known, every event may match.
struct Necessary {
  std::optional<std::vector<std::uint32_t>> event_ids;  ///< sorted, distinct
  std::optional<std::vector<std::string>> providers;    ///< folded, sorted, distinct
};

/// The detection of a rule: tests under and, or, not. Made by ConditionBuilder.
/// Threads: const methods from many threads.
class Condition {
 public:
  /// The field names it asks for; `field_numbers` of matches() holds their numbers in the view's FieldTable, in this order.
  const std::vector<std::string>& fields() const { return fields_; }

  bool matches(EventView& event, std::span<const std::uint32_t> field_numbers) const;
  /// False: it does not match, whatever the `unknown` fields (by their number in the FieldTable) hold. True: they decide.
  bool may_match(EventView& event, std::span<const std::uint32_t> field_numbers, const std::vector<bool>& unknown) const;
  /// What became of one search identifier, and which fields with which values made it true.
  struct Trace {
    std::string name;
    bool holds = false;
    std::vector<std::pair<std::string, std::string>> values;  ///< field (empty: a keyword) and value, as text
  };
  /// Of each search identifier, in the order of the document.
  std::vector<Trace> trace(EventView& event, std::span<const std::uint32_t> field_numbers) const;
  /// As its author wrote it; of a list of conditions "a; b".
  const std::string& text() const { return text_; }

  /// Tests and patterns that one event may cost at most.
  std::uint64_t work() const { return work_; }
  /// Whether it looks into all of an event.
  bool has_keywords() const { return has_keywords_; }

  /// Texts of which at least one stands, folded, in the folded text of a value of every event that matches: the most telling ones that
  /// follow from the condition. Empty: nothing is known.
  std::vector<std::string> necessary_literals() const;

  /// Derived from the equalities on EventID and Provider_Name that the condition cannot do without. Never too narrow.
  Necessary necessary() const;

 private:
  friend class ConditionBuilder;
  struct Node {
    enum class Kind : std::uint8_t { all, any, negation, test };
    Kind kind = Kind::test;
    std::uint32_t first = 0;  // into children_, or the test
    std::uint32_t count = 0;
  };
  class Evaluation;

  std::vector<std::string> necessary_literals(std::uint32_t node) const;
  Necessary necessary(std::uint32_t node) const;
  Necessary necessary_of_test(const Test& test) const;

  std::vector<std::string> fields_;
  std::vector<Test> tests_;
  std::vector<Node> nodes_;
  std::vector<std::uint32_t> children_;
  std::uint32_t root_ = 0;
  std::string text_;
  std::vector<std::pair<std::string, std::uint32_t>> selections_;  // search identifiers and their nodes
  std::uint64_t work_ = 0;
  bool has_keywords_ = false;
};

/// Puts a Condition together from the leaves up. A node may be used more than once.
class ConditionBuilder {
 public:
  using NodeId = std::uint32_t;
  /// Tests and patterns that one event may cost, nodes used again counted again. Public rules stay below 1,000.
  static constexpr std::uint64_t kMostWork = 100'000;

  ConditionBuilder() : condition_(std::make_shared<Condition>()) {}

  std::uint32_t field(std::string_view name);
  NodeId test(Test test);
  NodeId all(std::span<const NodeId> nodes);  ///< of none: always true
  NodeId any(std::span<const NodeId> nodes);  ///< of none: never true
  NodeId negation(NodeId node);
  /// Once true, stays true: stop building.
  bool too_large() const { return too_large_; }

  /// Remembers what a node is called, and what the whole is, for Condition::trace() and text().
  void name(std::string_view identifier, NodeId node) { condition_->selections_.emplace_back(identifier, node); }
  void text(std::string_view written) {
    condition_->text_ += (condition_->text_.empty() ? "" : "; ") + std::string(written);
  }

  std::shared_ptr<const Condition> finish(NodeId root);

 private:
  NodeId add(Condition::Node::Kind kind, std::span<const NodeId> nodes);

  std::shared_ptr<Condition> condition_;
  std::vector<std::uint64_t> sizes_;  // per node: the work below it
  std::unordered_map<std::string, std::uint32_t> fields_;
  bool too_large_ = false;
};

}  // namespace doctor
