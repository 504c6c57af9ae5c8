#pragma once
#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>

namespace doctor {

/// Text that grows at its end, for writers that put millions of small pieces behind each other: they ask once for room and then
/// write through a pointer. Keeps its memory when cleared, and never fills it first, as a string would.
/// Lifetime: pointers and views are good until the next call that may grow it.
class TextBuffer {
 public:
  TextBuffer() = default;
  TextBuffer(TextBuffer&& other) noexcept { swap(other); }
  TextBuffer& operator=(TextBuffer&& other) noexcept {
    swap(other);
    return *this;
  }

  /// Where to write up to `n` bytes; finish() says how far it went.
  char* reserve(std::size_t n) {
    if (capacity_ - size_ < n) grow(n);
    return data_.get() + size_;
  }
  /// The end of the room that there is now; to be asked again after reserve().
  const char* limit() const { return data_.get() + capacity_; }
  void finish(const char* end) { size_ = static_cast<std::size_t>(end - data_.get()); }

  void append(std::string_view text) {
    if (text.empty()) return;
    char* to = reserve(text.size());
    std::memcpy(to, text.data(), text.size());
    size_ += text.size();
  }
  TextBuffer& operator+=(std::string_view text) {
    append(text);
    return *this;
  }
  TextBuffer& operator+=(char c) {
    *reserve(1) = c;
    ++size_;
    return *this;
  }

  void clear() { size_ = 0; }
  void shorten(std::size_t size) { size_ = std::min(size, size_); }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  char back() const { return size_ == 0 ? '\0' : data_[size_ - 1]; }
  std::string_view view() const { return {data_.get(), size_}; }
  operator std::string_view() const { return view(); }

  void swap(TextBuffer& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    std::swap(capacity_, other.capacity_);
  }

 private:
  void grow(std::size_t n) {
    const std::size_t capacity = std::max(capacity_ + capacity_ / 2, size_ + n);
    std::unique_ptr<char[]> larger(new char[capacity]);  // not filled
    if (size_ > 0) std::memcpy(larger.get(), data_.get(), size_);
    data_ = std::move(larger);
    capacity_ = capacity;
  }

  std::unique_ptr<char[]> data_;
  std::size_t size_ = 0, capacity_ = 0;
};

}  // namespace doctor
