// A piece of a chunk: what is before and behind it is neither read nor told, and every byte is accounted for.
#include <doctest/doctest.h>

#include <string>
#include <utility>

#include "evtx/chunk_reader.h"
#include "evtx/reading.h"
#include "support/evtx_builder.h"

using namespace doctor;
using namespace doctor::test;

namespace {

EvtxBuilder four() {
  EvtxBuilder log;
  for (std::uint16_t i = 1; i <= 4; ++i) log.record(EvtxRecord("Contoso", i).data("name", "text " + std::to_string(i)));
  return log;
}

/// Where a record begins in the chunk.
std::uint32_t at(std::size_t record) {
  if (record == 4) return static_cast<std::uint32_t>(four().place(3).first - 4096 + four().place(3).second);
  return static_cast<std::uint32_t>(four().place(record).first - 4096);
}

struct Part {
  Part(std::string chunk, std::uint32_t from, std::uint32_t until) : bytes(std::move(chunk)) {
    evtx::ChunkReader& reader = evtx::ChunkReader::of(batch);
    reader.start(wanted, nullptr, {});
    reader.read_part(as_bytes(bytes.data(), bytes.size()), 4096, from, until);
    reader.finish();
    check_accounts(batch, bytes.size());
  }
  std::string bytes;
  Prefilter wanted;
  EventBatch batch;
};

}  // namespace

TEST_CASE("records of a piece, with templates and names that were defined before it") {
  for (std::size_t from = 0; from < 4; ++from) {
    for (std::size_t until = from + 1; until <= 4; ++until) {
      const Part part(four().chunk(), at(from), at(until));
      std::string expected;
      for (std::size_t i = from; i < until; ++i) expected += (expected.empty() ? "" : " ") + std::to_string(i + 1);
      CHECK(ids(part.batch) == expected);
      CHECK(fields(part.batch.events()[0]) == "name=text " + std::to_string(from + 1));
      CHECK(part.batch.extents.events() == until - from);
      CHECK(part.batch.coverage.records == at(until) - at(from));
      CHECK(part.batch.coverage.known == 65536 - (at(until) - at(from)));
      CHECK(part.batch.damage.empty());
    }
  }
  const Part all(four().chunk(), 0, 65536);
  const Reading whole(four().chunk());
  CHECK(ids(all.batch) == whole.ids());
  CHECK(all.batch.coverage.known == 0);
  CHECK(all.batch.coverage.slack == whole.batch.coverage.slack);
  const Part to_end(four().chunk(), at(3), 65536);
  CHECK(ids(to_end.batch) == "4");
  CHECK(to_end.batch.coverage.slack == 65536 - at(4));
}

TEST_CASE("the header belongs to a piece that begins the chunk") {
  const std::string chunk = four().with_wrong_header_checksum(0).chunk();
  const Part begin(chunk, 0, at(2));
  CHECK(begin.batch.coverage.header == 512);
  CHECK(damage(begin.batch.damage) == "evtx-chunk-header-checksum");
  const Part rest(chunk, at(2), 65536);
  CHECK(rest.batch.coverage.header == 0);
  CHECK(damage(rest.batch.damage) == "");
  // What it says of the end is looked at if the end is read.
  CHECK(damage(Part(four().with_last_record_id(0, 99).chunk(), 0, at(4)).batch.damage) == "evtx-last-record");
  CHECK(damage(Part(four().with_last_record_id(0, 99).chunk(), 0, at(3)).batch.damage) == "");
}

TEST_CASE("damage is told by the piece in which it lies, and cut where the piece is") {
  const std::string chunk = four().with_record_magic(1, 7).chunk();
  CHECK(damage(Part(chunk, 0, at(1)).batch.damage) == "");
  CHECK(damage(Part(chunk, at(1), at(2)).batch.damage) == "evtx-record-magic");
  CHECK(damage(Part(chunk, at(2), 65536).batch.damage) == "");
  const Part half(chunk, at(1) + 10, at(2) - 20);
  CHECK(half.batch.coverage.damaged == at(2) - at(1) - 30);
  CHECK(damage(Part(four().with_record_size(0, 3).chunk(), at(1), at(2)).batch.damage) == "");
}

TEST_CASE("a chunk that was cut off is told once") {
  const std::string cut = four().chunk().substr(0, at(3) + 5);
  CHECK(damage(Part(cut, 0, at(3)).batch.damage) == "evtx-chunk-cut");
  CHECK(damage(Part(cut, at(2), at(3)).batch.damage) == "");
  CHECK(damage(Part(cut, at(3), 65536).batch.damage) == "evtx-record-size");
}

TEST_CASE("any piece of any chunk adds up") {
  const std::string chunk = four().with_record_size(1, 0).with_record_size_behind(2, 1).chunk();
  for (const std::string& bytes : {chunk, four().with_chunk_magic(0, "ZZZZZZZZ").chunk(), std::string(65536, '\0'),
                                   chunk.substr(0, 700), chunk.substr(0, 300), four().with_free_offset(0, 1).chunk()}) {
    for (std::uint32_t from = 0; from < 3000; from += 131) {
      for (std::uint32_t until = 0; until < 3000; until += 137) Part(bytes, from, until);
    }
    Part(bytes, 70'000, 65'536);
    Part(bytes, 600, 0xffffffff);
  }
}
