#include <doctest/doctest.h>

#include "evtx/copying.h"
#include "evtx/evtx_source.h"
#include "evtx/evtx_writer.h"
#include "evtx/file_header.h"
#include "evtx/reading.h"
#include "support/evtx_builder.h"
#include "support/temp_dir.h"

using namespace doctor;
using namespace doctor::evtx;
using namespace doctor::test;

namespace {

std::vector<PortableRecord> some_records(std::size_t n, std::size_t size) {
  EvtxBuilder log;
  for (std::size_t i = 0; i < n; ++i) {
    log.record(EvtxRecord("Schannel", 36888).record_id(1000 + 7 * i).data("Filler", std::string(size, 'f')));
  }
  std::vector<PortableRecord> out;
  const std::string file = log.build();
  for (std::size_t at = 4096; at < file.size(); at += 65536) {
    for (PortableRecord& r : Copying(file.substr(at, 65536)).records) out.push_back(std::move(r));
  }
  return out;
}

}  // namespace

TEST_CASE("a log of several chunks: nothing is wrong with it, and its records are numbered through") {
  const TempDir dir;
  const auto path = dir.path() / "out.evtx";
  const auto records = some_records(200, 400);
  auto writer = EvtxWriter::create(path);
  REQUIRE(writer);
  for (const PortableRecord& r : records) {
    const auto added = writer->add(r);
    REQUIRE(added);
    CHECK(*added);
  }
  CHECK_FALSE(std::filesystem::exists(path));
  REQUIRE(writer->commit());

  const std::string file = read_file(path);
  REQUIRE(file.size() > 4096 + 2 * 65536);
  REQUIRE((file.size() - 4096) % 65536 == 0);
  const FileHeader header = read_file_header(as_bytes(file.data(), 4096));
  CHECK(header.checksum_ok);
  CHECK(header.flags == 0);
  CHECK(header.first_chunk == 0);
  CHECK(header.last_chunk + 1 == header.chunk_count);
  CHECK(header.chunk_count == (file.size() - 4096) / 65536);
  CHECK(header.next_record_id == 201);

  const auto source = open_evtx(path, "out.evtx", {.verify_checksums = true});
  REQUIRE(source);
  CHECK((*source)->opening_damage().empty());
  EventBatch batch;
  (*source)->read(0, {}, batch);
  CHECK(damage(batch.damage).empty());
  REQUIRE(batch.events().size() == 200);
  CHECK(batch.events()[199].record_id == 1000 + 7 * 199);
}

TEST_CASE("a record for which no chunk is large enough is told, and the others are written") {
  const TempDir dir;
  auto writer = EvtxWriter::create(dir.path() / "out.evtx");
  REQUIRE(writer);
  const auto records = some_records(1, 10);
  PortableRecord large = records[0];
  large.xml.add(as_bytes(std::string(70'000, 'x').data(), 70'000));
  CHECK(*writer->add(records[0]));
  CHECK_FALSE(*writer->add(large));
  CHECK(*writer->add(records[0]));
  CHECK(writer->records() == 2);
  CHECK(writer->commit());
}

TEST_CASE("nothing appears without commit, and nothing where nothing can") {
  const TempDir dir;
  {
    auto writer = EvtxWriter::create(dir.path() / "out.evtx");
    REQUIRE(writer);
    CHECK(*writer->add(some_records(1, 10)[0]));
  }
  CHECK(std::filesystem::is_empty(dir.path()));
  CHECK_FALSE(EvtxWriter::create(dir.path() / "no" / "out.evtx"));
#ifndef _WIN32
  const auto device = EvtxWriter::create("/dev/null");
  REQUIRE_FALSE(device);
  CHECK(device.error().code == Errc::unsupported);
#endif
}
