#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/result.h"
#include "xml/encoding.h"
#include "xml/input.h"

namespace doctor::xml {

/// A stretch of the file that can be read without any other: whole pieces only.
struct Slice {
  std::uint64_t offset = 0;  ///< bytes from the start of the file
  std::uint64_t size = 0;    ///< in bytes of the file
  std::uint32_t line = 1;    ///< of its first character, counted from 1
  bool too_long = false;     ///< it is one event over the limit, or the rest of one: not to be read
};

struct SliceIndex {
  Detected encoding;
  std::vector<Slice> slices;
  std::uint64_t events = 0;  ///< whole ones, well-formed or not
};

/// Passes once through the input, in windows of a few MiB, and finds where to cut. Error: errc io.
Result<SliceIndex> find_slices(const Input& input);

/// How many line ends there are.
std::uint32_t count_lines(std::string_view text);

}  // namespace doctor::xml
