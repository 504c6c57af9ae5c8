#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "base/escape.h"
#include "base/print.h"
#include "base/text_buffer.h"
#include "evtx/values.h"

namespace doctor::evtx {

/// In which of the forms of a printed event a value stands.
enum class Form : std::uint8_t { xml_text, xml_attribute, json };

/// Room that ValuePrinter::put() may need for a value of this many bytes.
constexpr std::size_t value_room(std::size_t size) {
  return 3 * size + kMostSidText + 64;
}

/// Prints stored values straight from the chunk: as Windows prints them in XML, or as JSON (numbers and booleans bare, all else in
/// quotes, null for none; an empty text is an empty text). For values whose size fits their type that is done without a detour; the
/// others become a Value first, so that both ways print what Value::append_text() says.
/// Threads: one at a time.
class ValuePrinter {
 public:
  explicit ValuePrinter(TextPool& pool) : pool_(pool) {}

  /// The short way for scalars of the usual types whose size is right: prints one to `to`, where value_room() is free, and returns the
  /// place behind it, or null for any other value: print() it then.
  template <Form form>
  char* put(char* to, const StoredValue& value, ByteView chunk);

  /// Appends a value that is no binary XML. The items of an array are joined with "," in XML; in JSON they are a list, but a single
  /// one stands for itself.
  void print(const StoredValue& value, ByteView chunk, Form form, TextBuffer& out);
  /// One item of an array, or a scalar.
  void print(std::uint8_t type, ByteView bytes, ByteView chunk, Form form, TextBuffer& out);
  /// Text of the program's own (literals of templates).
  static void print_text(std::string_view utf8, Form form, TextBuffer& out);

 private:
  void print_other(std::uint8_t type, ByteView bytes, Form form, TextBuffer& out);

  /// GUIDs printed lately: the same few stand in record after record.
  struct KnownGuid {
    std::array<std::byte, 16> bytes{};
    std::array<char, 48> text{};
    bool plain = false, known = false;
  };
  char* put_known_guid(char* to, const std::byte* bytes, bool plain);

  TextPool& pool_;
  TimePrinter times_;
  std::array<KnownGuid, 16> guids_{};
};

template <Form form>
char* ValuePrinter::put(char* to, const StoredValue& value, ByteView chunk) {
  constexpr bool json = form == Form::json;
  constexpr Escape escape = form == Form::json       ? Escape::json
                            : form == Form::xml_text ? Escape::xml_text
                                                     : Escape::xml_attribute;
  const std::byte* p = chunk.data() + value.offset;
  const auto quoted = [&](auto write) {
    if constexpr (json) *to++ = '"';
    to = write(to);
    if constexpr (json) *to++ = '"';
    return to;
  };
  const auto number = [&](auto n) {
    std::memcpy(&n, p, sizeof n);
    return n;
  };
  const std::uint32_t size = value.size;
  switch (value.type) {
    case value_type::null:
      if constexpr (json) to = doctor::put(to, "null");
      return to;
    case value_type::string: {
      std::size_t text = size & ~1u;
      while (text >= 2 && p[text - 1] == std::byte{0} && p[text - 2] == std::byte{0})
        text -= 2;  // Windows counts the NUL
      return quoted([&](char* at) { return put_escaped_at<escape>(at, {p, text}, chunk.data() + chunk.size()); });
    }
    case value_type::uint8:
      return size == 1 ? put_decimal(to, number(std::uint8_t{})) : nullptr;
    case value_type::uint16:
      return size == 2 ? put_decimal(to, number(std::uint16_t{})) : nullptr;
    case value_type::int32:
      return size == 4 ? put_signed(to, number(std::int32_t{})) : nullptr;
    case value_type::uint32:
      return size == 4 ? put_decimal(to, number(std::uint32_t{})) : nullptr;
    case value_type::int64:
      return size == 8 ? put_signed(to, number(std::int64_t{})) : nullptr;
    case value_type::uint64:
      return size == 8 ? put_decimal(to, number(std::uint64_t{})) : nullptr;
    case value_type::hex32:
      return size == 4 ? quoted([&](char* at) { return put_hex(at, number(std::uint32_t{})); }) : nullptr;
    case value_type::size:
    case value_type::hex64:
      return size == 8 ? quoted([&](char* at) { return put_hex(at, number(std::uint64_t{})); }) : nullptr;
    case value_type::boolean:
      return size == 4 ? doctor::put(to, number(std::uint32_t{}) != 0 ? "true" : "false") : nullptr;
    case value_type::file_time:
      return size == 8 ? quoted([&](char* at) { return times_.put(at, {number(std::uint64_t{})}); }) : nullptr;
    case value_type::guid:
      return size == 16 ? quoted([&](char* at) { return put_known_guid(at, p, json); }) : nullptr;
    default:
      break;
  }
  if (value.type == value_type::sid && value.size >= 8 && value.size == 8 + 4 * std::to_integer<std::uint32_t>(p[1]) &&
      std::to_integer<unsigned>(p[1]) <= 15) {
    return quoted([&](char* at) { return put_sid(at, {p, value.size}); });
  }
  return nullptr;
}

}  // namespace doctor::evtx
