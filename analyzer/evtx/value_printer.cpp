#include "evtx/value_printer.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <string>

namespace doctor::evtx {

namespace {

/// More than any number, GUID, SID or time needs with its quotes.
constexpr std::size_t kRoom = kMostSidText + 2;

Escape escape_of(Form form) {
  return form == Form::json ? Escape::json : form == Form::xml_text ? Escape::xml_text : Escape::xml_attribute;
}

template <class Write>
void print_quoted(Form form, TextBuffer& out, Write write) {
  char* to = out.reserve(kRoom);
  if (form == Form::json) *to++ = '"';
  to = write(to);
  if (form == Form::json) *to++ = '"';
  out.finish(to);
}

template <class Write>
void print_bare(TextBuffer& out, Write write) {
  out.finish(write(out.reserve(kRoom)));
}

template <class T>
T number(ByteView bytes) {
  return load_le<T>(bytes, 0);
}

}  // namespace

void ValuePrinter::print(const StoredValue& value, ByteView chunk, Form form, TextBuffer& out) {
  if (!value.is_array()) {
    print(value.type, value.bytes(chunk), chunk, form, out);
    return;
  }
  ArrayItems items(value.type, value.bytes(chunk));
  ByteView item, following;
  if (!items.next(item)) {
    if (form == Form::json) out += "null";
    return;
  }
  bool more = items.next(following);
  const bool list = more && form == Form::json;
  if (list) out += '[';
  for (;;) {
    print(items.item_type(), item, chunk, form, out);
    if (!more || !pool_.spend()) break;
    out += ',';
    item = following;
    more = items.next(following);
  }
  if (list) out += ']';
}

void ValuePrinter::print(std::uint8_t type, ByteView bytes, ByteView chunk, Form form, TextBuffer& out) {
  const std::size_t size = bytes.size();
  switch (type) {
    case value_type::string:
    case value_type::xml:
      print_string(bytes, chunk, form, out);
      return;
    case value_type::uint8:
      if (size == 1) return print_bare(out, [&](char* to) { return put_decimal(to, number<std::uint8_t>(bytes)); });
      break;
    case value_type::uint16:
      if (size == 2) return print_bare(out, [&](char* to) { return put_decimal(to, number<std::uint16_t>(bytes)); });
      break;
    case value_type::uint32:
      if (size == 4) return print_bare(out, [&](char* to) { return put_decimal(to, number<std::uint32_t>(bytes)); });
      break;
    case value_type::uint64:
      if (size == 8) return print_bare(out, [&](char* to) { return put_decimal(to, number<std::uint64_t>(bytes)); });
      break;
    case value_type::int32:
      if (size == 4) return print_bare(out, [&](char* to) { return put_signed(to, number<std::int32_t>(bytes)); });
      break;
    case value_type::hex32:
      if (size == 4) return print_quoted(form, out, [&](char* to) { return put_hex(to, number<std::uint32_t>(bytes)); });
      break;
    case value_type::hex64:
      if (size == 8) return print_quoted(form, out, [&](char* to) { return put_hex(to, number<std::uint64_t>(bytes)); });
      break;
    case value_type::size:
      if (size == 8) return print_quoted(form, out, [&](char* to) { return put_hex(to, number<std::uint64_t>(bytes)); });
      break;
    case value_type::boolean:
      if (size == 4) {
        out += number<std::uint32_t>(bytes) != 0 ? "true" : "false";
        return;
      }
      break;
    case value_type::guid:
      if (size == 16)
        return print_quoted(form, out, [&](char* to) { return put_guid(to, bytes, form == Form::json); });
      break;
    case value_type::file_time:
      if (size == 8)
        return print_quoted(form, out, [&](char* to) { return times_.put(to, {number<std::uint64_t>(bytes)}); });
      break;
    case value_type::sid:
      if (size >= 8 && size == 8 + 4 * std::to_integer<std::size_t>(bytes[1]))
        return print_quoted(form, out, [&](char* to) { return put_sid(to, bytes); });
      break;
    default:
      break;
  }
  print_other(type, bytes, form, out);
}

void ValuePrinter::print_string(ByteView utf16, ByteView chunk, Form form, TextBuffer& out) {
  utf16 = utf16.first(utf16.size() & ~std::size_t{1});
  while (utf16.size() >= 2 && load_le<std::uint16_t>(utf16, utf16.size() - 2) == 0) utf16 = utf16.first(utf16.size() - 2);
  char* to = out.reserve(escaped_room(utf16.size() / 2) + 2);
  if (form == Form::json) *to++ = '"';
  to = put_escaped(to, utf16, escape_of(form), chunk.data() + chunk.size());
  if (form == Form::json) *to++ = '"';
  out.finish(to);
}

void ValuePrinter::print_text(std::string_view utf8, Form form, TextBuffer& out) {
  char* to = out.reserve(escaped_room(utf8.size()) + 2);
  if (form == Form::json) *to++ = '"';
  to = put_escaped(to, utf8, escape_of(form));
  if (form == Form::json) *to++ = '"';
  out.finish(to);
}

void ValuePrinter::print_other(std::uint8_t type, ByteView bytes, Form form, TextBuffer& out) {
  const bool json = form == Form::json;
  const Value value = to_value(type, bytes, pool_);
  switch (value.type) {
    case Value::Type::none:
      if (json) out += type == value_type::ansi_string ? "\"\"" : "null";
      return;
    case Value::Type::bytes: {
      const ByteView raw = as_bytes(value.text.data(), value.text.size());
      char* to = out.reserve(2 * raw.size() + 2);
      if (json) *to++ = '"';
      to = put_hex_bytes(to, raw);
      if (json) *to++ = '"';
      out.finish(to);
      return;
    }
    case Value::Type::unsigned_int:
    case Value::Type::signed_int:
    case Value::Type::boolean:
    case Value::Type::real: {
      const bool bare = !value.hex && (value.type != Value::Type::real || std::isfinite(std::bit_cast<double>(value.number)));
      std::string text;
      value.append_text(text);
      if (json && !bare) out += '"';
      out += text;
      if (json && !bare) out += '"';
      return;
    }
    case Value::Type::guid:
      return print_quoted(form, out, [&](char* to) {
        return put_guid(to, as_bytes(value.text.data(), value.text.size()), json);
      });
    default: {
      std::string text;
      value.append_text(text);
      print_text(text, form, out);
    }
  }
}

}  // namespace doctor::evtx
