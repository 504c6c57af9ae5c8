#pragma once
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/bytes.h"
#include "event/value.h"
#include "evtx/text_pool.h"
#include "evtx/tokens.h"

namespace doctor::evtx {

/// One entry of a substitution array: where its bytes lie in the chunk, and what they are.
struct StoredValue {
  std::uint32_t offset = 0;  ///< from the start of the chunk
  std::uint16_t size = 0;
  std::uint8_t type = value_type::null;

  bool is_null() const { return type == value_type::null; }
  bool is_array() const { return (type & value_type::array) != 0; }
  bool is_binary_xml() const { return type == value_type::binary_xml; }
  ByteView bytes(ByteView chunk) const { return chunk.subspan(offset, size); }
};

/// A scalar of the given type. A value of the wrong size is read as far as it makes sense: a short whole number as the shorter
/// number, a malformed SID, GUID or SYSTEMTIME as bytes, an unknown type as bytes. Text ends before trailing NULs. An empty
/// value of any type is none.
/// Lifetime: text points into `pool`'s arena; guid, sid and bytes point into `bytes`.
Value to_value(std::uint8_t type, ByteView bytes, TextPool& pool);

/// Walks the items of an array value. Strings end with a NUL each; SIDs have their own length; the rest is of fixed size.
/// Arrays of an unknown type, and a last item that is cut, are one item with all that is left.
/// An empty array has no item.
class ArrayItems {
 public:
  ArrayItems(std::uint8_t array_type, ByteView bytes);

  std::uint8_t item_type() const { return type_; }
  bool next(ByteView& item);

 private:
  std::uint8_t type_;
  std::size_t item_size_;  ///< 0: not fixed
  ByteView rest_;
};

/// Appends the value as text; the items of an array are joined with ",". For values that stand beside other text.
void append_value(const StoredValue& value, ByteView chunk, TextPool& pool, std::string& out);

}  // namespace doctor::evtx
