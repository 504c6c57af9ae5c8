#pragma once
#include <cstddef>
#include <cstdint>

#include "base/bytes.h"

namespace doctor::evtx {

/// Binary XML tokens (MS-EVEN6 2.2.12). Bit 0x40 says that more follows: attributes behind an element's name, another
/// attribute, more text. It only matters for `open`, where it announces an attribute list.
enum class Token : std::uint8_t {
  end_of_fragment = 0x00,
  open = 0x01,         ///< [dependency u16] size u32, name, [size of attributes u32]
  close_start = 0x02,  ///< '>' behind the start tag
  close_empty = 0x03,  ///< '/>'
  close = 0x04,        ///< '</name>'
  text = 0x05,         ///< type u8 (1), length u16, UTF-16
  attribute = 0x06,    ///< name; its value is the text tokens that follow
  cdata = 0x07,        ///< length u16, UTF-16
  char_ref = 0x08,     ///< u16
  entity_ref = 0x09,   ///< name
  pi_target = 0x0a,    ///< name
  pi_data = 0x0b,      ///< length u16, UTF-16
  template_instance = 0x0c,
  substitution = 0x0d,           ///< index u16, type u8
  optional_substitution = 0x0e,  ///< the same; a null value removes the attribute
  fragment_header = 0x0f,        ///< major u8, minor u8, flags u8
};

inline constexpr std::uint8_t kMoreFollows = 0x40;

/// Types of values in the substitution array.
namespace value_type {
inline constexpr std::uint8_t null = 0x00, string = 0x01, ansi_string = 0x02, int8 = 0x03, uint8 = 0x04, int16 = 0x05,
                              uint16 = 0x06, int32 = 0x07, uint32 = 0x08, int64 = 0x09, uint64 = 0x0a, real32 = 0x0b,
                              real64 = 0x0c, boolean = 0x0d, binary = 0x0e, guid = 0x0f, size = 0x10, file_time = 0x11,
                              system_time = 0x12, sid = 0x13, hex32 = 0x14, hex64 = 0x15, binary_xml = 0x21,
                              xml = 0x23;    // 0x23: text that happens to be XML
inline constexpr std::uint8_t array = 0x80;  ///< added to the type of the items
}  // namespace value_type

inline constexpr std::uint16_t kNoDependency = 0xffff;

/// Where a second fragment of a record begins, if one does between `at` (behind the outermost element) and `end`; else `end`. Behind the
/// outermost fragment comes, as a rule, nothing but padding to a multiple of 8 bytes, with whatever was in memory (often the beginning of
/// an older fragment). Only what is longer and begins like a fragment is one.
inline std::size_t next_fragment(ByteView chunk, std::size_t at, std::size_t end) {
  constexpr std::uint32_t kHeader = 0x0001010f;  // token, version 1.1, no flags
  for (const std::size_t i : {at, at + 1}) {
    if (i + 8 < end && load_le<std::uint32_t>(chunk, i) == kHeader) return i;
  }
  return end;
}

}  // namespace doctor::evtx
