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
