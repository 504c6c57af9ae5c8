#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"

namespace doctor {

/// A field value with the type its source gave it. XML sources give text only; comparing goes through
/// integer() and append_text(), so that a rule sees no difference between the two.
/// Lifetime: `text` points into the EventBatch that holds the event (or is a literal).
struct Value {
  enum class Type : std::uint8_t { none, text, unsigned_int, signed_int, real, boolean, time, guid, sid, bytes };
  Type type = Type::none;
  bool hex = false;  ///< a number that Windows prints as 0x...
  std::uint64_t number =
      0;  ///< unsigned_int, boolean, time (ticks); the bit pattern of signed_int (sign-extended) and real (double)
  std::string_view text;  ///< text (UTF-8); guid, sid, bytes: the raw bytes as stored

  static Value of_text(std::string_view utf8) { return {Type::text, false, 0, utf8}; }
  static Value of_unsigned(std::uint64_t n, bool hex = false) { return {Type::unsigned_int, hex, n, {}}; }
  static Value of_signed(std::int64_t n) { return {Type::signed_int, false, static_cast<std::uint64_t>(n), {}}; }
  static Value of_bool(bool b) { return {Type::boolean, false, b ? 1u : 0u, {}}; }
  static Value of_time(FileTime t) { return {Type::time, false, t.ticks, {}}; }
  static Value of_real(double d);

  bool is_text() const { return type == Type::text; }

  /// Appends the value as Event Viewer's XML prints it: 0x1f, -5, true, {guid}, S-1-5-18, upper-case hex of bytes,
  /// 2015-06-01T07:00:00.1234567Z. Nothing for none.
  void append_text(std::string& out) const;
  std::string to_text() const;

  /// The value as a whole number: numbers as they are, text if it is a number in decimal or 0x hexadecimal. A negative
  /// number is its two's complement bit pattern and sets `*negative`.
  std::optional<std::uint64_t> integer(bool* negative = nullptr) const;
};

}  // namespace doctor
