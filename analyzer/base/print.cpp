#include "base/print.h"

#include <fmt/format.h>

#include <bit>

namespace doctor {

namespace {

constexpr std::array<char, 200> make_pairs() {
  std::array<char, 200> pairs{};
  for (std::size_t i = 0; i < 100; ++i) {
    pairs[2 * i] = static_cast<char>('0' + i / 10);
    pairs[2 * i + 1] = static_cast<char>('0' + i % 10);
  }
  return pairs;
}
constexpr std::array<char, 200> kPairs = make_pairs();

constexpr std::array<char, 512> make_hex(bool upper) {
  constexpr char kUpper[] = "0123456789ABCDEF", kLower[] = "0123456789abcdef";
  const char* digits = upper ? kUpper : kLower;
  std::array<char, 512> table{};
  for (std::size_t i = 0; i < 256; ++i) {
    table[2 * i] = digits[i >> 4];
    table[2 * i + 1] = digits[i & 15];
  }
  return table;
}
constexpr std::array<char, 512> kHexUpper = make_hex(true), kHexLower = make_hex(false);

char* put_pair(char* to, std::uint64_t n) {
  std::memcpy(to, kPairs.data() + 2 * n, 2);
  return to + 2;
}

}  // namespace

char* put_decimal(char* to, std::uint64_t n) {
  if (n < 10) {
    *to = static_cast<char>('0' + n);
    return to + 1;
  }
  char digits[20];
  char* at = digits + sizeof digits;
  while (n >= 100) {
    at -= 2;
    std::memcpy(at, kPairs.data() + 2 * (n % 100), 2);
    n /= 100;
  }
  if (n >= 10) {
    at -= 2;
    std::memcpy(at, kPairs.data() + 2 * n, 2);
  } else {
    *--at = static_cast<char>('0' + n);
  }
  const auto size = static_cast<std::size_t>(digits + sizeof digits - at);
  std::memcpy(to, at, size);
  return to + size;
}

char* put_signed(char* to, std::int64_t n) {
  if (n >= 0) return put_decimal(to, static_cast<std::uint64_t>(n));
  *to = '-';
  return put_decimal(to + 1, ~static_cast<std::uint64_t>(n) + 1);
}

char* put_hex(char* to, std::uint64_t n) {
  std::array<char, 16> digits;  // all of them
  for (std::size_t i = 0; i < 8; ++i) {
    std::memcpy(digits.data() + 2 * i, kHexLower.data() + 2 * ((n >> (56 - 8 * i)) & 0xff), 2);
  }
  const auto zeros = static_cast<std::size_t>(std::countl_zero(n | 1)) / 4;
  *to++ = '0';
  *to++ = 'x';
  std::memcpy(to, digits.data() + zeros, 16 - zeros);
  return to + 16 - zeros;
}

char* put_hex_bytes(char* to, ByteView bytes) {
  for (const std::byte b : bytes) {
    std::memcpy(to, kHexUpper.data() + 2 * std::to_integer<std::size_t>(b), 2);
    to += 2;
  }
  return to;
}

char* put_guid(char* to, ByteView guid, bool plain) {
  // The first three groups are stored as little-endian numbers. -1 is a dash.
  constexpr std::array<std::int8_t, 20> kOrder = {3, 2, 1, 0, -1, 5, 4, -1, 7, 6, -1, 8, 9, -1, 10, 11, 12, 13, 14, 15};
  const char* digits = plain ? kHexUpper.data() : kHexLower.data();
  if (!plain) *to++ = '{';
  for (const std::int8_t i : kOrder) {
    if (i < 0) {
      *to++ = '-';
      continue;
    }
    std::memcpy(to, digits + 2 * std::to_integer<std::size_t>(guid[static_cast<std::size_t>(i)]), 2);
    to += 2;
  }
  if (!plain) *to++ = '}';
  return to;
}

char* put_sid(char* to, ByteView sid) {
  if (sid.size() < 8) return to;
  const auto count = std::to_integer<std::size_t>(sid[1]);
  if (count > 15 || sid.size() < 8 + 4 * count) return to;
  std::uint64_t authority = 0;  // big-endian
  for (std::size_t i = 2; i < 8; ++i) authority = authority << 8 | std::to_integer<std::uint64_t>(sid[i]);
  to = put(to, "S-");
  to = put_decimal(to, std::to_integer<std::uint64_t>(sid[0]));
  *to++ = '-';
  to = authority < (std::uint64_t{1} << 32) ? put_decimal(to, authority) : put_hex(to, authority);
  for (std::size_t i = 0; i < count; ++i) {
    *to++ = '-';
    to = put_decimal(to, load_le<std::uint32_t>(sid, 8 + 4 * i));
  }
  return to;
}

char* TimePrinter::put(char* to, FileTime time) {
  const std::uint64_t day = time.ticks / (86'400 * kTicksPerSecond);
  if (day != day_) {
    const CivilTime c = to_civil(time);
    const auto end = fmt::format_to_n(date_.data(), date_.size(), "{:04}-{:02}-{:02}T", c.year, c.month, c.day);
    date_size_ = end.size;
    day_ = day;
  }
  to = doctor::put(to, {date_.data(), date_size_});
  const std::uint64_t of_day = time.ticks - day * (86'400 * kTicksPerSecond);
  const auto second = static_cast<std::uint32_t>(of_day / kTicksPerSecond);
  auto fraction = static_cast<std::uint32_t>(of_day % kTicksPerSecond);
  to = put_pair(to, second / 3600);
  *to++ = ':';
  to = put_pair(to, second / 60 % 60);
  *to++ = ':';
  to = put_pair(to, second % 60);
  *to++ = '.';
  *to++ = static_cast<char>('0' + fraction / 1'000'000);
  fraction %= 1'000'000;
  to = put_pair(to, fraction / 10'000);
  to = put_pair(to, fraction / 100 % 100);
  to = put_pair(to, fraction % 100);
  *to++ = 'Z';
  return to;
}

}  // namespace doctor
