#pragma once

namespace doctor::redact {

// ASCII alone, whatever the locale.
constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
constexpr bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
constexpr bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
constexpr bool is_letter(char c) {
  return is_lower(c) || is_upper(c);
}
constexpr bool is_hex(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// All beyond ASCII counts as letters.
constexpr bool is_any_letter(char c) {
  return is_letter(c) || static_cast<unsigned char>(c) >= 0x80;
}

/// Letters, digits and all beyond ASCII: what names do not end between.
constexpr bool is_name_letter(char c) {
  return is_any_letter(c) || is_digit(c);
}

}  // namespace doctor::redact
