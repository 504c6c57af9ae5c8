// What is wrong with a chunk is told once, with its place; the cases of reading are in hostile_test.cpp and read_chunk_test.cpp.
#include <doctest/doctest.h>

#include <string>

#include "evtx/printing.h"
#include "evtx/reading.h"
#include "support/evtx_builder.h"

using namespace doctor;
using namespace doctor::test;

namespace {

EvtxBuilder two() {
  return EvtxBuilder().record(EvtxRecord("Contoso", 1).data("a", "x")).record(EvtxRecord("Contoso", 2).data("a", "y"));
}

/// "code@offset+lost": of all damage.
std::string told(const Diagnostics& damage) {
  std::string out;
  for (const Diagnostic& d : damage.kept()) {
    out += (out.empty() ? "" : " ") + std::string(d.code) + "@" + std::to_string(d.where.offset) + "+" +
           std::to_string(d.bytes_lost);
  }
  return out;
}

}  // namespace

TEST_CASE("printing and reading report the same damage at the same places") {
  const auto [second, size] = two().place(1);
  const std::string bad_size = two().with_record_size(0, 0).chunk();
  for (const std::string& chunk :
       {bad_size, two().with_chunk_magic(0, "ZZZZZZZZ").chunk(), two().with_free_offset(0, 9).chunk(),
        two().with_wrong_header_checksum(0).chunk(), two().with_record_bytes(1, 60, "\xee\xee\xee\xee").chunk()}) {
    const Reading read(chunk);
    const Printing printed(chunk, RenderFormat::xml);
    CHECK(told(read.batch.damage) == told(printed.batch.damage));
    CHECK(read.batch.events().size() == printed.batch.events_rendered);
  }
  const Reading lost(bad_size);
  CHECK(told(lost.batch.damage)
            .starts_with("evtx-record-size@" + std::to_string(4096 + 512) + "+" + std::to_string(second - 4096 - 512)));
}

TEST_CASE("a wrong checksum is told on request, and where something else is wrong") {
  CHECK(Reading(two().with_wrong_data_checksum(0).chunk()).damage() == "");
  CHECK(Reading(two().with_wrong_data_checksum(0).chunk(), {}, {.verify_checksums = true}).damage() ==
        "evtx-chunk-checksum");
  CHECK(Reading(two().with_wrong_data_checksum(0).with_last_record_id(0, 99).chunk()).damage() ==
        "evtx-last-record evtx-chunk-checksum");
}
