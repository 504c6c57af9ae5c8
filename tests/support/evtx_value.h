#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace doctor::test {

/// An element of binary XML with text and attributes as literals, as CAPI2 writes its UserData.
struct EvtxElement {
  std::string name;
  std::vector<std::pair<std::string, std::string>> attributes = {};
  std::string text = {};
  std::vector<EvtxElement> children = {};
};

/// A value as an event log stores it: one of every type there is, and arrays of them.
struct EvtxValue {
  std::uint8_t type = 0;
  std::string bytes;
  /// Set for xml() only: its names lead to places in the chunk, so it becomes bytes where it is written.
  std::shared_ptr<const EvtxElement> element = {};

  static EvtxValue null() { return {}; }
  static EvtxValue text(std::string_view utf8);
  static EvtxValue ansi(std::string_view bytes) { return {0x02, std::string(bytes)}; }
  static EvtxValue int8(std::int8_t n) { return number(0x03, static_cast<std::uint8_t>(n), 1); }
  static EvtxValue uint8(std::uint8_t n) { return number(0x04, n, 1); }
  static EvtxValue int16(std::int16_t n) { return number(0x05, static_cast<std::uint16_t>(n), 2); }
  static EvtxValue uint16(std::uint16_t n) { return number(0x06, n, 2); }
  static EvtxValue int32(std::int32_t n) { return number(0x07, static_cast<std::uint32_t>(n), 4); }
  static EvtxValue uint32(std::uint32_t n) { return number(0x08, n, 4); }
  static EvtxValue int64(std::int64_t n) { return number(0x09, static_cast<std::uint64_t>(n), 8); }
  static EvtxValue uint64(std::uint64_t n) { return number(0x0a, n, 8); }
  static EvtxValue real32(float n);
  static EvtxValue real64(double n);
  static EvtxValue boolean(bool b) { return number(0x0d, b ? 1 : 0, 4); }
  static EvtxValue binary(std::string_view bytes) { return {0x0e, std::string(bytes)}; }
  static EvtxValue guid(std::string_view text);
  static EvtxValue size32(std::uint32_t n) { return number(0x10, n, 4); }  ///< size_t as 32-bit systems write it
  static EvtxValue size64(std::uint64_t n) { return number(0x10, n, 8); }
  static EvtxValue time(std::string_view iso8601);         ///< FILETIME
  static EvtxValue system_time(std::string_view iso8601);  ///< SYSTEMTIME: what is below a millisecond is dropped
  static EvtxValue sid(std::string_view text);
  static EvtxValue hex32(std::uint32_t n) { return number(0x14, n, 4); }
  static EvtxValue hex64(std::uint64_t n) { return number(0x15, n, 8); }
  static EvtxValue xml(EvtxElement element);  ///< 0x21: one inline element
  /// 0x80 + the type of the items, which all have the same; texts of both kinds get a NUL behind each. Without items `type` decides.
  static EvtxValue array(const std::vector<EvtxValue>& items, std::uint8_t type = 0x01);
  static EvtxValue strings(const std::vector<std::string>& items);  ///< array() of texts
  /// Any type and bytes: for what is not as it should be.
  static EvtxValue raw(std::uint8_t type, std::string_view bytes) { return {type, std::string(bytes)}; }
  static EvtxValue number(std::uint8_t type, std::uint64_t n, std::size_t width);
};

}  // namespace doctor::test
