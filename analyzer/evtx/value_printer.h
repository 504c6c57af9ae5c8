#pragma once
#include <cstddef>
#include <string_view>

#include "base/escape.h"
#include "base/print.h"
#include "base/text_buffer.h"
#include "evtx/values.h"

namespace doctor::evtx {

/// In which of the forms of a printed event a value stands.
enum class Form : std::uint8_t { xml_text, xml_attribute, json };

/// Prints stored values straight from the chunk: as Windows prints them in XML, or as JSON (numbers and booleans bare, all else in
/// quotes, null for none; an empty text is an empty text). For values whose size fits their type that is done without a detour; the
/// others become a Value first, so that both ways print what Value::append_text() says.
/// Threads: one at a time.
class ValuePrinter {
 public:
  explicit ValuePrinter(TextPool& pool) : pool_(pool) {}

  /// Appends a value that is no binary XML. The items of an array are joined with "," in XML; in JSON they are a list, but a single
  /// one stands for itself.
  void print(const StoredValue& value, ByteView chunk, Form form, TextBuffer& out);
  /// One item of an array, or a scalar.
  void print(std::uint8_t type, ByteView bytes, ByteView chunk, Form form, TextBuffer& out);
  /// Text of the program's own (literals of templates).
  static void print_text(std::string_view utf8, Form form, TextBuffer& out);

 private:
  void print_string(ByteView utf16, ByteView chunk, Form form, TextBuffer& out);
  void print_other(std::uint8_t type, ByteView bytes, Form form, TextBuffer& out);

  TextPool& pool_;
  TimePrinter times_;
};

}  // namespace doctor::evtx
