#include <doctest/doctest.h>

#include "base/text.h"
#include "evtx/copying.h"
#include "evtx/value_editor.h"
#include "support/evtx_value.h"

using namespace doctor;
using namespace doctor::evtx;
using namespace doctor::test;

namespace {

struct Edited {
  bool changed = false;
  std::string bytes;
  std::vector<std::string> asked;
};

Edited edit(const EvtxValue& value, std::vector<std::pair<std::string, std::string>> replace = {}) {
  ListedTexts texts;
  texts.replace = std::move(replace);
  Edited out;
  const StoredValue stored{0, static_cast<std::uint16_t>(value.bytes.size()), value.type};
  out.changed = ValueEditor(texts).edit(stored, as_bytes(value.bytes.data(), value.bytes.size()), "Field", out.bytes);
  out.asked = texts.asked;
  return out;
}

using Asked = std::vector<std::string>;

}  // namespace

TEST_CASE("a text is replaced in its own encoding, and ends as it did") {
  CHECK(edit(EvtxValue::text("fe01.contoso.com"), {{"fe01.contoso.com", "host-1"}}).bytes == to_utf16le("host-1"));
  const EvtxValue ended = EvtxValue::raw(0x01, to_utf16le(std::string("anna\0", 5)));
  const Edited again = edit(ended, {{"anna", "user-1"}});
  CHECK(again.asked == Asked{"Field=anna"});
  CHECK(again.bytes == to_utf16le(std::string("user-1\0", 7)));
  CHECK(edit(EvtxValue::ansi("M\xfcller"), {{"M\xc3\xbcller", "K\xc3\xb6nig \xe2\x82\xac"}}).bytes == "K\xf6nig ?");
  CHECK(edit(EvtxValue::raw(0x23, to_utf16le("<a>")), {{"<a>", "b"}}).bytes == to_utf16le("b"));
}

TEST_CASE("what the editor leaves alone, and what is empty, stays") {
  const Edited left = edit(EvtxValue::text("fe01"));
  CHECK_FALSE(left.changed);
  CHECK(left.asked == Asked{"Field=fe01"});
  CHECK(edit(EvtxValue::text("")).asked.empty());
  CHECK(edit(EvtxValue::raw(0x01, std::string(4, '\0'))).asked.empty());
  CHECK(edit(EvtxValue::null()).asked.empty());
}

TEST_CASE("of a list every item is asked about, empty ones stay in their place") {
  const Edited list = edit(EvtxValue::strings({"anna", "", "fe01"}), {{"anna", "user-1"}});
  CHECK(list.asked == Asked{"Field=anna", "Field=fe01"});
  CHECK(list.bytes == EvtxValue::strings({"user-1", "", "fe01"}).bytes);
  const EvtxValue ansi = EvtxValue::array({EvtxValue::ansi("anna"), EvtxValue::ansi("b")}, 0x02);
  CHECK(edit(ansi, {{"b", "c"}}).bytes == std::string("anna\0c\0", 7));
  CHECK_FALSE(edit(EvtxValue::strings({"one"})).changed);
}

TEST_CASE("a SID becomes another SID, or nobody's, but never stays") {
  const EvtxValue sid = EvtxValue::sid("S-1-5-21-1-2-3-500");
  CHECK(edit(sid).asked == Asked{"sid=S-1-5-21-1-2-3-500"});
  CHECK(edit(sid, {{"S-1-5-21-1-2-3-500", "S-1-5-21-9-9-9-1001"}}).bytes ==
        EvtxValue::sid("S-1-5-21-9-9-9-1001").bytes);
  CHECK(edit(sid, {{"S-1-5-21-1-2-3-500", "somebody"}}).bytes == EvtxValue::sid("S-1-0-0").bytes);
}

TEST_CASE("bytes without a meaning, or of the wrong size, are asked about as bytes") {
  CHECK(edit(EvtxValue::binary("\x01\x02")).asked == Asked{"Field=\x01\x02"});
  CHECK(edit(EvtxValue::raw(0x08, "abcdef")).asked == Asked{"Field=abcdef"});
  CHECK(edit(EvtxValue::raw(0x13, "tooshort")).asked.size() == 1);
  CHECK(edit(EvtxValue::raw(0x77, "?"), {{"?", "!"}}).bytes == "!");
  CHECK(edit(EvtxValue::raw(0x13, EvtxValue::sid("S-1-5-18").bytes + "hidden")).asked.size() == 1);
}

TEST_CASE("numbers, times and GUIDs stay") {
  for (const EvtxValue& value :
       {EvtxValue::int8(-1), EvtxValue::uint16(2), EvtxValue::uint32(3), EvtxValue::uint64(4), EvtxValue::real32(1),
        EvtxValue::real64(2), EvtxValue::boolean(true), EvtxValue::guid("{00112233-4455-6677-8899-aabbccddeeff}"),
        EvtxValue::size32(7), EvtxValue::size64(8), EvtxValue::time("2015-06-01T07:00:00Z"),
        EvtxValue::system_time("2015-06-01T07:00:00Z"), EvtxValue::hex32(1), EvtxValue::hex64(2),
        EvtxValue::array({EvtxValue::uint32(1), EvtxValue::uint32(2)}, 0x08)}) {
    CAPTURE(value.type);
    const Edited same = edit(value);
    CHECK_FALSE(same.changed);
    CHECK(same.asked.empty());
  }
}
