#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace doctor {

// What encode.cpp writes and decode.cpp reads: docs/state.md.

inline constexpr std::string_view kStateMagic = "SCHDSTAT";
inline constexpr std::uint32_t kStateVersion = 2;
inline constexpr std::uint32_t kFirstStateVersion = 1;  ///< without torn tails and quiet outcome: still read
inline constexpr std::size_t kStateVersionAt = 8, kStateLengthAt = 12;
inline constexpr std::size_t kStateHeader = 20;   ///< magic, version, length of what follows without the checksum
inline constexpr std::size_t kStateChecksum = 8;

/// Of the finding before in the same log, from which the next one is counted.
struct FindingPlace {
  std::uint64_t offset = 0, record_id = 0;
};

}  // namespace doctor
