#include "evtx/evtx_source.h"

#include <doctest/doctest.h>

#include "evtx/reading.h"
#include "support/evtx_builder.h"
#include "support/temp_dir.h"

using namespace doctor;
using namespace doctor::test;

namespace {

struct Whole {
  std::string ids, damage, opening;
  Coverage coverage;
  std::uint64_t bytes = 0;
  std::size_t slices = 0;
};

Whole read_file(const TempDir& dir, std::string_view content) {
  const auto source = open_evtx(dir.write("log.evtx", content), "shown.evtx");
  REQUIRE(source);
  Whole w;
  w.bytes = (*source)->info().bytes;
  w.slices = (*source)->slices();
  w.opening = damage((*source)->opening_damage());
  w.coverage = (*source)->opening_coverage();
  EventBatch batch;
  for (std::size_t i = 0; i < w.slices; ++i) {
    (*source)->read(i, {}, batch);
    w.coverage += batch.coverage;
    w.ids += (w.ids.empty() ? "" : " ") + ids(batch);
    w.damage += (w.damage.empty() ? "" : " ") + damage(batch.damage);
  }
  CHECK(w.coverage.total() == w.bytes);
  return w;
}

/// That many chunks with one record each, 1, 2, 3 ...
EvtxBuilder chunks(std::uint16_t n) {
  EvtxBuilder log;
  for (std::uint16_t i = 1; i <= n; ++i) {
    if (i > 1) log.new_chunk();
    log.record(i);
  }
  return log;
}

}  // namespace

TEST_CASE("a log is read several chunks at a time") {
  const TempDir dir;
  const Whole w = read_file(dir, chunks(17).record(18).build());
  CHECK(w.slices == 2);
  CHECK(w.ids == "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18");
  CHECK(w.opening == "");
  CHECK(w.damage == "");
  const auto source = open_evtx(dir.path() / "log.evtx", "shown.evtx");
  CHECK((*source)->info().path == "shown.evtx");
  CHECK((*source)->info().kind == "evtx");
}

TEST_CASE("slices can be read in any order and again, and origins count from the start of the file") {
  const TempDir dir;
  const EvtxBuilder log = chunks(17);
  const auto source = open_evtx(dir.write("log.evtx", log.build()), "log.evtx");
  EventBatch batch;
  (*source)->read(1, {}, batch);
  CHECK(ids(batch) == "17");
  CHECK(batch.events()[0].origin.offset == log.place(16).first);
  (*source)->read(0, {}, batch);
  CHECK(ids(batch) == "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16");
  for (std::size_t i = 0; i < 16; ++i) CHECK(batch.events()[i].origin.offset == log.place(i).first);
  (*source)->read(7, {}, batch);
  CHECK(batch.events().empty());
  CHECK(batch.coverage.total() == 0);
}

TEST_CASE("the file's header is reported, never believed") {
  const TempDir dir;
  const auto two_chunks = [] { return EvtxBuilder().record(1).new_chunk().record(2); };
  CHECK(read_file(dir, two_chunks().with_chunk_count(1).build()).ids == "1 2");
  CHECK(read_file(dir, two_chunks().with_chunk_count(900).build()).ids == "1 2");
  CHECK(read_file(dir, two_chunks().with_chunk_count(900).build()).opening == "evtx-file-short");
  CHECK(read_file(dir, two_chunks().dirty().build()).opening == "evtx-file-dirty");
  const Whole w = read_file(dir, two_chunks().with_file_magic(std::string(8, '\0')).build());
  CHECK(w.ids == "1 2");
  CHECK(w.opening == "evtx-file-header");
  CHECK(w.coverage.damaged == 4096);
}

TEST_CASE("what is no log is refused") {
  const TempDir dir;
  for (const std::string& content :
       {std::string(), std::string("<Events/>"), std::string(100'000, 'x'), std::string("ElfFil")}) {
    const auto source = open_evtx(dir.write("x", content), "x");
    REQUIRE_FALSE(source);
    CHECK(source.error().code == Errc::bad_format);
  }
  const auto absent = open_evtx(dir.path() / "absent.evtx", "absent.evtx");
  REQUIRE_FALSE(absent);
  CHECK(absent.error().code == Errc::not_found);
}

TEST_CASE("a log with nothing behind its header is an empty log") {
  const TempDir dir;
  const Whole w = read_file(dir, EvtxBuilder().build());
  CHECK(w.slices == 0);
  CHECK(w.ids == "");
  CHECK(w.coverage.header == 4096);
  CHECK(read_file(dir, EvtxBuilder().build().substr(0, 200)).coverage.header == 200);
}

TEST_CASE("a last chunk that was cut gives its whole records") {
  const TempDir dir;
  const EvtxBuilder log = EvtxBuilder().record(1).new_chunk().record(2).record(3);
  const auto [third, size] = log.place(2);
  const Whole w = read_file(dir, log.build().substr(0, third + 10));
  CHECK(w.ids == "1 2");
  CHECK(w.damage == "evtx-record-size evtx-chunk-cut");
  CHECK(w.coverage.damaged == 10);
}

TEST_CASE("a file that becomes shorter after opening is damage, not an error") {
  const TempDir dir;
  const auto path = dir.write("log.evtx", EvtxBuilder().record(1).new_chunk().record(2).build());
  const auto source = open_evtx(path, "log.evtx");
  REQUIRE(source);
  std::filesystem::resize_file(path, 4096 + 65536 + 100);
  EventBatch batch;
  (*source)->read(0, {}, batch);
  CHECK(ids(batch) == "1");
  CHECK(batch.coverage.total() == 2 * 65536);
  CHECK(batch.damage.count("evtx-read") == 1);
}

TEST_CASE("checksums are verified on request") {
  const TempDir dir;
  const auto path = dir.write("log.evtx", EvtxBuilder().record(1).with_wrong_data_checksum(0).build());
  EventBatch batch;
  (*open_evtx(path, "log.evtx"))->read(0, {}, batch);
  CHECK(damage(batch.damage) == "");
  (*open_evtx(path, "log.evtx", {.verify_checksums = true}))->read(0, {}, batch);
  CHECK(damage(batch.damage) == "evtx-chunk-checksum");
}
