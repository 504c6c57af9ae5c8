#include "event/value.h"

#include <fmt/format.h>

#include <bit>
#include <cmath>

#include "base/ids.h"
#include "base/text.h"

namespace doctor {

Value Value::of_real(double d) {
  return {Type::real, false, std::bit_cast<std::uint64_t>(d), {}};
}

void Value::append_text(std::string& out) const {
  switch (type) {
    case Type::none:
      return;
    case Type::text:
      out += text;
      return;
    case Type::unsigned_int:
      if (hex) {
        fmt::format_to(std::back_inserter(out), "0x{:x}", number);
      } else {
        fmt::format_to(std::back_inserter(out), "{}", number);
      }
      return;
    case Type::signed_int:
      fmt::format_to(std::back_inserter(out), "{}", static_cast<std::int64_t>(number));
      return;
    case Type::real: {
      const double d = std::bit_cast<double>(number);
      if (std::isfinite(d)) {
        fmt::format_to(std::back_inserter(out), "{}", d);
      } else {
        out += std::isnan(d) ? "NaN" : d > 0 ? "INF" : "-INF";  // as XML Schema writes them
      }
      return;
    }
    case Type::boolean:
      out += number != 0 ? "true" : "false";
      return;
    case Type::time:
      out += to_iso8601(FileTime{number});
      return;
    case Type::guid:
      out += guid_text(as_bytes(text.data(), text.size()));
      return;
    case Type::sid:
      out += sid_text(as_bytes(text.data(), text.size()));
      return;
    case Type::bytes:
      out += to_hex(as_bytes(text.data(), text.size()));
      return;
  }
}

std::string Value::to_text() const {
  std::string out;
  append_text(out);
  return out;
}

std::optional<std::uint64_t> Value::integer(bool* negative) const {
  if (negative != nullptr) *negative = false;
  switch (type) {
    case Type::unsigned_int:
      return number;
    case Type::signed_int:
      if (negative != nullptr) *negative = static_cast<std::int64_t>(number) < 0;
      return number;
    case Type::text:
      return parse_integer(trim(text), negative);
    default:
      return std::nullopt;
  }
}

}  // namespace doctor
