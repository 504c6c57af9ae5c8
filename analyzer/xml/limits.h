#pragma once
#include <cstddef>

namespace doctor::xml {

// Every bound against hostile input. A log record of Windows is at most 64 KiB of binary XML, so nothing genuine comes near.

/// Longest <Event> in characters of UTF-8, and longest comment, CDATA section, tag or gap that is looked at as a whole.
inline constexpr std::size_t kMaxPiece = std::size_t{1} << 20;

/// What the splitter may have to look at from one position: an event that ends in a long comment, and a little more.
inline constexpr std::size_t kLookahead = 3 * kMaxPiece;

/// A slice is closed when it has reached this many bytes of the file.
inline constexpr std::size_t kSliceBytes = std::size_t{1} << 20;

/// Deepest nesting of elements; CAPI2, the deepest writer known, needs 10.
inline constexpr int kMaxDepth = 64;

/// Paths of nested fields repeat the names of their parents. An event may use this many times its own size for them, and the
/// constant in any case; real events stay below twice.
inline constexpr std::size_t kPathBytesPerByte = 16;
inline constexpr std::size_t kPathBytesAlways = std::size_t{16} << 10;

}  // namespace doctor::xml
