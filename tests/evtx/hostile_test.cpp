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

EvtxBuilder three() {
  return EvtxBuilder().record(1).record(2).record(3);
}
std::uint64_t second_size() {
  return three().place(1).second;
}

std::string le(std::uint64_t n, std::size_t width) {
  return {reinterpret_cast<const char*>(&n), width};
}

/// A value for raw_user_data(): a template whose one element holds its only value `times` over, filled with an instance of itself,
/// `depth` deep. `at` is the chunk offset at which the value will lie.
std::string bomb(std::size_t at, int times, int depth) {
  const std::string header("\x0f\x01\x01\x00", 4), end(1, '\0');
  const std::size_t definition = at + 4 + 10, body = definition + 24;
  std::string element = std::string("\x01\xff\xff", 3) + le(0, 4) + le(body + 4 + 3 + 4 + 4, 4);  // <A>
  element += le(0, 4) + le(0, 2) + le(1, 2) + to_utf16le("A") + le(0, 2) + "\x02";
  for (int i = 0; i < times; ++i) element += std::string("\x0e\0\0\x21", 4);
  element += "\x04";
  const std::string content = header + element + end;
  const auto instance = [&](const std::string& inside, bool first) {
    std::string out = header + "\x0c\x01" + le(7, 4) + le(definition, 4);
    if (first) out += le(0, 4) + le(7, 4) + std::string(12, '\0') + le(content.size(), 4) + content;
    return out + le(1, 4) + le(inside.size(), 2) + (inside.empty() ? le(0, 2) : le(0x21, 2)) + inside + end;
  };
  std::string out;
  for (int i = 0; i < depth; ++i) out = instance(out, false);
  return instance(out, true);
}

EvtxBuilder with_bomb(int times, int depth) {
  const auto log = [](const std::string& value) {
    return EvtxBuilder().record(1).record(EvtxRecord("Contoso", 2).raw_user_data(value)).record(3);
  };
  const std::string probe = bomb(0, times, depth);
  const std::size_t at = log(probe).chunk().find(probe, 512);
  return log(bomb(at, times, depth));
}

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

TEST_CASE("values that contain their own template are read, within bounds") {
  const Reading r(with_bomb(2, 3).chunk());
  CHECK(r.ids() == "1 2 3");
  CHECK(r.damage() == "");
  // Each of the two values in A holds an A again: 1 + 2 + 4 + 8 elements, of which those at the end are leaves.
  CHECK(r.batch.events()[1].data.size() == 8);
  CHECK(r.batch.events()[1].data[7].path == "A/A[1]/A[1]/A[1]");
}

TEST_CASE("a bomb of values that multiply ends at the chunk's budget, and costs only what comes behind") {
  const auto began = std::chrono::steady_clock::now();
  const Reading r(with_bomb(8, 12).chunk());
  CHECK(r.ids() == "1 2");
  CHECK(r.damage() == "evtx-record-data evtx-budget");
  CHECK(r.batch.coverage.damaged > 0);
  CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(5));
}

TEST_CASE("a bomb of values in values ends at the depth limit") {
  const Reading r(with_bomb(1, 200).chunk());
  CHECK(r.ids() == "1 2 3");
  CHECK(r.damage() == "evtx-record-data");
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

TEST_CASE("a record whose end belongs to another is not taken for one") {
  // The values of the second record give way to those of the third, as where a block of an older version of the file shows through.
  const EvtxBuilder log = three();
  const auto [third, size] = log.place(2);
  const std::string foreign = log.build().substr(third + 40, size - 40);
  const Reading r(three().with_record_bytes(1, 40, foreign).with_record_size_behind(1, 77).chunk());
  CHECK(r.ids() == "1 3");
  CHECK(r.damage() == "evtx-record-body");
  CHECK(r.batch.damage.kept()[0].message == "record 2 was overwritten");
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
