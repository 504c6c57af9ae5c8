#include "facts/numbers.h"

#include <fmt/format.h>

#include <limits>

#include "base/text.h"

namespace doctor::facts {

std::optional<std::uint32_t> status_of(const Value& value) {
  bool negative = false;
  const auto n = value.is_text() ? parse_integer(trim(value.text), &negative) : value.integer(&negative);
  if (!n) return std::nullopt;
  if (negative) {
    if (static_cast<std::int64_t>(*n) < std::numeric_limits<std::int32_t>::min()) return std::nullopt;
    return static_cast<std::uint32_t>(*n);
  }
  if (*n > 0xffffffff) return std::nullopt;
  return static_cast<std::uint32_t>(*n);
}

std::optional<std::uint32_t> capi_hex(const Value& value) {
  if (!value.is_text()) return status_of(value);
  std::string_view text = trim(value.text);
  if (text.starts_with("0x") || text.starts_with("0X")) text.remove_prefix(2);
  if (text.empty() || text.size() > 8 || text.find_first_not_of("0123456789abcdefABCDEF") != std::string_view::npos) {
    return std::nullopt;
  }
  const auto n = parse_integer("0x" + std::string(text));
  return n ? std::optional(static_cast<std::uint32_t>(*n)) : std::nullopt;
}

std::optional<std::uint32_t> unsigned_of(const Value& value) {
  bool negative = false;
  const auto n = value.is_text() ? parse_integer(trim(value.text), &negative) : value.integer(&negative);
  if (!n || negative || *n > 0xffffffff) return std::nullopt;
  return static_cast<std::uint32_t>(*n);
}

std::string hex_text(std::uint32_t n) {
  return fmt::format("0x{:08X}", n);
}

bool is_lync_code(std::uint32_t n) {
  return (n >> 16) == 0xc3e8 || (n >> 16) == 0xc3e9;
}

bool looks_like_hresult(std::uint32_t n) {
  return (n >> 28) == 8 || is_lync_code(n);
}

std::optional<std::uint32_t> failure_code_in(std::string_view text) {
  for (std::size_t i = text.find("0x"); i != std::string_view::npos; i = text.find("0x", i + 2)) {
    const std::string_view digits = text.substr(i + 2, 8);
    const bool ends = i + 10 >= text.size() ||
                      std::string_view("0123456789abcdefABCDEF").find(text[i + 10]) == std::string_view::npos;
    if (digits.size() < 8 || !ends) continue;
    const auto code = capi_hex(Value::of_text(digits));
    if (code && looks_like_hresult(*code)) return code;
  }
  const std::size_t mark = text.find("!_HRX!");
  if (mark != std::string_view::npos && mark >= 8) {
    const auto code = capi_hex(Value::of_text(text.substr(mark - 8, 8)));
    if (code && looks_like_hresult(*code)) return code;
  }
  return std::nullopt;
}

std::int64_t seconds_between(FileTime from, FileTime to) {
  const auto seconds = [](std::uint64_t ticks) { return static_cast<std::int64_t>(ticks / kTicksPerSecond); };
  if (to >= from) return seconds(to.ticks - from.ticks);
  const std::uint64_t back = from.ticks - to.ticks;
  return -seconds(back) - (back % kTicksPerSecond != 0 ? 1 : 0);
}

std::optional<std::string> bytes_of(const Value& value) {
  if (value.type == Value::Type::bytes) return std::string(value.text);
  if (!value.is_text() || value.text.empty()) return std::nullopt;
  return from_hex(trim(value.text));
}

}  // namespace doctor::facts
