#include "evtx/read_chunk.h"

#include <doctest/doctest.h>

#include "evtx/reading.h"
#include "support/evtx_builder.h"

using namespace doctor;
using namespace doctor::test;

namespace {

EvtxBuilder four() {
  return EvtxBuilder()
      .record(EvtxRecord("Schannel", 36888).level(2).at("2015-06-01T07:00:00Z").data("AlertDesc", "40"))
      .record(EvtxRecord("Schannel", 36874).level(2).at("2015-06-01T08:00:00Z"))
      .record(EvtxRecord("Service Control Manager", 7036).level(4).at("2015-06-01T09:00:00Z").strings({"x"}))
      .record(EvtxRecord("Contoso", 36888).channel("Application").at("2015-06-01T10:00:00Z").without_template());
}

Prefilter listed() {
  Prefilter p;
  p.only_listed();
  return p;
}

}  // namespace

TEST_CASE("only wanted events are delivered, all readable ones are counted") {
  Prefilter wanted = listed();
  wanted.allow(36888, "schannel");
  wanted.allow(7036);
  const Reading r(four().chunk(), wanted);
  CHECK(r.ids() == "36888 7036");
  REQUIRE(r.batch.extents.list().size() == 2);
  const Extent& system = r.batch.extents.list()[0];
  CHECK(system.channel == "System");
  CHECK(system.computer == "FE01.contoso.local");
  CHECK(system.events == 3);
  CHECK(system.per_level[2] == 2);
  CHECK(system.per_level[4] == 1);
  CHECK(system.per_provider.at("Schannel") == 2);
  CHECK(to_iso8601_millis(system.first) == "2015-06-01T07:00:00.000Z");
  CHECK(to_iso8601_millis(system.last) == "2015-06-01T09:00:00.000Z");
  CHECK(r.batch.extents.list()[1].channel == "Application");
  CHECK(r.batch.extents.list()[1].events == 1);
}

TEST_CASE("the extents do not depend on what is wanted") {
  const Reading all(four().chunk()), none(four().chunk(), listed());
  CHECK(none.events() == 0);
  REQUIRE(all.batch.extents.list().size() == none.batch.extents.list().size());
  for (std::size_t i = 0; i < all.batch.extents.list().size(); ++i) {
    const Extent &a = all.batch.extents.list()[i], &b = none.batch.extents.list()[i];
    CHECK(a.channel == b.channel);
    CHECK(a.events == b.events);
    CHECK(a.per_level == b.per_level);
    CHECK(a.per_provider == b.per_provider);
    CHECK(a.first == b.first);
    CHECK(a.last == b.last);
  }
  CHECK(all.batch.coverage.records == none.batch.coverage.records);
}

TEST_CASE("times outside the span are not wanted") {
  Prefilter wanted;
  wanted.from = parse_iso8601("2015-06-01T08:00:00Z").value();
  wanted.until = parse_iso8601("2015-06-01T10:00:00Z").value();
  CHECK(Reading(four().chunk(), wanted).ids() == "36874 7036");
}

TEST_CASE("two computers in one log are two extents") {
  const Reading r(EvtxBuilder()
                      .record(EvtxRecord("Contoso", 1).computer("FE01.contoso.local"))
                      .record(EvtxRecord("Contoso", 1).computer("FE02.contoso.local"))
                      .record(EvtxRecord("Contoso", 1).computer("FE01.contoso.local"))
                      .chunk());
  REQUIRE(r.batch.extents.list().size() == 2);
  CHECK(r.batch.extents.list()[0].events == 2);
  CHECK(r.batch.extents.list()[1].computer == "FE02.contoso.local");
}

TEST_CASE("a wrong checksum is reported when asked, or when something else was wrong") {
  const std::string quiet = EvtxBuilder().record(1).with_wrong_data_checksum(0).chunk();
  CHECK(Reading(quiet).damage() == "");
  CHECK(Reading(quiet, {}, {.verify_checksums = true}).damage() == "evtx-chunk-checksum");
  CHECK(
      Reading(EvtxBuilder().record(1).record(2).with_record_size(1, 0).with_wrong_data_checksum(0).chunk()).damage() ==
      "evtx-record-size evtx-last-record evtx-chunk-checksum");
  CHECK(Reading(EvtxBuilder().record(1).with_wrong_header_checksum(0).chunk()).damage() ==
        "evtx-chunk-header-checksum");
  CHECK(Reading(EvtxBuilder().record(1).chunk(), {}, {.verify_checksums = true}).damage() == "");
}

TEST_CASE("a chunk of zeros is unused space") {
  const Reading r(std::string(65536, '\0'));
  CHECK(r.damage() == "");
  CHECK(r.batch.coverage.slack == 65536);
}

TEST_CASE("a chunk of garbage is lost as a whole, with one remark") {
  const Reading r(std::string(65536, 'x'));
  CHECK(r.damage() == "evtx-chunk-magic");
  CHECK(r.batch.coverage.damaged == 65536);
}

TEST_CASE("more than a chunk is not looked at") {
  EventBatch batch;
  const std::string two = EvtxBuilder().record(1).chunk() + EvtxBuilder().record(2).chunk();
  evtx::read_chunk(as_bytes(two.data(), two.size()), 4096, {}, batch);
  CHECK(ids(batch) == "1");
  CHECK(batch.coverage.total() == 65536);
}

TEST_CASE("a record id or time of zero inside gives way to the record header's") {
  const EvtxBuilder log = EvtxBuilder().record(EvtxRecord("Contoso", 1).record_id(77).at("2015-06-01T07:00:00Z"));
  std::string chunk = log.chunk();
  const std::string ticks = chunk.substr(512 + 16, 8), id = chunk.substr(512 + 8, 8);
  const std::size_t time_at = chunk.find(ticks, 512 + 24);
  REQUIRE(time_at != std::string::npos);
  chunk.replace(time_at, 8, std::string(8, '\0'));
  chunk.replace(chunk.find(id, time_at), 8, std::string(8, '\0'));
  const Reading r(chunk);
  REQUIRE(r.events() == 1);
  CHECK(r.batch.events()[0].record_id == 77);
  CHECK(to_iso8601_millis(r.batch.events()[0].time) == "2015-06-01T07:00:00.000Z");
}
