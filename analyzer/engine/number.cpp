#include "engine/number.h"

#include <bit>
#include <charconv>

#include "base/text.h"

namespace doctor {

namespace {

Number whole_number(std::uint64_t bits, bool negative) {
  const double real = negative ? static_cast<double>(static_cast<std::int64_t>(bits)) : static_cast<double>(bits);
  return {true, negative, bits, real};
}

}  // namespace

std::partial_ordering Number::compare(const Number& other) const {
  if (!whole || !other.whole) return real <=> other.real;
  if (negative != other.negative) return negative ? std::partial_ordering::less : std::partial_ordering::greater;
  return bits <=> other.bits;  // of one sign, two's complement orders as unsigned
}

std::optional<Number> parse_number(std::string_view text) {
  bool negative = false;
  if (const auto bits = parse_integer(text, &negative)) return whole_number(*bits, negative);
  // A digit first or behind the sign: from_chars would take "inf" and "nan" as well.
  const std::size_t first = text.starts_with('-') ? 1 : 0;
  if (first >= text.size() || text[first] < '0' || text[first] > '9') return std::nullopt;
  double real = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), real);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return Number{false, real < 0, 0, real};
}

std::optional<Number> number_of(const Value& value) {
  if (value.type == Value::Type::real) {
    const double real = std::bit_cast<double>(value.number);
    return Number{false, real < 0, 0, real};
  }
  bool negative = false;
  if (const auto bits = value.integer(&negative)) return whole_number(*bits, negative);
  if (value.is_text()) return parse_number(trim(value.text));
  return std::nullopt;
}

}  // namespace doctor
