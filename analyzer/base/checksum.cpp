#include "base/checksum.h"

#include <libdeflate.h>

#include <array>
#include <bit>
#include <cstddef>

namespace doctor {

std::uint32_t crc32(ByteView data, std::uint32_t seed) {
  return data.empty() ? seed : libdeflate_crc32(seed, data.data(), data.size());
}

std::string_view checksum_library() {
  return "libdeflate " LIBDEFLATE_VERSION_STRING;
}

namespace {

// The constants of XXH64.
constexpr std::uint64_t kPrime1 = 0x9e3779b185ebca87, kPrime2 = 0xc2b2ae3d27d4eb4f, kPrime3 = 0x165667b19e3779f9,
                        kPrime4 = 0x85ebca77c2b2ae63, kPrime5 = 0x27d4eb2f165667c5;

std::uint64_t stir(std::uint64_t sum, std::uint64_t word) {
  return std::rotl(sum + word * kPrime2, 31) * kPrime1;
}

// Four sums side by side, so that a multiplication need not wait for the one before. Moves `at` behind the last whole 32 bytes.
std::uint64_t hash_blocks(ByteView data, std::size_t& at) {
  std::array<std::uint64_t, 4> sums = {kPrime1 + kPrime2, kPrime2, 0, 0 - kPrime1};
  for (; data.size() - at >= 32; at += 32) {
    for (std::size_t i = 0; i < 4; ++i) sums[i] = stir(sums[i], load_le<std::uint64_t>(data, at + 8 * i));
  }
  std::uint64_t hash = std::rotl(sums[0], 1) + std::rotl(sums[1], 7) + std::rotl(sums[2], 12) + std::rotl(sums[3], 18);
  for (const std::uint64_t sum : sums) hash = (hash ^ stir(0, sum)) * kPrime1 + kPrime4;
  return hash;
}

}  // namespace

std::uint64_t hash64(ByteView data) {
  std::size_t at = 0;
  std::uint64_t hash = (data.size() >= 32 ? hash_blocks(data, at) : kPrime5) + data.size();
  for (; data.size() - at >= 8; at += 8) {
    hash = std::rotl(hash ^ stir(0, load_le<std::uint64_t>(data, at)), 27) * kPrime1 + kPrime4;
  }
  if (data.size() - at >= 4) {
    hash = std::rotl(hash ^ load_le<std::uint32_t>(data, at) * kPrime1, 23) * kPrime2 + kPrime3;
    at += 4;
  }
  for (; at < data.size(); ++at) {
    hash = std::rotl(hash ^ std::to_integer<std::uint64_t>(data[at]) * kPrime5, 11) * kPrime1;
  }
  hash = (hash ^ hash >> 33) * kPrime2;
  hash = (hash ^ hash >> 29) * kPrime3;
  return hash ^ hash >> 32;
}

void Fingerprint::add(std::string_view bytes) {
  for (const char c : bytes) {
    state_ ^= static_cast<unsigned char>(c);
    state_ *= 0x100000001b3ULL;
  }
}

void Fingerprint::add_field(std::string_view bytes) {
  std::uint64_t n = bytes.size();
  char length[8];
  for (char& c : length) {
    c = static_cast<char>(n & 0xff);
    n >>= 8;
  }
  add({length, sizeof length});
  add(bytes);
}

}  // namespace doctor
