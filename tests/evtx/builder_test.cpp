#include <doctest/doctest.h>

#include "evtx/reading.h"
#include "support/evtx_builder.h"

using namespace doctor;
using namespace doctor::test;

TEST_CASE("a built event comes back with everything it was given") {
  const Reading r(EvtxBuilder()
                      .record(EvtxRecord("Schannel", 36888)
                                  .guid("{1f678132-5938-4686-9fdc-c8ff68f15c85}")
                                  .qualifiers(7)
                                  .version(2)
                                  .level(2)
                                  .task(3)
                                  .opcode(4)
                                  .keywords(0x8000000000000000)
                                  .at("2015-06-01T07:00:00.1234567Z")
                                  .record_id(4711)
                                  .process(652, 3140)
                                  .channel("System")
                                  .computer("FE01.contoso.local")
                                  .user("S-1-5-18")
                                  .activity("{00112233-4455-6677-8899-aabbccddeeff}")
                                  .related_activity("{ffeeddcc-bbaa-9988-7766-554433221100}")
                                  .data("AlertDesc", EvtxValue::uint32(40))
                                  .data("ErrorState", "1205"))
                      .chunk());
  REQUIRE(r.events() == 1);
  const Event& e = r.batch.events()[0];
  CHECK(e.origin.offset == 4096 + 512);
  CHECK(e.provider == "Schannel");
  CHECK(e.provider_guid == "{1f678132-5938-4686-9fdc-c8ff68f15c85}");
  CHECK(e.event_source_name == "");
  CHECK(e.event_id == 36888);
  CHECK(e.qualifiers == 7);
  CHECK(e.version == 2);
  CHECK(e.level == 2);
  CHECK(e.task == 3);
  CHECK(e.opcode == 4);
  CHECK(e.keywords == 0x8000000000000000);
  CHECK(to_iso8601(e.time) == "2015-06-01T07:00:00.1234567Z");
  CHECK(e.record_id == 4711);
  CHECK(e.process_id == 652);
  CHECK(e.thread_id == 3140);
  CHECK(e.channel == "System");
  CHECK(e.computer == "FE01.contoso.local");
  CHECK(e.user_sid == "S-1-5-18");
  CHECK(e.activity_id == "{00112233-4455-6677-8899-aabbccddeeff}");
  CHECK(e.related_activity_id == "{ffeeddcc-bbaa-9988-7766-554433221100}");
  CHECK(r.fields() == "AlertDesc=40\nErrorState=1205");
  CHECK(r.damage() == "");
}

TEST_CASE("the same event with and without template reads the same") {
  const auto event = [] {
    return EvtxRecord("LS User Services", 32174)
        .source_name("LSUS")
        .qualifiers(17390)
        .level(2)
        .task(1006)
        .channel("Lync Server")
        .user("S-1-5-20")
        .strings({"one", "", "three"});
  };
  const Reading templated(EvtxBuilder().record(event()).chunk());
  const Reading literal(EvtxBuilder().record(event().without_template()).chunk());
  REQUIRE(templated.events() == 1);
  REQUIRE(literal.events() == 1);
  CHECK(templated.fields() == "Data[0]=one\nData[1]=\nData[2]=three");
  CHECK(literal.fields() == templated.fields());
  const Event &a = templated.batch.events()[0], &b = literal.batch.events()[0];
  CHECK(a.event_id == b.event_id);
  CHECK(a.qualifiers == b.qualifiers);
  CHECK(a.level == b.level);
  CHECK(a.task == b.task);
  CHECK(a.keywords == b.keywords);
  CHECK(a.time == b.time);
  CHECK(a.record_id == b.record_id);
  CHECK(a.provider == b.provider);
  CHECK(a.event_source_name == b.event_source_name);
  CHECK(a.channel == b.channel);
  CHECK(a.computer == b.computer);
  CHECK(a.user_sid == b.user_sid);
  CHECK(a.event_source_name == "LSUS");
}

TEST_CASE("records that do not fit go into another chunk") {
  EvtxBuilder log;
  for (std::uint16_t i = 0; i < 30; ++i) log.record(EvtxRecord("Contoso", i).data("Filler", std::string(2000, 'x')));
  const std::string file = log.build();
  REQUIRE((file.size() - 4096) % 65536 == 0);
  const std::size_t chunks = (file.size() - 4096) / 65536;
  CHECK(chunks == 2);
  std::size_t events = 0;
  for (std::size_t i = 0; i < chunks; ++i) {
    const Reading r(file.substr(4096 + i * 65536, 65536));
    events += r.events();
    CHECK(r.damage() == "");
    CHECK(r.batch.coverage.damaged == 0);
  }
  CHECK(events == 30);
}

TEST_CASE("the builder says where it put a record") {
  const EvtxBuilder log = EvtxBuilder().record(1).new_chunk().record(2);
  const auto [offset, size] = log.place(1);
  CHECK(offset == 4096 + 65536 + 512);
  CHECK(log.build().substr(offset, 2) == "**");
  CHECK(size % 8 == 0);
}

TEST_CASE("a value of every type is written") {
  EvtxRecord event("Contoso", 1);
  event.data("null", EvtxValue::null())
      .data("string", EvtxValue::text("a\xc3\xa4"))
      .data("ansi", EvtxValue::ansi("a\xe4"))
      .data("int8", EvtxValue::int8(-128))
      .data("uint8", EvtxValue::uint8(255))
      .data("int16", EvtxValue::int16(-32768))
      .data("uint16", EvtxValue::uint16(65535))
      .data("int32", EvtxValue::int32(-2147483647 - 1))
      .data("uint32", EvtxValue::uint32(4294967295u))
      .data("int64", EvtxValue::int64(-2))
      .data("uint64", EvtxValue::uint64(18446744073709551615u))
      .data("real32", EvtxValue::real32(1.5F))
      .data("real64", EvtxValue::real64(-0.25))
      .data("yes", EvtxValue::boolean(true))
      .data("no", EvtxValue::boolean(false))
      .data("binary", EvtxValue::binary("\x01\xff"))
      .data("guid", EvtxValue::guid("{1f678132-5938-4686-9fdc-c8ff68f15c85}"))
      .data("size32", EvtxValue::size32(0x1f))
      .data("size64", EvtxValue::size64(0x10000001f))
      .data("time", EvtxValue::time("2015-06-01T07:00:00.1234567Z"))
      .data("system time", EvtxValue::system_time("2015-06-01T07:08:09.1234567Z"))
      .data("sid", EvtxValue::sid("S-1-5-18"))
      .data("hex32", EvtxValue::hex32(0x8009030d))
      .data("hex64", EvtxValue::hex64(0x8000000000000000))
      .data("last", "z");
  const Reading r(EvtxBuilder().record(event).chunk());
  CHECK(r.damage() == "");
  CHECK(r.fields() ==
        "null=\nstring=a\xc3\xa4\nansi=a\xc3\xa4\nint8=-128\nuint8=255\nint16=-32768\nuint16=65535\nint32=-2147483648\n"
        "uint32=4294967295\nint64=-2\nuint64=18446744073709551615\nreal32=1.5\nreal64=-0.25\nyes=true\nno=false\n"
        "binary=01FF\nguid={1f678132-5938-4686-9fdc-c8ff68f15c85}\nsize32=0x1f\nsize64=0x10000001f\n"
        "time=2015-06-01T07:00:00.1234567Z\nsystem time=2015-06-01T07:08:09.1230000Z\nsid=S-1-5-18\nhex32=0x8009030d\n"
        "hex64=0x8000000000000000\nlast=z");
}

TEST_CASE("an array of every type is written") {
  using V = EvtxValue;
  const std::pair<std::vector<V>, const char*> arrays[] = {
      {{V::text("a"), V::text(""), V::text("c")}, "a  c"},
      {{V::ansi("a"), V::ansi(""), V::ansi("c")}, "a  c"},
      {{V::int8(-1), V::int8(2)}, "-1 2"},
      {{V::uint8(255), V::uint8(2)}, "255 2"},
      {{V::int16(-1), V::int16(2)}, "-1 2"},
      {{V::uint16(65535), V::uint16(2)}, "65535 2"},
      {{V::int32(-1), V::int32(2)}, "-1 2"},
      {{V::uint32(7), V::uint32(2)}, "7 2"},
      {{V::int64(-1), V::int64(2)}, "-1 2"},
      {{V::uint64(7), V::uint64(2)}, "7 2"},
      {{V::real32(1.5F), V::real32(2)}, "1.5 2"},
      {{V::real64(1.5), V::real64(2)}, "1.5 2"},
      {{V::boolean(true), V::boolean(false)}, "true false"},
      {{V::guid("{1f678132-5938-4686-9fdc-c8ff68f15c85}"), V::guid("{00000000-0000-0000-0000-000000000001}")},
       "{1f678132-5938-4686-9fdc-c8ff68f15c85} {00000000-0000-0000-0000-000000000001}"},
      {{V::size32(1), V::size32(2), V::size32(3)}, "0x1 0x2 0x3"},
      {{V::size64(1), V::size64(2)}, "0x1 0x2"},
      {{V::time("2015-06-01T07:00:00Z"), V::time("2015-06-02T07:00:00Z")},
       "2015-06-01T07:00:00.0000000Z 2015-06-02T07:00:00.0000000Z"},
      {{V::system_time("2015-06-01T07:00:00Z"), V::system_time("2015-06-02T07:00:00Z")},
       "2015-06-01T07:00:00.0000000Z 2015-06-02T07:00:00.0000000Z"},
      {{V::sid("S-1-5-18"), V::sid("S-1-5-21-1-2-3-500")}, "S-1-5-18 S-1-5-21-1-2-3-500"},
      {{V::hex32(1), V::hex32(2)}, "0x1 0x2"},
      {{V::hex64(1), V::hex64(2)}, "0x1 0x2"},
  };
  for (const auto& [items, expected] : arrays) {
    CAPTURE(expected);
    const EvtxValue array = EvtxValue::array(items);
    CHECK(array.type == (0x80 | items[0].type));
    const Reading r(EvtxBuilder().record(EvtxRecord("Contoso", 1).data("a", array).data("last", "z")).chunk());
    CHECK(r.damage() == "");
    REQUIRE(r.events() == 1);
    std::string values;
    for (const Field& f : r.batch.events()[0].data) values += (values.empty() ? "" : "|") + f.value.to_text();
    std::string wanted = std::string(expected) + " z";
    for (char& c : wanted) c = c == ' ' ? '|' : c;
    CHECK(values == wanted);
  }
  CHECK(EvtxValue::array({}, 0x08).type == 0x88);
}

TEST_CASE("binary XML as a value leads to names of its chunk, and optional data keeps its declared type") {
  const Reading r(EvtxBuilder()
                      .record(EvtxRecord("Contoso", 1)
                                  .data("before", "1")
                                  .data("xml", EvtxValue::xml({"Outer", {{"a", "b"}}, {}, {{"Inner", {}, "text", {}}}}))
                                  .optional_data("absent", 0x08, EvtxValue::null())
                                  .optional_data("present", 0x08, EvtxValue::uint32(4711)))
                      .chunk());
  CHECK(r.damage() == "");
  CHECK(r.fields() == "before=1\nData/@Name=xml\nData/Outer/@a=b\nData/Outer/Inner=text\nabsent=\npresent=4711");
}
