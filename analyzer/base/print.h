#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "base/bytes.h"
#include "base/time.h"

namespace doctor {

// Writers of small pieces through a pointer, for printing events by the million. Each writes to `to`, where its room is stated, and
// returns the place behind what it wrote.

/// At most 20 bytes.
char* put_decimal(char* to, std::uint64_t n);
/// At most 20 bytes.
char* put_signed(char* to, std::int64_t n);
/// "0x1f", without leading zeros: at most 18 bytes.
char* put_hex(char* to, std::uint64_t n);
/// Two upper-case digits a byte.
char* put_hex_bytes(char* to, ByteView bytes);
/// The 16 bytes of a GUID as Windows stores it: "{555908d1-...}" or, `plain`, "555908D1-..." as the tools of the Sigma world write it:
/// 38 bytes. Requires 16 bytes.
char* put_guid(char* to, ByteView guid, bool plain);
/// At most kMostSidText bytes; writes nothing for a malformed one. Says the same as sid_text().
inline constexpr std::size_t kMostSidText = 200;
char* put_sid(char* to, ByteView sid);

inline char* put(char* to, std::string_view text) {
  std::memcpy(to, text.data(), text.size());
  return to + text.size();
}

/// Writes times like "2015-06-01T07:00:00.1234567Z" (28 bytes, 29 to 33 for years beyond 9999); remembers the last day, since records of
/// one day stand together.
class TimePrinter {
 public:
  static constexpr std::size_t kMost = 40;
  char* put(char* to, FileTime time);

 private:
  std::uint64_t day_ = ~std::uint64_t{0};
  std::array<char, 20> date_{};
  std::size_t date_size_ = 0;
};

}  // namespace doctor
