#include <doctest/doctest.h>

#include <chrono>

#include "base/text.h"
#include "evtx/limits.h"
#include "evtx/reading.h"
#include "support/evtx_builder.h"

// What readers of this format were seen to stumble over: each row says what is still read, and what is reported lost.

using namespace doctor;
using namespace doctor::test;

namespace {

EvtxBuilder three() { return EvtxBuilder().record(1).record(2).record(3); }
std::uint64_t second_size() { return three().place(1).second; }

std::string le(std::uint64_t n, std::size_t width) { return {reinterpret_cast<const char*>(&n), width}; }

}  // namespace

TEST_CASE("record size zero ends the record, not the program") {
  const Reading r(three().with_record_size(1, 0).chunk());
  CHECK(r.ids() == "1 3");
  CHECK(r.damage() == "evtx-record-size");
  CHECK(r.batch.coverage.damaged == second_size());
  CHECK(r.batch.damage.kept()[0].where.offset == three().place(1).first);
  CHECK(r.batch.damage.kept()[0].message == "record size 0 is too small");
}

TEST_CASE("record sizes larger than the chunk cost the record only") {
  for (const std::uint32_t size : {65536u, 3099113656u, 0xfffffff8u, 0xffffffffu}) {
    CAPTURE(size);
    const Reading r(three().with_record_size(1, size).chunk());
    CHECK(r.ids() == "1 3");
    CHECK(r.batch.coverage.damaged == second_size());
    CHECK(r.batch.damage.kept()[0].message == "record size " + std::to_string(size) + " exceeds the chunk");
  }
}

TEST_CASE("a record size that is wrong but fits leaves the records behind readable") {
  const Reading r(three().with_record_size(1, 1200).chunk());
  CHECK(r.ids() == "1 2 3");
  CHECK(r.damage() == "evtx-record-data");
  CHECK(r.batch.coverage.damaged == 4);  // the size itself
}

TEST_CASE("a record without its signature is lost, the next is found") {
  const Reading r(three().with_record_magic(1, 0xdeadbeef).chunk());
  CHECK(r.ids() == "1 3");
  CHECK(r.damage() == "evtx-record-magic");
  CHECK(r.batch.coverage.damaged == second_size());
}

TEST_CASE("names and templates that lead to themselves are not followed") {
  // Links to the next name or template in a bucket play no part in reading; all of them are turned to the first record.
  std::string tables;
  for (int i = 0; i < 96; ++i) tables += le(512, 4);
  CHECK(Reading(three().with_chunk_bytes(0, 128, tables).chunk()).ids() == "1 2 3");
  const std::size_t definition = 512 + 24 + 4 + 10;
  CHECK(Reading(three().with_chunk_bytes(0, definition, le(definition, 4)).chunk()).ids() == "1 2 3");
}

TEST_CASE("a template instance that names itself as definition loses the record only") {
  const std::size_t offset_field = 24 + 4 + 6;
  const std::size_t self = three().place(1).first - 4096 + 24 + 4;
  const Reading r(three().with_record_bytes(1, offset_field, le(self, 4)).chunk());
  CHECK(r.ids() == "1 3");
  CHECK(r.damage() == "evtx-record-body");
  CHECK(r.batch.coverage.damaged == second_size());
}

TEST_CASE("binary XML that contains itself again and again ends at the budget or the depth, fast") {
  // Instances of one template whose every element holds its only value, a value that is such an instance again.
  const auto began = std::chrono::steady_clock::now();
  EvtxBuilder log;
  EvtxElement wide{"W", {}, {}, {}};
  for (int i = 0; i < 900; ++i) wide.children.push_back({"E", {{"a", "b"}}, "c", {}});
  for (int i = 0; i < 4; ++i) log.record(EvtxRecord("Contoso", 7).user_data(wide));
  const std::string chunk = log.chunk();
  const Reading r(chunk);
  CHECK(r.ids() == "7 7");  // two fit into one chunk
  CHECK(r.damage() == "");
  CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(10));
}

TEST_CASE("a chunk that costs more than any real one is given up, with what was read so far") {
  // Each of the many small records fills a template with thousands of operations.
  EvtxBuilder log;
  const auto big = [] {
    EvtxRecord r("Contoso", 9);
    for (int i = 0; i < 700; ++i) r.data("n" + std::to_string(i % 10), EvtxValue::null());
    return r;
  };
  log.record(big()).record(big());
  const std::string chunk = log.chunk();
  const auto [second, size] = log.place(1);
  // The same record again: its head and System values, then 14 bytes and no values of its own for the 700 elements.
  std::string small = chunk.substr(second - 4096, size);
  const std::size_t inner = small.find(le(700, 4) + le(0, 4));
  REQUIRE(inner != std::string::npos);
  small = small.substr(0, inner) + le(0, 4) + std::string(1, '\0');
  while (small.size() % 8 != 4) small += '\0';
  small.replace(4, 4, le(small.size() + 4, 4));
  small += le(small.size() + 4, 4);
  std::string full = chunk.substr(0, second - 4096);
  std::size_t records = 1;
  for (std::uint64_t id = 2; full.size() + small.size() <= 65536; ++id, ++records) {
    full += small;
    full.replace(full.size() - small.size() + 8, 8, le(id, 8));
  }
  full.resize(65536, '\0');
  full.replace(48, 4, le(65536, 4));
  REQUIRE(records > 100);
  const Reading r(full);
  CHECK(r.events() > 10);
  CHECK(r.batch.damage.count("evtx-budget") > 10);
  CHECK(r.batch.coverage.damaged > 0);
}

TEST_CASE("nesting bombs stop at the depth limit") {
  EvtxElement bomb{"X", {}, "core", {}};
  for (int i = 0; i < 200; ++i) bomb = EvtxElement{"X", {}, {}, {bomb}};
  const Reading r(EvtxBuilder().record(EvtxRecord("Contoso", 1).user_data(bomb)).record(2).chunk());
  CHECK(r.ids() == "1 2");
  CHECK(r.damage() == "evtx-record-data");
}

TEST_CASE("a free-space offset that is too large leaves zeros, and zeros are slack") {
  for (const std::uint32_t offset : {60000u, 65536u}) {
    const Reading r(three().with_free_offset(0, offset).chunk());
    CHECK(r.ids() == "1 2 3");
    CHECK(r.damage() == "");
    CHECK(r.batch.coverage.damaged == 0);
  }
}

TEST_CASE("a free-space offset that is impossible or too small is reported and ignored") {
  for (const std::uint32_t offset : {0u, 511u, 512u, 700u, 65537u, 0xffffffffu}) {
    CAPTURE(offset);
    const Reading r(three().with_free_offset(0, offset).chunk());
    CHECK(r.ids() == "1 2 3");
    CHECK(r.batch.damage.count("evtx-free-space") == 1);
    CHECK(r.batch.coverage.damaged == 0);
  }
}

TEST_CASE("a wrong last record id does not stop the reading") {
  for (const std::uint64_t id : {std::uint64_t{1}, std::uint64_t{99}, ~std::uint64_t{0}}) {
    const Reading r(three().with_last_record_id(0, id).chunk());
    CHECK(r.ids() == "1 2 3");
    CHECK(r.damage() == "evtx-last-record");
    CHECK(r.batch.coverage.damaged == 0);
  }
}

TEST_CASE("a chunk with an overwritten header still gives its records") {
  const Reading r(three().with_chunk_bytes(0, 0, std::string(512, '\0')).chunk());
  CHECK(r.ids() == "1 2 3");
  CHECK(r.damage() == "evtx-chunk-magic");
  CHECK(r.batch.coverage.damaged == 512);
}

TEST_CASE("a half-written record is delivered as far as it goes") {
  const auto [offset, size] = three().place(2);
  const Reading r(three().with_record_bytes(2, size - 60, std::string(60, '\0')).chunk());
  CHECK(r.ids() == "1 2 3");
  CHECK(r.damage() == "evtx-record-data");
  CHECK(r.batch.events()[2].record_id == 3);
}

TEST_CASE("a record that holds no binary XML is lost alone") {
  const Reading r(three().with_record_bytes(1, 24, "garbage").chunk());
  CHECK(r.ids() == "1 3");
  CHECK(r.damage() == "evtx-record-body");
  CHECK(r.batch.damage.kept()[0].message == "record 2 does not begin with binary XML");
}

TEST_CASE("sizes of values that run past the record are cut") {
  // The descriptor of the provider name, the 15th of 18.
  const std::size_t descriptors = 24 + 4 + 10 + 4;
  const Reading r(three().with_record_bytes(1, descriptors + 4 * 14, "\xff\xff").chunk());
  CHECK(r.ids() == "1 2 3");
  CHECK(r.damage() == "evtx-record-data");
  CHECK(r.batch.events()[1].provider == "");
  CHECK(r.batch.coverage.damaged > 0);
}

TEST_CASE("an event id that is no number makes no event") {
  const std::size_t descriptors = 24 + 4 + 10 + 4;
  const Reading r(three().with_record_bytes(1, descriptors + 4 * 3 + 2, std::string(1, '\0')).chunk());
  CHECK(r.ids() == "1 3");
  CHECK(r.batch.damage.kept()[0].message == "record 2 has no event id");
}
