#pragma once
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace doctor {

using ByteView = std::span<const std::byte>;

/// Reads little-endian fields from the front of a view. A read that would pass the end returns zero (or an
/// empty view), moves to the end and makes ok() false for good. So a parser reads a whole structure and asks
/// once, and a loop over `remaining()` always ends.
/// Lifetime: the view must outlive the reader and everything take() returned.
class ByteReader {
 public:
  explicit ByteReader(ByteView data) : data_(data) {}

  std::uint8_t u8() { return read<std::uint8_t>(); }
  std::uint16_t u16() { return read<std::uint16_t>(); }
  std::uint32_t u32() { return read<std::uint32_t>(); }
  std::uint64_t u64() { return read<std::uint64_t>(); }

  ByteView take(std::size_t n) {
    if (n > remaining()) return fail();
    const ByteView out = data_.subspan(position_, n);
    position_ += n;
    return out;
  }
  void skip(std::size_t n) { (void)take(n); }
  void seek(std::size_t position) {
    if (position > data_.size()) {
      (void)fail();
    } else {
      position_ = position;
    }
  }

  std::size_t position() const { return position_; }
  std::size_t remaining() const { return data_.size() - position_; }
  bool ok() const { return ok_; }

 private:
  template <class T>
  T read() {
    const ByteView bytes = take(sizeof(T));
    T value{};
    static_assert(std::endian::native == std::endian::little, "add a byte swap here");
    if (!bytes.empty()) std::memcpy(&value, bytes.data(), sizeof(T));  // one load instruction
    return value;
  }
  ByteView fail() {
    ok_ = false;
    position_ = data_.size();
    return {};
  }

  ByteView data_;
  std::size_t position_ = 0;
  bool ok_ = true;
};

/// The little-endian number at `offset`. Requires that it lies inside `data`; for places a ByteReader has
/// checked before.
template <class T>
T load_le(ByteView data, std::size_t offset) {
  T value{};
  std::memcpy(&value, data.data() + offset, sizeof(T));
  return value;
}

/// Whether `n` bytes are equal. For the short names that stand in logs by the million, where a call to memcmp() would cost more
/// than the comparison.
inline bool equal_bytes(const void* a, const void* b, std::size_t n) {
  const auto* x = static_cast<const char*>(a);
  const auto* y = static_cast<const char*>(b);
  const auto differ = [&](std::size_t at, auto word) {
    auto v = word, w = word;
    std::memcpy(&v, x + at, sizeof v);
    std::memcpy(&w, y + at, sizeof w);
    return v != w;
  };
  if (n < 8) {
    if (n >= 4) return !differ(0, std::uint32_t{}) && !differ(n - 4, std::uint32_t{});
    if (n >= 2) return !differ(0, std::uint16_t{}) && !differ(n - 2, std::uint16_t{});
    return n == 0 || *x == *y;
  }
  for (std::size_t i = 0; i + 8 < n; i += 8) {
    if (differ(i, std::uint64_t{})) return false;
  }
  return !differ(n - 8, std::uint64_t{});
}

/// Asks the processor to fetch what will be read soon. Any address will do.
inline void fetch_ahead(const void* address) {
#if defined(__GNUC__)
  __builtin_prefetch(address);
#else
  (void)address;
#endif
}

inline ByteView as_bytes(const void* data, std::size_t size) {
  return {static_cast<const std::byte*>(data), size};
}

}  // namespace doctor
