#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <string_view>

#include "base/bytes.h"
#include "base/text_buffer.h"
#include "base/time.h"

namespace doctor {

// The alphabet of the state file (docs/state.md). A number takes as many bytes as it needs, seven bits in each, the lowest first; each value
// has one form only, so that the same state has the same bytes.

inline constexpr std::size_t kMostNumber = 10;  ///< bytes of a number

/// Writes a number to `to`, where there are kMostNumber bytes, and returns the place behind it.
inline char* put_number(char* to, std::uint64_t n) {
  for (; n >= 0x80; n >>= 7) *to++ = static_cast<char>(n | 0x80);
  *to++ = static_cast<char>(n);
  return to;
}

/// How far `n` is from `from`, in either direction: near ones are small numbers. Any two numbers will do.
inline std::uint64_t distance(std::uint64_t n, std::uint64_t from) {
  const std::uint64_t difference = n - from;
  return (difference << 1) ^ (0 - (difference >> 63));
}
inline std::uint64_t from_distance(std::uint64_t distance, std::uint64_t from) {
  return from + ((distance >> 1) ^ (0 - (distance & 1)));
}

/// Writes the pieces of a state behind each other.
class PackedWriter {
 public:
  explicit PackedWriter(TextBuffer& out) : out_(out) {}

  void number(std::uint64_t n) { out_.finish(put_number(out_.reserve(kMostNumber), n)); }
  /// Eight bytes: for what is as likely large as small.
  void word(std::uint64_t n) {
    char* to = out_.reserve(sizeof n);
    std::memcpy(to, &n, sizeof n);
    out_.finish(to + sizeof n);
  }
  void time(FileTime t) { word(t.ticks); }
  void flag(bool b) { out_ += static_cast<char>(b); }
  void text(std::string_view s) {
    number(s.size());
    out_.append(s);
  }

 private:
  TextBuffer& out_;
};

/// Reads them again, from any bytes. As base/bytes.h's reader: what is wrong or passes the end gives zero, moves to the end and makes ok()
/// false for good. Lifetime: the bytes must outlive it and the texts.
class PackedReader {
 public:
  explicit PackedReader(std::string_view bytes) : at_(bytes.data()), end_(bytes.data() + bytes.size()) {}

  std::uint64_t number() {
    std::uint64_t n = 0;
    for (unsigned shift = 0; at_ != end_; shift += 7) {
      const auto byte = static_cast<unsigned char>(*at_++);
      if (shift == 63 && byte > 1) break;           // more than 64 bits
      if (byte == 0 && shift > 0) break;            // a longer form of a smaller number
      n |= std::uint64_t{byte & 0x7fu} << shift;
      if (byte < 0x80) return n;
    }
    return fail();
  }
  std::uint32_t number32() {
    const std::uint64_t n = number();
    return static_cast<std::uint32_t>(n <= std::numeric_limits<std::uint32_t>::max() ? n : fail());
  }
  /// The number of things that follow, each of at least `size` bytes: never more than there can be, so that room may be made for them.
  std::size_t count(std::size_t size) {
    const std::uint64_t n = number();
    return static_cast<std::size_t>(n <= remaining() / size ? n : fail());
  }
  std::uint64_t word() {
    if (remaining() < sizeof(std::uint64_t)) return fail();
    const auto n = load_le<std::uint64_t>(as_bytes(at_, sizeof(std::uint64_t)), 0);
    at_ += sizeof n;
    return n;
  }
  FileTime time() { return FileTime{word()}; }
  /// A number of which only 0 to `most` exist.
  std::uint8_t choice(std::uint8_t most) {
    if (at_ == end_ || static_cast<unsigned char>(*at_) > most) return static_cast<std::uint8_t>(fail());
    return static_cast<std::uint8_t>(*at_++);
  }
  bool flag() { return choice(1) != 0; }
  std::string_view text() {
    const std::size_t size = count(1);
    const std::string_view out(at_, size);
    at_ += size;
    return out;
  }

  std::size_t remaining() const { return static_cast<std::size_t>(end_ - at_); }
  bool ok() const { return ok_; }
  std::uint64_t fail() {
    ok_ = false;
    at_ = end_;
    return 0;
  }

 private:
  const char* at_;
  const char* end_;
  bool ok_ = true;
};

}  // namespace doctor
