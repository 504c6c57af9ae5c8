#pragma once
#include <cstddef>
#include <memory_resource>
#include <string_view>
#include <unordered_map>

#include "base/bytes.h"
#include "evtx/limits.h"

namespace doctor::evtx {

/// The names of elements and attributes in UTF-8, each once: the same few hundred stand in every chunk.
/// Lifetime of the views: until clear(). Threads: one at a time.
class NameTable {
 public:
  explicit NameTable(std::pmr::memory_resource& arena) : arena_(arena) {}
  NameTable(const NameTable&) = delete;
  NameTable& operator=(const NameTable&) = delete;

  /// The name written as `utf16le`; empty if it is, or if the budget is spent.
  std::string_view intern(ByteView utf16le, Budget& budget);
  void clear() { names_.clear(); }  ///< before the arena is released

 private:
  std::pmr::memory_resource& arena_;
  std::unordered_map<std::string_view, std::string_view> names_;  ///< by the bytes as stored
};

}  // namespace doctor::evtx
