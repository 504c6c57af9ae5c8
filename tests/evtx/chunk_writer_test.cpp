#include <doctest/doctest.h>

#include "base/text.h"
#include "evtx/chunk.h"
#include "evtx/chunk_writer.h"
#include "evtx/copying.h"
#include "evtx/printing.h"
#include "evtx/reading.h"
#include "support/evtx_builder.h"

using namespace doctor;
using namespace doctor::evtx;
using namespace doctor::test;

namespace {

ByteView view(std::string_view text) {
  return as_bytes(text.data(), text.size());
}

/// A record of one text, without a template.
PortableRecord record_of(std::size_t text_size) {
  PortableRecord out;
  out.written = {0x01d09c3a00000000};
  out.xml.add_number(0x0001010f, 4);
  const std::string name = to_utf16le("Event");
  out.xml.add_number(0x01, 1);
  const std::uint32_t size = out.xml.add_size(4);
  out.xml.add_name(view(name));
  out.xml.add_number(0x02, 1);
  for (std::size_t left = text_size; left > 0;) {
    const std::size_t n = std::min<std::size_t>(left, 1000);
    out.xml.add_number(0x05, 1);
    out.xml.add_number(0x01, 1);
    out.xml.add_number(n, 2);
    const std::string text = to_utf16le(std::string(n, 't'));
    out.xml.add(view(text));
    left -= n;
  }
  out.xml.add_number(0x04, 1);
  out.xml.end(size);
  out.xml.add_number(0x00, 1);
  return out;
}

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t n = 0;
  for (std::size_t i = text.find(part); i != std::string_view::npos; i = text.find(part, i + part.size())) ++n;
  return n;
}

}  // namespace

TEST_CASE("names hash as in the logs of Windows") {
  CHECK((table_hash(to_utf16le("UserID")) & 0xffff) == 0x4c66);
  CHECK((table_hash(to_utf16le("Security")) & 0xffff) == 0x2ea0);
}

TEST_CASE("a chunk holds every name and every template once, and its header is in order") {
  EvtxBuilder log;
  for (std::uint16_t i = 0; i < 20; ++i) {
    log.record(EvtxRecord("Schannel", 36888).record_id(500 + 3u * i).data("AlertDesc", EvtxValue::uint32(i)));
  }
  const Copying copy(log.chunk());
  REQUIRE(copy.problems.empty());
  REQUIRE(copy.bytes.size() == 65536);
  CHECK(count(copy.bytes, to_utf16le("EventRecordID")) == 1);
  CHECK(count(copy.bytes, to_utf16le("AlertDesc")) == 1);
  const ChunkHeader header = read_chunk_header(view(copy.bytes));
  CHECK(header.checksum_ok);
  CHECK(data_checksum_ok(view(copy.bytes), header));
  CHECK(header.first_number == 1);
  CHECK(header.last_number == 20);
  CHECK(header.first_id == 1);
  CHECK(header.last_id == 20);
  CHECK(header.last_offset < header.free_offset);
  CHECK(all_zero(view(copy.bytes).subspan(header.free_offset)));
  const Reading read(copy.bytes, {}, {.verify_checksums = true});
  CHECK(read.damage().empty());
  REQUIRE(read.events() == 20);
  CHECK(read.batch.events()[19].record_id == 557);  // the event's own; the place in the log has another
}

TEST_CASE("in a copy, as in an export of Windows, events are found by the id they say themselves") {
  EvtxBuilder log;
  for (std::uint64_t id : {319'457'771u, 319'457'830u, 7u}) log.record(EvtxRecord("Schannel", 36888).record_id(id));
  const Copying copy(log.chunk());
  Prefilter wanted;
  wanted.only_record(319'457'830);
  wanted.only_record(2);  // where that one stands
  const Reading read(copy.bytes, wanted);
  REQUIRE(read.events() == 1);
  CHECK(read.batch.events()[0].record_id == 319'457'830);
  CHECK(Printing(copy.bytes, RenderFormat::xml, wanted).text().find("<EventRecordID>319457830<") != std::string::npos);
}

TEST_CASE("what does not fit changes nothing") {
  ChunkWriter writer, same;
  REQUIRE(writer.add(record_of(15'000), 1));
  REQUIRE(same.add(record_of(15'000), 1));
  PortableRecord large = record_of(20'000);
  const std::string name = to_utf16le("NewName");
  large.xml.add_name(view(name));
  CHECK_FALSE(writer.add(large, 2));
  REQUIRE(writer.add(record_of(16'000), 2));
  REQUIRE(same.add(record_of(16'000), 2));
  CHECK(writer.finish() == same.finish());
}

TEST_CASE("the largest record fills the chunk to its end, one more unit has no room") {
  std::size_t largest = 0;
  for (std::size_t n = 32'300; n < 32'500; ++n) {
    ChunkWriter writer;
    if (writer.add(record_of(n), 1)) largest = n;
  }
  REQUIRE(largest > 0);
  ChunkWriter writer;
  REQUIRE(writer.add(record_of(largest), 1));
  const ChunkHeader header = read_chunk_header(view(writer.finish()));
  CHECK(header.free_offset > 65536 - 16);
  CHECK(header.free_offset <= 65536);
  writer.clear();
  CHECK_FALSE(writer.add(record_of(largest + 1), 1));
  CHECK(writer.empty());
}

TEST_CASE("a size that its field cannot hold is no record") {
  PortableRecord record;
  record.xml.add_number(0x0001010f, 4);
  const std::uint32_t size = record.xml.add_size(1);
  record.xml.add(view(std::string(256, 'x')));
  record.xml.end(size);
  ChunkWriter writer;
  CHECK_FALSE(writer.add(record, 1));
  CHECK(writer.empty());
}

TEST_CASE("a chunk that was finished and cleared leaves nothing behind in the next one") {
  ChunkWriter writer, fresh;
  REQUIRE(writer.add(record_of(100), 1));
  (void)writer.finish();
  writer.clear();
  REQUIRE(writer.add(record_of(3), 2));
  REQUIRE(fresh.add(record_of(3), 2));
  CHECK(writer.finish() == fresh.finish());
}
