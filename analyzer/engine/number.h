#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>

#include "event/value.h"

namespace doctor {

/// A number of a rule or of an event, exact where it is whole.
struct Number {
  bool whole = true;
  bool negative = false;
  std::uint64_t bits = 0;  ///< of a whole one: two's complement if negative
  double real = 0;         ///< of any: its value, rounded

  /// Exact between whole numbers; `unordered` with a NaN.
  std::partial_ordering compare(const Number& other) const;
};

/// "40", "-5", "0x28", "1.5", "2e3"; nothing before or behind it.
std::optional<Number> parse_number(std::string_view text);
/// A numeric value, or a text that is a number.
std::optional<Number> number_of(const Value& value);

}  // namespace doctor
