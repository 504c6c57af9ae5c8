#pragma once
#include <cstdint>
#include <memory_resource>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "evtx/limits.h"

namespace doctor::evtx {

/// Makes UTF-8 text in an arena, within the budget of the chunk: when that is spent, everything comes back empty.
/// Lifetime of the views: that of the arena's content (an EventBatch's: until its next clear()).
class TextPool {
 public:
  TextPool(std::pmr::memory_resource& arena, Budget& budget) : arena_(&arena), budget_(budget) {}

  std::pmr::memory_resource& arena() { return *arena_; }
  void use(std::pmr::memory_resource& arena) { arena_ = &arena; }

  std::string_view utf16(ByteView utf16le);
  std::string_view windows_1252(ByteView ansi);
  std::string_view copy(std::string_view utf8);
  /// "a" + "b" + "c" in one piece.
  std::string_view join(std::string_view a, std::string_view b, std::string_view c = {});
  /// "path[7]"
  std::string_view indexed(std::string_view path, std::size_t index);

  /// Takes work off the chunk's budget; false if it is spent.
  bool spend(std::uint64_t steps = 1) { return budget_.steps(steps); }

  /// An empty string that keeps its memory, for building what copy() then keeps. One user at a time.
  std::string& scratch() {
    scratch_.clear();
    return scratch_;
  }

 private:
  char* allocate(std::size_t n);

  std::pmr::memory_resource* arena_;
  Budget& budget_;
  std::string scratch_, decoded_;
};

}  // namespace doctor::evtx
