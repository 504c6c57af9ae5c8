#include "evtx/value_editor.h"

#include <algorithm>
#include <optional>

#include "base/ids.h"
#include "base/text.h"
#include "evtx/limits.h"

namespace doctor::evtx {

namespace {

/// Whether it is a number, a time or a GUID, and of the size of one.
bool has_its_size(std::uint8_t type, std::size_t size) {
  switch (type) {
    case value_type::int8:
    case value_type::uint8:
      return size == 1;
    case value_type::int16:
    case value_type::uint16:
      return size == 2;
    case value_type::int32:
    case value_type::uint32:
    case value_type::real32:
    case value_type::boolean:
    case value_type::hex32:
      return size == 4;
    case value_type::size:
      return size == 4 || size == 8;
    case value_type::int64:
    case value_type::uint64:
    case value_type::real64:
    case value_type::file_time:
    case value_type::hex64:
      return size == 8;
    case value_type::guid:
    case value_type::system_time:
      return size == 16;
    default:
      return false;
  }
}

bool is_text(std::uint8_t type) {
  return type == value_type::string || type == value_type::ansi_string || type == value_type::xml;
}

/// What Windows-1252 and Unicode have in common; a question mark for the rest.
std::string to_ansi(std::string_view utf8) {
  std::string out;
  for (std::size_t at = 0; at < utf8.size();) {
    const char32_t c = next_code_point(utf8, at);
    out += c < 0x80 || (c >= 0xa0 && c <= 0xff) ? static_cast<char>(static_cast<unsigned char>(c)) : '?';
  }
  return out;
}

std::string stored(std::uint8_t type, std::string_view utf8) {
  return type == value_type::ansi_string ? to_ansi(utf8) : to_utf16le(utf8);
}

std::string_view chars(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

bool ValueEditor::edit(const StoredValue& value, ByteView chunk, std::string_view field, std::string& out) {
  const ByteView bytes = value.bytes(chunk);
  if (bytes.empty() || value.is_null()) return false;
  const auto item_type = static_cast<std::uint8_t>(value.type & ~value_type::array);
  if (value.is_array() && (is_text(item_type) || item_type == value_type::sid)) return items(value, bytes, field, out);
  if (is_text(value.type)) return text(value.type, bytes, field, out);
  if (value.type == value_type::sid) return sid(bytes, field, out);
  if (value.is_array()) {
    ArrayItems list(value.type, bytes);
    ByteView item;
    while (list.next(item)) {
      if (!has_its_size(item_type, item.size())) return binary(bytes, field, out);
    }
    return false;
  }
  return !has_its_size(value.type, bytes.size()) && binary(bytes, field, out);
}

bool ValueEditor::text(std::uint8_t type, ByteView bytes, std::string_view field, std::string& out) {
  std::pmr::monotonic_buffer_resource arena;
  Budget budget;
  TextPool pool(arena, budget);
  const std::string_view read = to_value(type, bytes, pool).text;
  if (read.empty() || !editor_.edit(read, field, edited_)) return false;
  out = stored(type, edited_);
  const std::size_t unit = type == value_type::ansi_string ? 1 : 2;
  const ByteView last = bytes.last(std::min(unit, bytes.size()));
  if (std::all_of(last.begin(), last.end(), [](std::byte b) { return b == std::byte{0}; })) out.append(unit, '\0');
  return true;
}

bool ValueEditor::sid(ByteView bytes, std::string_view field, std::string& out) {
  const std::string read = sid_text(bytes);
  if (read.empty() || bytes.size() != 8 + 4 * std::to_integer<std::size_t>(bytes[1])) return binary(bytes, field, out);
  if (!editor_.edit_sid(read, edited_)) return false;
  const std::optional<std::string> parsed = parse_sid(edited_);
  out = parsed ? *parsed : *parse_sid("S-1-0-0");
  return true;
}

bool ValueEditor::binary(ByteView bytes, std::string_view field, std::string& out) {
  return editor_.edit_binary(chars(bytes), field, out);
}

bool ValueEditor::items(const StoredValue& value, ByteView bytes, std::string_view field, std::string& out) {
  const auto type = static_cast<std::uint8_t>(value.type & ~value_type::array);
  const std::size_t unit = type == value_type::sid ? 0 : type == value_type::ansi_string ? 1 : 2;
  ArrayItems list(value.type, bytes);
  ByteView item;
  bool changed = false;
  std::string all, one;
  while (list.next(item)) {
    const bool edited = type == value_type::sid ? sid(item, field, one) : text(type, item, field, one);
    all += edited ? std::string_view(one) : chars(item);
    all.append(unit, '\0');
    changed = changed || edited;
  }
  if (changed) out = std::move(all);
  return changed;
}

}  // namespace doctor::evtx
