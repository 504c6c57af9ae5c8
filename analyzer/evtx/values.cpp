#include "evtx/values.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstring>
#include <optional>

#include "base/time.h"

namespace doctor::evtx {

namespace {

/// The little-endian number in the first `width` bytes, or in as many as there are.
std::uint64_t unsigned_number(ByteView bytes, std::size_t width) {
  std::uint64_t n = 0;
  std::memcpy(&n, bytes.data(), std::min({width, bytes.size(), sizeof n}));
  return n;
}

std::int64_t signed_number(ByteView bytes, std::size_t width) {
  const std::size_t have = std::min(width, bytes.size());
  const unsigned unused = static_cast<unsigned>(64 - 8 * std::min<std::size_t>(have, 8));
  return static_cast<std::int64_t>(unsigned_number(bytes, width) << unused) >> unused;
}

Value raw_value(Value::Type type, ByteView bytes) {
  Value v;
  v.type = type;
  v.text = {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  return v;
}

Value real_value(std::uint8_t type, ByteView bytes) {
  const std::size_t width = type == value_type::real32 ? 4 : 8;
  if (bytes.size() < width) return raw_value(Value::Type::bytes, bytes);
  if (width == 4) return Value::of_real(static_cast<double>(load_le<float>(bytes, 0)));
  return Value::of_real(load_le<double>(bytes, 0));
}

Value system_time_value(ByteView bytes) {
  ByteReader in(bytes);
  CivilTime t;
  t.year = in.u16();
  t.month = in.u16();
  in.skip(2);  // day of the week
  t.day = in.u16();
  t.hour = in.u16();
  t.minute = in.u16();
  t.second = in.u16();
  const std::uint32_t milliseconds = in.u16();
  t.ticks = milliseconds * 10'000;
  const std::optional<FileTime> time = in.ok() && milliseconds < 1000 ? from_civil(t) : std::nullopt;
  return time ? Value::of_time(*time) : raw_value(Value::Type::bytes, bytes);
}

std::size_t sid_size(ByteView bytes) {
  return bytes.size() < 8 ? 0 : 8 + 4 * static_cast<std::size_t>(std::to_integer<unsigned>(bytes[1]));
}

Value sid_value(ByteView bytes) {
  const std::size_t size = sid_size(bytes);
  if (size == 0 || size > bytes.size()) return raw_value(Value::Type::bytes, bytes);
  return raw_value(Value::Type::sid, bytes.first(size));
}

ByteView without_trailing_nul(ByteView text, std::size_t unit) {
  text = text.first(text.size() - text.size() % unit);
  while (text.size() >= unit && std::all_of(text.end() - static_cast<std::ptrdiff_t>(unit), text.end(),
                                            [](std::byte b) { return b == std::byte{0}; })) {
    text = text.first(text.size() - unit);
  }
  return text;
}

/// Bytes per item of an array, 0 if that is not fixed. A size_t is 8 bytes on the systems that write arrays of it.
std::size_t item_size(std::uint8_t type, std::size_t total) {
  switch (type) {
    case value_type::int8:
    case value_type::uint8:
      return 1;
    case value_type::int16:
    case value_type::uint16:
      return 2;
    case value_type::int32:
    case value_type::uint32:
    case value_type::real32:
    case value_type::boolean:
    case value_type::hex32:
      return 4;
    case value_type::size:
      return total % 8 == 0 ? 8 : 4;
    case value_type::int64:
    case value_type::uint64:
    case value_type::real64:
    case value_type::file_time:
    case value_type::hex64:
      return 8;
    case value_type::guid:
    case value_type::system_time:
      return 16;
    default:
      return 0;
  }
}

}  // namespace

Value to_value(std::uint8_t type, ByteView bytes, TextPool& pool) {
  if (bytes.empty()) return {};
  switch (type) {
    case value_type::null:
      return {};
    case value_type::string:
    case value_type::xml:
      return Value::of_text(pool.utf16(without_trailing_nul(bytes, 2)));
    case value_type::ansi_string:
      return Value::of_text(pool.windows_1252(without_trailing_nul(bytes, 1)));
    case value_type::int8:
      return Value::of_signed(signed_number(bytes, 1));
    case value_type::int16:
      return Value::of_signed(signed_number(bytes, 2));
    case value_type::int32:
      return Value::of_signed(signed_number(bytes, 4));
    case value_type::int64:
      return Value::of_signed(signed_number(bytes, 8));
    case value_type::uint8:
      return Value::of_unsigned(unsigned_number(bytes, 1));
    case value_type::uint16:
      return Value::of_unsigned(unsigned_number(bytes, 2));
    case value_type::uint32:
      return Value::of_unsigned(unsigned_number(bytes, 4));
    case value_type::uint64:
      return Value::of_unsigned(unsigned_number(bytes, 8));
    case value_type::hex32:
      return Value::of_unsigned(unsigned_number(bytes, 4), true);
    case value_type::size:  // printed like a pointer
    case value_type::hex64:
      return Value::of_unsigned(unsigned_number(bytes, 8), true);
    case value_type::real32:
    case value_type::real64:
      return real_value(type, bytes);
    case value_type::boolean:
      return Value::of_bool(unsigned_number(bytes, 8) != 0);  // any number but 0 occurs as true
    case value_type::file_time:
      if (bytes.size() < 8) return raw_value(Value::Type::bytes, bytes);
      return Value::of_time({unsigned_number(bytes, 8)});
    case value_type::system_time:
      return system_time_value(bytes);
    case value_type::guid:
      return raw_value(bytes.size() < 16 ? Value::Type::bytes : Value::Type::guid,
                       bytes.first(std::min<std::size_t>(bytes.size(), 16)));
    case value_type::sid:
      return sid_value(bytes);
    default:
      return raw_value(Value::Type::bytes, bytes);
  }
}

ArrayItems::ArrayItems(std::uint8_t array_type, ByteView bytes)
    : type_(static_cast<std::uint8_t>(array_type & ~value_type::array)),
      item_size_(item_size(type_, bytes.size())),
      rest_(type_ == value_type::string ? bytes.first(bytes.size() & ~std::size_t{1}) : bytes) {}

bool ArrayItems::next(ByteView& item) {
  if (rest_.empty()) return false;
  std::size_t size = item_size_, skip = 0;
  if (type_ == value_type::string) {
    while (size + 2 <= rest_.size() && load_le<std::uint16_t>(rest_, size) != 0) size += 2;
    skip = 2;
  } else if (type_ == value_type::ansi_string) {
    while (size < rest_.size() && rest_[size] != std::byte{0}) ++size;
    skip = 1;
  } else if (type_ == value_type::sid) {
    size = sid_size(rest_);
  }
  if (size + skip == 0) size = rest_.size();
  item = rest_.first(std::min(size, rest_.size()));
  rest_ = rest_.subspan(std::min(size + skip, rest_.size()));
  return true;
}

void append_value(const StoredValue& value, ByteView chunk, TextPool& pool, std::string& out) {
  if (!value.is_array()) {
    to_value(value.type, value.bytes(chunk), pool).append_text(out);
    return;
  }
  ArrayItems items(value.type, value.bytes(chunk));
  ByteView item;
  for (bool first = true; items.next(item); first = false) {
    if (!first) out += ',';
    to_value(items.item_type(), item, pool).append_text(out);
  }
}

}  // namespace doctor::evtx
