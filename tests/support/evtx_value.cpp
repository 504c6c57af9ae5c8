#include "support/evtx_value.h"

#include <bit>
#include <stdexcept>

#include "base/ids.h"
#include "base/text.h"
#include "base/time.h"

namespace doctor::test {

EvtxValue EvtxValue::number(std::uint8_t type, std::uint64_t n, std::size_t width) {
  return {type, {reinterpret_cast<const char*>(&n), width}};
}
EvtxValue EvtxValue::text(std::string_view utf8) {
  return {0x01, to_utf16le(utf8)};
}
EvtxValue EvtxValue::real32(float n) {
  return number(0x0b, std::bit_cast<std::uint32_t>(n), 4);
}
EvtxValue EvtxValue::real64(double n) {
  return number(0x0c, std::bit_cast<std::uint64_t>(n), 8);
}
EvtxValue EvtxValue::guid(std::string_view text) {
  return {0x0f, parse_guid(text).value()};
}
EvtxValue EvtxValue::sid(std::string_view text) {
  return {0x13, parse_sid(text).value()};
}
EvtxValue EvtxValue::time(std::string_view iso8601) {
  return number(0x11, parse_iso8601(iso8601).value().ticks, 8);
}

EvtxValue EvtxValue::system_time(std::string_view iso8601) {
  const FileTime time = parse_iso8601(iso8601).value();
  const CivilTime t = to_civil(time);
  const std::uint64_t weekday = (time.ticks / kTicksPerDay + 1) % 7;  // 1601-01-01 was a Monday; 0 is Sunday
  EvtxValue v{0x12, {}};
  for (const std::uint64_t n :
       {static_cast<std::uint64_t>(t.year), static_cast<std::uint64_t>(t.month), weekday,
        static_cast<std::uint64_t>(t.day), static_cast<std::uint64_t>(t.hour), static_cast<std::uint64_t>(t.minute),
        static_cast<std::uint64_t>(t.second), static_cast<std::uint64_t>(t.ticks / 10'000)}) {
    v.bytes += number(0, n, 2).bytes;
  }
  return v;
}

EvtxValue EvtxValue::xml(EvtxElement element) {
  return {0x21, {}, std::make_shared<const EvtxElement>(std::move(element))};
}

EvtxValue EvtxValue::array(const std::vector<EvtxValue>& items, std::uint8_t type) {
  if (!items.empty()) type = items[0].type;
  EvtxValue v{static_cast<std::uint8_t>(0x80 | type), {}};
  for (const EvtxValue& item : items) {
    if (item.type != type || item.element) throw std::invalid_argument("the items of an array are of one plain type");
    v.bytes += item.bytes;
    v.bytes.append(type == 0x01 ? 2 : type == 0x02 ? 1 : 0, '\0');
  }
  return v;
}

EvtxValue EvtxValue::strings(const std::vector<std::string>& items) {
  std::vector<EvtxValue> texts;
  for (const std::string& item : items) texts.push_back(text(item));
  return array(texts);
}

}  // namespace doctor::test
