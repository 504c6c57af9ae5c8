#include "base/checksum.h"

#include <libdeflate.h>

namespace doctor {

std::uint32_t crc32(ByteView data, std::uint32_t seed) {
  return data.empty() ? seed : libdeflate_crc32(seed, data.data(), data.size());
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
