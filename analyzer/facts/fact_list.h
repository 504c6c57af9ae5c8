#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "event/source.h"
#include "knowledge/knowledge_base.h"

namespace doctor::facts {

/// More than any event needs; a hostile one stops here.
inline constexpr std::size_t kMaxFacts = 256;
/// Elements of a chain, certificates and CRLs of one event that are looked at.
inline constexpr std::size_t kMaxElements = 64;

/// Collects the facts of one event. Values are copied into the batch unless said otherwise.
/// Lifetime: for the time of one add_facts().
class FactList {
 public:
  FactList(const Event& event, EventBatch& batch, const KnowledgeBase& knowledge)
      : event_(event), batch_(batch), knowledge_(knowledge) {}

  const Event& event() const { return event_; }
  const KnowledgeBase& knowledge() const { return knowledge_; }
  std::span<const Field> facts() const { return facts_; }

  /// True if `n` more facts fit: facts that belong together are added all or none.
  bool room_for(std::size_t n) const { return facts_.size() + n <= kMaxFacts; }

  /// `name` is a literal; so is the text of word().
  void text(std::string_view name, std::string_view text);
  void word(std::string_view name, std::string_view literal);
  void number(std::string_view name, std::uint64_t n, bool hex = false);
  /// The value of a field as it is; the field's memory is the batch's already.
  void value(std::string_view name, const Value& value);
  /// text() unless it is empty.
  void some_text(std::string_view name, std::string_view text);

  /// StatusCode and, if it is known, StatusName.
  void status(std::uint32_t code);
  /// The name of a status, or the number as "0x80092012".
  std::string_view status_name(std::uint32_t code);

  /// The first field of the event of that name, ASCII case ignored, else the first such fact; null if there is none.
  const Value* find(std::string_view name) const;
  /// The same as text without blanks at both ends; empty if there is none.
  std::string_view find_text(std::string_view name);

  /// A value as text; only what is not text already is printed and copied.
  std::string_view text_of(const Value& value);
  std::string_view keep(std::string_view text) { return batch_.keep(text); }

 private:
  const Event& event_;
  EventBatch& batch_;
  const KnowledgeBase& knowledge_;
  std::vector<Field> facts_;
};

}  // namespace doctor::facts
