#pragma once
#include <cstddef>

namespace doctor::xml {

// Every bound against hostile input. A log record of Windows is at most 64 KiB of binary XML, so nothing genuine comes near.

/// Longest <Event> in characters of UTF-8, and longest comment, CDATA section, tag or gap that is looked at as a whole.
inline constexpr std::size_t kMaxPiece = std::size_t{1} << 20;

/// What the splitter may have to look at, at most, from one position: an event that ends in a long comment, and a little more.
inline constexpr std::size_t kLookahead = 3 * kMaxPiece;

/// Where slices of a file begin: the pieces that begin in so many bytes are one slice. Small enough for the processor's second cache.
inline constexpr std::size_t kSliceBytes = std::size_t{512} << 10;

/// What is read behind them at first, since the last piece reaches over the end; more if that does not do.
inline constexpr std::size_t kOverlap = std::size_t{16} << 10;

/// Deepest nesting of elements; CAPI2, the deepest writer known, needs 10.
inline constexpr int kMaxDepth = 64;

/// Paths of nested fields repeat the names of their parents. An event may use this many times its own size for them, and the
/// constant in any case; real events stay below twice.
inline constexpr std::size_t kPathBytesPerByte = 16;
inline constexpr std::size_t kPathBytesAlways = std::size_t{16} << 10;

}  // namespace doctor::xml
