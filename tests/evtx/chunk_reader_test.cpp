#include "evtx/chunk_reader.h"

#include <doctest/doctest.h>

#include "evtx/reading.h"
#include "support/evtx_builder.h"

using namespace doctor;
using namespace doctor::evtx;
using namespace doctor::test;

namespace {
ByteView view(const std::string& bytes) {
  return as_bytes(bytes.data(), bytes.size());
}
}  // namespace

TEST_CASE("several chunks go into one batch, with one account of who wrote") {
  const std::string a = EvtxBuilder().record(EvtxRecord("Contoso", 1).data("x", "1")).chunk();
  const std::string b =
      EvtxBuilder().record(EvtxRecord("Contoso", 2).data("x", "2")).record(EvtxRecord("Fabrikam", 3)).chunk();
  EventBatch batch;
  ChunkReader& reader = ChunkReader::of(batch);
  CHECK(&ChunkReader::of(batch) == &reader);
  const Prefilter all;
  for (int again = 0; again < 2; ++again) {
    batch.clear();
    reader.start(all, nullptr, {});
    reader.read(view(a), 4096);
    reader.read(view(b), 4096 + 65536);
    reader.finish();
    CHECK(ids(batch) == "1 2 3");
    CHECK(fields(batch.events()[1]) == "x=2");
    CHECK(batch.events()[1].origin.offset == 4096 + 65536 + 512);
    CHECK(batch.extents.list().size() == 1);
    CHECK(batch.extents.list()[0].per_provider.at("Contoso") == 2);
    CHECK(batch.coverage.total() == 2 * 65536);
  }
}

TEST_CASE("a batch that moved gets a reader of its own") {
  EventBatch batch;
  ChunkReader& reader = ChunkReader::of(batch);
  EventBatch moved = std::move(batch);
  CHECK(&ChunkReader::of(moved) != &reader);
}

TEST_CASE("marks tell every record in the order of the file, wanted or not") {
  const std::string chunk = EvtxBuilder()
                                .record(EvtxRecord("Contoso", 1).record_id(5).at("2015-06-01T07:00:00Z"))
                                .record(EvtxRecord("Contoso", 2).record_id(9).at("2015-06-01T06:00:00Z"))
                                .chunk();
  Prefilter none;
  none.only_listed();
  EventBatch batch;
  batch.want_marks = true;
  read_chunk(view(chunk), 4096, none, batch);
  CHECK(batch.events().empty());
  REQUIRE(batch.marks.size() == 2);
  CHECK(batch.marks[0].record_id == 5);
  CHECK(batch.marks[0].offset == 4096 + 512);
  CHECK(batch.marks[1].record_id == 9);
  CHECK(batch.marks[1].time < batch.marks[0].time);
}

TEST_CASE("who is wanted may change between two runs of one reader") {
  const std::string chunk = EvtxBuilder().record(EvtxRecord("Contoso", 1)).record(EvtxRecord("Fabrikam", 1)).chunk();
  EventBatch batch;
  Prefilter contoso, fabrikam;
  contoso.allow_provider("contoso");
  fabrikam.allow_provider("fabrikam");
  for (int i = 0; i < 2; ++i) {
    for (const auto& [filter, provider] : {std::pair{&contoso, "Contoso"}, {&fabrikam, "Fabrikam"}}) {
      batch.clear();
      read_chunk(view(chunk), 4096, *filter, batch);
      REQUIRE(batch.events().size() == 1);
      CHECK(batch.events()[0].provider == provider);
      CHECK(batch.extents.events() == 2);
    }
  }
}
