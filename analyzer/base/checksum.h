#pragma once
#include <cstdint>
#include <string_view>

#include "base/bytes.h"

namespace doctor {

/// CRC-32 as in zlib and EVTX (IEEE 802.3, reflected). `seed` is the result so far, 0 to begin.
std::uint32_t crc32(ByteView data, std::uint32_t seed = 0);

/// XXH64 with seed 0, as its specification says: a checksum over megabytes, eight bytes at a time, the same on every machine.
std::uint64_t hash64(ByteView data);

/// "libdeflate 1.14": the library behind crc32(), as of the build.
std::string_view checksum_library();

/// 64-bit FNV-1a: a fingerprint that is the same on every machine. Not for keeping secrets.
class Fingerprint {
 public:
  Fingerprint() = default;
  /// Goes on where another ended.
  explicit Fingerprint(std::uint64_t value) : state_(value) {}

  void add(std::string_view bytes);
  /// Adds the length as well, so that ("ab","c") and ("a","bc") differ.
  void add_field(std::string_view bytes);
  std::uint64_t value() const { return state_; }

 private:
  std::uint64_t state_ = 0xcbf29ce484222325ULL;
};

}  // namespace doctor
