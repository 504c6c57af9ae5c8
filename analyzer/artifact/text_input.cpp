#include "artifact/text_input.h"

#include <array>

#include "base/text.h"

namespace doctor {

namespace {

/// 0x80 to 0x9f of Windows-1252; 0: not assigned.
constexpr std::array<char16_t, 32> kWindows1252 = {0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
                                                   0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017d, 0,
                                                   0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
                                                   0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};

}  // namespace

std::string from_windows_1252(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    char32_t code_point = byte;
    if (byte >= 0x80 && byte < 0xa0) code_point = kWindows1252[byte - 0x80] != 0 ? kWindows1252[byte - 0x80] : 0xfffd;
    append_utf8(code_point, out);
  }
  return out;
}

TextLines::TextLines(ByteView file) : file_(file) {
  detect();
  position_ = bom_bytes_;
}

void TextLines::detect() {
  const auto at = [&](std::size_t i) { return i < file_.size() ? std::to_integer<int>(file_[i]) : -1; };
  if (at(0) == 0xff && at(1) == 0xfe) {
    encoding_ = Encoding::utf16le;
    bom_bytes_ = 2;
  } else if (at(0) == 0xfe && at(1) == 0xff) {
    encoding_ = Encoding::utf16be;
    bom_bytes_ = 2;
  } else if (at(0) == 0xef && at(1) == 0xbb && at(2) == 0xbf) {
    bom_bytes_ = 3;
  } else if (at(0) > 0 && at(1) == 0 && at(2) > 0 && at(3) == 0) {
    encoding_ = Encoding::utf16le;
  } else if (at(0) == 0 && at(1) > 0 && at(2) == 0 && at(3) > 0) {
    encoding_ = Encoding::utf16be;
  }
}

bool TextLines::next() {
  if (again_) {
    again_ = false;
    return true;
  }
  if (position_ >= file_.size()) {
    text_.clear();
    return false;
  }
  const std::size_t end = find_line_end();
  offset_ = position_;
  size_ = end - position_;
  ++line_;
  text_.clear();
  too_long_ = size_ > kLongestLine;
  ended_ = true;
  if (!too_long_) decode(file_.subspan(position_, end - position_));
  position_ = end;
  while (!text_.empty() && (text_.back() == '\n' || text_.back() == '\r')) text_.pop_back();
  return true;
}

std::size_t TextLines::find_line_end() const {
  const std::size_t step = encoding_ == Encoding::eight_bit ? 1 : 2;
  const std::size_t low = encoding_ == Encoding::utf16be ? 1 : 0;  // where the unit's lower byte lies
  for (std::size_t i = position_; i + step <= file_.size(); i += step) {
    if (file_[i + low] == std::byte{'\n'} && (step == 1 || file_[i + 1 - low] == std::byte{0})) return i + step;
  }
  return file_.size();
}

void TextLines::decode(ByteView line) {
  const std::string_view bytes(reinterpret_cast<const char*>(line.data()), line.size());
  switch (encoding_) {
    case Encoding::eight_bit:
      text_ = is_utf8(bytes) ? std::string(bytes) : from_windows_1252(bytes);
      break;
    case Encoding::utf16le:
      append_utf8(line, text_);
      break;
    case Encoding::utf16be: {
      std::string swapped;
      swapped.reserve(bytes.size());
      for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
        swapped += bytes[i + 1];
        swapped += bytes[i];
      }
      append_utf8(as_bytes(swapped.data(), swapped.size()), text_);
      break;
    }
  }
  ended_ = text_.ends_with('\n');
}

}  // namespace doctor
