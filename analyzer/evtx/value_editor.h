#pragma once
#include <cstdint>
#include <memory_resource>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "event/text_editor.h"
#include "evtx/text_pool.h"
#include "evtx/values.h"

namespace doctor::evtx {

/// Asks a TextEditor about stored values: texts of all kinds, lists of texts item by item, SIDs; and, as bytes, about everything that may
/// hide something: binary data, values whose size does not fit their type, types nobody knows. Numbers, times and GUIDs stay.
/// Threads: one at a time.
class ValueEditor {
 public:
  explicit ValueEditor(TextEditor& editor) : editor_(editor) {}

  /// True if `out` is to be written in place of the value's bytes, with the same type. Not for binary XML.
  bool edit(const StoredValue& value, ByteView chunk, std::string_view field, std::string& out);

 private:
  bool text(std::uint8_t type, ByteView bytes, std::string_view field, std::string& out);
  bool sid(ByteView bytes, std::string_view field, std::string& out);
  bool binary(ByteView bytes, std::string_view field, std::string& out);
  bool items(const StoredValue& value, ByteView bytes, std::string_view field, std::string& out);

  TextEditor& editor_;
  std::string edited_;
};

}  // namespace doctor::evtx
