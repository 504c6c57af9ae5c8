#include "evtx/carve.h"

#include <doctest/doctest.h>

#include <random>
#include <set>
#include <string>

#include "evtx/evtx_source.h"
#include "evtx/reading.h"
#include "support/evtx_builder.h"
#include "support/temp_dir.h"

using namespace doctor;
using namespace doctor::test;

namespace {

struct Carved {
  std::string ids;  ///< "1 2* 3": carved ones with a star
  std::multiset<std::uint64_t> records;
  Coverage coverage;
};

Carved carve(const TempDir& dir, std::string_view content) {
  const auto source = open_carved(dir.write("bytes.bin", content), "bytes.bin");
  REQUIRE(source);
  Carved c;
  EventBatch batch;
  std::uint64_t lost = 0;
  for (std::size_t i = 0; i < (*source)->slices(); ++i) {
    (*source)->read(i, {}, batch);
    c.coverage += batch.coverage;
    lost += batch.damage.bytes_lost();
    for (const Event& e : batch.events()) {
      c.ids += (c.ids.empty() ? "" : " ") + std::to_string(e.event_id) + (e.carved ? "*" : "");
      c.records.insert(e.record_id);
    }
  }
  CHECK(c.coverage.total() == content.size());
  CHECK(c.coverage.damaged == lost);
  return c;
}

std::string noise(std::size_t n) {
  std::mt19937 random(1);
  std::string out(n, '\0');
  for (char& c : out) c = static_cast<char>(random());
  return out;
}

EvtxBuilder three() {
  return EvtxBuilder()
      .record(EvtxRecord("Contoso", 1).data("a", "x"))
      .record(EvtxRecord("Contoso", 2).data("a", "y"))
      .record(EvtxRecord("Contoso", 3).data("a", "z"));
}

}  // namespace

TEST_CASE("a log in order gives what it always gives, nothing of it carved") {
  const TempDir dir;
  CHECK(carve(dir, three().build()).ids == "1 2 3");
}

TEST_CASE("a chunk is found at any place in any bytes, once, and marked") {
  const TempDir dir;
  const std::string chunk = three().chunk();
  CHECK(carve(dir, noise(12'345) + chunk + noise(77)).ids == "1* 2* 3*");
  CHECK(carve(dir, noise(1) + chunk + chunk + noise(700'000) + chunk).ids == "1* 2* 3*");
  CHECK(carve(dir, noise(700'000)).ids == "");
  CHECK(carve(dir, "").ids == "");
}

TEST_CASE("records are found without their chunk, with their data where the template came along") {
  const TempDir dir;
  const EvtxBuilder log = three();
  const std::string whole = log.build();
  const auto [first, size] = log.place(0);
  const auto [third, third_size] = log.place(2);
  const std::string all = whole.substr(first, third + third_size - first);
  CHECK(carve(dir, noise(9999) + all + noise(5)).ids == "1* 2* 3*");
  // The first record defines the template: the others need it.
  const auto source = open_carved(dir.write("x.bin", noise(3) + all), "x.bin");
  EventBatch batch;
  (*source)->read(0, {}, batch);
  REQUIRE(batch.events().size() == 3);
  CHECK(fields(batch.events()[2]) == "a=z");
  CHECK(batch.events()[2].provider == "Contoso");
  CHECK(batch.damage.empty());
}

TEST_CASE("of a record whose template is gone the System part is told") {
  const TempDir dir;
  const EvtxBuilder log = three();
  const auto [second, size] = log.place(1);
  const std::string bytes = noise(50) + log.build().substr(second, size) + noise(50);
  const auto source = open_carved(dir.write("x.bin", bytes), "x.bin");
  EventBatch batch;
  (*source)->read(0, {}, batch);
  REQUIRE(batch.events().size() == 1);
  const Event& e = batch.events()[0];
  CHECK(e.event_id == 2);
  CHECK(e.record_id == 2);
  CHECK(e.carved);
  CHECK(e.origin.offset == 50);
  CHECK(to_iso8601(e.time) == "2015-06-01T07:00:00.0000000Z");
  CHECK(e.data.empty());
  CHECK(batch.damage.count("evtx-record-data") == 1);
}

TEST_CASE("slack of a chunk gives what an earlier use left, once") {
  const TempDir dir;
  const EvtxBuilder log = three();
  const std::size_t behind_first = log.place(1).first - 4096;
  // The header says that the chunk ends behind the first record, and what follows is of no use to a reader: ids that do not carry on.
  EvtxBuilder shortened = EvtxBuilder()
                              .record(EvtxRecord("Contoso", 1).record_id(100).data("a", "x"))
                              .record(EvtxRecord("Contoso", 2).record_id(7).data("a", "y"))
                              .record(EvtxRecord("Contoso", 3).record_id(8).data("a", "z"))
                              .with_free_offset(0, static_cast<std::uint32_t>(behind_first))
                              .with_last_record_id(0, 100);
  const auto plain = open_evtx(dir.write("log.evtx", shortened.build()), "log.evtx");
  EventBatch batch;
  (*plain)->read(0, {}, batch);
  CHECK(ids(batch) == "1");
  const Carved c = carve(dir, shortened.build());
  CHECK(c.ids == "1 2* 3*");
  CHECK(c.coverage.damaged == 0);
  CHECK(carve(dir, shortened.build() + shortened.chunk()).records == std::multiset<std::uint64_t>{7, 8, 100});
}

TEST_CASE("carved events are marked in what is printed") {
  const TempDir dir;
  const auto source = open_carved(dir.write("x.bin", noise(10) + three().chunk()), "x.bin");
  EventBatch batch;
  RenderOptions how;
  (*source)->render(0, {}, how, batch);
  CHECK(batch.rendered.view().starts_with("<!-- carved at offset 522 --><Event "));
  how.format = RenderFormat::json;
  (*source)->render(0, {}, how, batch);
  CHECK(batch.rendered.view().starts_with("{\"#carved\":{\"offset\":522},\"Event\":{"));
}

TEST_CASE("whatever is cut, garbled or repeated: no crash, every byte accounted for, no record twice") {
  const TempDir dir;
  std::mt19937 random(99);
  const std::string chunk = three().chunk(), log = three().build();
  for (int round = 0; round < 150; ++round) {
    CAPTURE(round);
    std::string bytes;
    for (int part = 0; part < 4; ++part) {
      const std::string& from = random() % 2 == 0 ? chunk : log;
      const std::size_t at = random() % 3 == 0 ? random() % 3000 : 0;
      bytes += from.substr(at, random() % 2 == 0 ? 2500 : from.size());
      if (random() % 2 == 0) bytes += noise(random() % 600);
    }
    const bool garbled = round % 2 == 0;  // then a record's id or time may be another
    for (int i = 0; garbled && i < 6; ++i) bytes[random() % bytes.size()] = static_cast<char>(random());
    const Carved c = carve(dir, bytes);
    for (const std::uint64_t id : c.records) CHECK((garbled || c.records.count(id) == 1));
  }
}
