#pragma once
#include <cstddef>
#include <cstdint>

namespace doctor::evtx {

// Sizes of the format (MS-EVEN6 2.2.17 describes the events; the file layout is documented in docs/evtx-format.md).
inline constexpr std::size_t kFileHeaderSize = 4096;  ///< reserved; 128 bytes are used
inline constexpr std::size_t kChunkSize = 65536;
inline constexpr std::size_t kChunkHeaderSize = 512;
inline constexpr std::size_t kRecordHeaderSize = 24;
inline constexpr std::size_t kRecordMinSize =
    kRecordHeaderSize + 4;  ///< header and the copy of the size behind the body

// Bounds against hostile input. Each is several times what a full chunk of real events needs.

/// Nested elements and nested binary XML values together. Real records nest four or five deep.
inline constexpr unsigned kMaxDepth = 64;
/// Steps (tokens compiled, operations walked, comparisons of names) per chunk. The densest honest chunk, 64 KiB of empty
/// values at 4 bytes each and 4 steps for each, needs 65,536; real ones stay below 20,000.
inline constexpr std::uint64_t kMaxSteps = 256 * 1024;
/// Bytes of text made per chunk. UTF-8 is at most 1.5 times UTF-16; the rest are the paths of nested fields.
inline constexpr std::uint64_t kMaxTextBytes = 8 * 1024 * 1024;

/// What one chunk may still cost. Once it is overdrawn it stays so, and whoever works on the chunk stops.
class Budget {
 public:
  bool steps(std::uint64_t n = 1) { return take(steps_, n); }
  bool text(std::uint64_t n) { return take(text_, n); }
  bool spent() const { return spent_; }

 private:
  bool take(std::uint64_t& left, std::uint64_t n) {
    if (n > left || spent_) {
      spent_ = true;
      return false;
    }
    left -= n;
    return true;
  }

  std::uint64_t steps_ = kMaxSteps, text_ = kMaxTextBytes;
  bool spent_ = false;
};

}  // namespace doctor::evtx
