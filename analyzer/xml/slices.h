#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "base/result.h"
#include "xml/encoding.h"
#include "xml/input.h"
#include "xml/limits.h"

namespace doctor::xml {

/// How a file is cut: in stretches of the same size. A slice is made of the pieces (splitter.h) that begin in its stretch, so where it
/// really begins is known only when the one before has been split: SliceChain hands that on.
struct Slicing {
  Detected encoding;
  std::uint64_t file_bytes = 0;
  std::size_t slice_bytes = kSliceBytes;  ///< even, so that no unit of UTF-16 lies in two stretches
  bool has_event = false;                 ///< a whole one, well-formed or not

  std::size_t count() const {
    const std::uint64_t body = file_bytes - std::min<std::uint64_t>(file_bytes, encoding.bom_bytes);
    return static_cast<std::size_t>((body + slice_bytes - 1) / slice_bytes);
  }
  std::uint64_t begin_of(std::size_t slice) const { return encoding.bom_bytes + std::uint64_t{slice} * slice_bytes; }
  std::uint64_t end_of(std::size_t slice) const { return std::min(file_bytes, begin_of(slice + 1)); }
};

/// Looks at the beginning, up to the first event; passes through the whole input, in windows of a few MiB, only if there is none.
/// Error: errc io.
Result<Slicing> slice_up(const Input& input, std::size_t slice_bytes = kSliceBytes);

}  // namespace doctor::xml
