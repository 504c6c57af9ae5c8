#pragma once
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/fields.h"
#include "event/event.h"

namespace doctor {

/// One value of an event, with its printed and its folded text made when first asked for.
/// Lifetime: until the view's next reset(). Threads: one at a time.
class ViewedValue {
 public:
  const Value& value() const { return value_; }
  std::string_view text();    ///< as Value::append_text() prints it
  std::string_view folded();  ///< the same, case folded as fold() does

 private:
  friend class EventView;
  void reset(const Value& value);

  Value value_;
  bool has_text_ = false, has_folded_ = false;
  std::string_view text_, folded_;
  std::string text_buffer_, folded_buffer_;  // kept from event to event: no allocation once they are large enough
};

/// An event as rules see it: values by field number, whatever part of the event they come from. A System name means the System
/// element; any other name is looked for in the data and the facts, and last among the data's paths. A data name with blanks
/// ("Threat Name") also answers to the name without them, as the Sigma specification writes such fields.
/// Lifetime: refers to the FieldTable and, from reset() on, to the event. Threads: one at a time; one per matcher.
class EventView {
 public:
  explicit EventView(const FieldTable& names) : names_(names), by_field_(names.size()) {}

  void reset(const Event& event);

  /// All values of that field, in document order, as indices for value(); empty if the event does not have it.
  std::span<const std::uint32_t> values(std::uint32_t field) const { return by_field_[field]; }
  /// The fields that have values, each once: System fields first, then in document order.
  std::span<const std::uint32_t> present() const { return touched_; }
  /// Every value that a keyword is looked for in: all of the data and the names in the System element; not the facts, which
  /// are our own words.
  std::span<const std::uint32_t> searched_values();
  ViewedValue& value(std::uint32_t index) { return pool_[index]; }
  /// How many values there are; those from searched_values() come last, if it was called.
  std::uint32_t size() const { return used_; }

 private:
  std::uint32_t add(const Value& value);
  void add_named(std::string_view name, const Value& value);
  void add_to_field(std::uint32_t field, std::uint32_t value);
  void add_by_path();

  const FieldTable& names_;
  const Event* event_ = nullptr;
  std::deque<ViewedValue> pool_;  // a deque: values hold views into themselves
  std::uint32_t used_ = 0;
  std::vector<std::vector<std::uint32_t>> by_field_;
  std::vector<std::uint32_t> touched_;  // fields that have values: what reset() must empty
  std::vector<std::uint32_t> searched_;
  std::string without_blanks_;
};

}  // namespace doctor
