#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace doctor {

/// The lines of a text that Windows tools wrote: UTF-16 (regedit, PowerShell's redirection), UTF-8, or the code page of a console. UTF-16
/// is told by its byte order mark or by where the zeros of ASCII lie; of the others each line is UTF-8 if it can be, and Windows-1252 if
/// not. (Which code page a console had is nowhere written: letters beyond ASCII may come out wrong, no key word has any.)
/// Every byte of the file behind the byte order mark belongs to exactly one line, so that a reader can account for all.
/// Lifetime: the bytes must outlive this; text() lives until the next call of next().
class TextLines {
 public:
  /// Longer lines are passed over: text() is empty and too_long() true.
  static constexpr std::size_t kLongestLine = 1024 * 1024;

  explicit TextLines(ByteView file);

  /// Goes to the next line; false at the end.
  bool next();
  /// The next call of next() stays where it is. Requires a line.
  void again() { again_ = true; }

  std::string_view text() const { return text_; }   ///< UTF-8, without the line end
  std::uint64_t offset() const { return offset_; }  ///< in the file, bytes
  std::uint64_t size() const { return size_; }      ///< bytes in the file, with the line end
  std::uint32_t line() const { return line_; }      ///< counted from 1
  bool too_long() const { return too_long_; }       ///< in bytes of the file
  bool ended() const { return ended_; }             ///< false: the file ends before a line end
  std::size_t bom_bytes() const { return bom_bytes_; }

 private:
  enum class Encoding : std::uint8_t { eight_bit, utf16le, utf16be };

  void detect();
  std::size_t find_line_end() const;  ///< place behind it, or the end of the file
  void decode(ByteView line);

  ByteView file_;
  Encoding encoding_ = Encoding::eight_bit;
  std::size_t bom_bytes_ = 0, position_ = 0;
  std::string text_;
  std::uint64_t offset_ = 0, size_ = 0;
  std::uint32_t line_ = 0;
  bool too_long_ = false, ended_ = true, again_ = false;
};

/// Bytes of a text in the code page Windows-1252, as UTF-8.
std::string from_windows_1252(std::string_view bytes);

}  // namespace doctor
