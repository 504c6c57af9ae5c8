#include "evtx/file_header.h"

#include <doctest/doctest.h>

#include "evtx/reading.h"
#include "support/evtx_builder.h"

using namespace doctor;
using namespace doctor::evtx;
using namespace doctor::test;

namespace {

std::string report(const EvtxBuilder& log, std::uint64_t chunks) {
  const std::string file = log.build();
  Diagnostics damage;
  report_file_header(read_file_header(as_bytes(file.data(), file.size())), chunks, damage);
  return test::damage(damage);
}

}  // namespace

TEST_CASE("a sound file header says what is in the file and gives no remark") {
  const std::string file = EvtxBuilder().record(1).record(2).build();
  const FileHeader h = read_file_header(as_bytes(file.data(), file.size()));
  CHECK(h.magic);
  CHECK(h.major_version == 3);
  CHECK(h.minor_version == 1);
  CHECK(h.block_size == 4096);
  CHECK(h.chunk_count == 1);
  CHECK(h.next_record_id == 3);
  CHECK(h.checksum_ok);
  CHECK_FALSE(h.dirty());
  CHECK(report(EvtxBuilder().record(1), 1) == "");
}

TEST_CASE("what a file header has wrong is said") {
  CHECK(report(EvtxBuilder().record(1).with_wrong_file_checksum(), 1) == "evtx-file-header");
  CHECK(report(EvtxBuilder().record(1).with_file_magic("ElfFile!"), 1) == "evtx-file-header");
  CHECK(report(EvtxBuilder().record(1).dirty(), 1) == "evtx-file-dirty");
  CHECK(report(EvtxBuilder().record(1).with_chunk_count(9), 1) == "evtx-file-short");
  CHECK(report(EvtxBuilder().record(1).with_chunk_count(0), 1) == "");  // written late: normal for a live log
}

TEST_CASE("half a file header is read without a checksum") {
  const std::string file = EvtxBuilder().record(1).build().substr(0, 50);
  const FileHeader h = read_file_header(as_bytes(file.data(), file.size()));
  CHECK(h.magic);
  CHECK(h.chunk_count == 1);
  CHECK_FALSE(h.checksum_ok);
}
