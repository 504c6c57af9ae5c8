#include "base/checksum.h"

#include <array>

namespace doctor {

namespace {

using Tables = std::array<std::array<std::uint32_t, 256>, 8>;

// Eight tables let the loop take eight bytes a step ("slicing by 8"): the checksum of a chunk is read from memory, not computed bit by bit.
constexpr Tables make_tables() {
  Tables t{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t c = i;
    for (int bit = 0; bit < 8; ++bit) c = (c & 1) != 0 ? 0xedb88320U ^ (c >> 1) : c >> 1;
    t[0][i] = c;
  }
  for (std::uint32_t i = 0; i < 256; ++i) {
    for (std::size_t k = 1; k < 8; ++k) t[k][i] = (t[k - 1][i] >> 8) ^ t[0][t[k - 1][i] & 0xff];
  }
  return t;
}
constexpr Tables kTables = make_tables();

}  // namespace

std::uint32_t crc32(ByteView data, std::uint32_t seed) {
  std::uint32_t c = ~seed;
  std::size_t i = 0;
  for (; i + 8 <= data.size(); i += 8) {
    const std::uint32_t low = load_le<std::uint32_t>(data, i) ^ c;
    const std::uint32_t high = load_le<std::uint32_t>(data, i + 4);
    c = kTables[7][low & 0xff] ^ kTables[6][(low >> 8) & 0xff] ^ kTables[5][(low >> 16) & 0xff] ^
        kTables[4][low >> 24] ^ kTables[3][high & 0xff] ^ kTables[2][(high >> 8) & 0xff] ^
        kTables[1][(high >> 16) & 0xff] ^ kTables[0][high >> 24];
  }
  for (; i < data.size(); ++i) c = kTables[0][(c ^ static_cast<std::uint32_t>(data[i])) & 0xff] ^ (c >> 8);
  return ~c;
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
