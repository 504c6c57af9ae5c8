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

}  // namespace

char* ValuePrinter::put_known_guid(char* to, const std::byte* bytes, bool plain) {
  KnownGuid& known =
      guids_[(std::to_integer<std::size_t>(bytes[0]) ^ std::to_integer<std::size_t>(bytes[9])) % guids_.size()];
  if (!known.known || known.plain != plain || !equal_bytes(known.bytes.data(), bytes, 16)) {
    std::memcpy(known.bytes.data(), bytes, 16);
    known.known = true;
    known.plain = plain;
    put_guid(known.text.data(), {bytes, 16}, plain);
  }
  std::memcpy(to, known.text.data(), known.text.size());  // 36 or 38 count
  return to + (plain ? 36 : 38);
}

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
  if (bytes.size() <= 0xffff) {
    const StoredValue value{static_cast<std::uint32_t>(bytes.data() - chunk.data()),
                            static_cast<std::uint16_t>(bytes.size()), type};
    char* to = out.reserve(value_room(bytes.size()));
    const char* end = form == Form::json       ? put<Form::json>(to, value, chunk)
                      : form == Form::xml_text ? put<Form::xml_text>(to, value, chunk)
                                               : put<Form::xml_attribute>(to, value, chunk);
    if (end != nullptr) {
      out.finish(end);
      return;
    }
  }
  print_other(type, bytes, form, out);
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
      const bool bare =
          !value.hex && (value.type != Value::Type::real || std::isfinite(std::bit_cast<double>(value.number)));
      std::string text;
      value.append_text(text);
      if (json && !bare) out += '"';
      out += text;
      if (json && !bare) out += '"';
      return;
    }
    case Value::Type::guid: {
      char* to = out.reserve(kRoom);
      if (json) *to++ = '"';
      to = put_guid(to, as_bytes(value.text.data(), value.text.size()), json);
      if (json) *to++ = '"';
      out.finish(to);
      return;
    }
    default: {
      std::string text;
      value.append_text(text);
      if (type == value_type::system_time && value.type == Value::Type::time && !json) {
        text.replace(text.size() - 5, 4, "");  // milliseconds are all it has, and all that Windows prints
      }
      print_text(text, form, out);
    }
  }
}

}  // namespace doctor::evtx
