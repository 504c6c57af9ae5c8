#include "evtx/chunk.h"

#include <doctest/doctest.h>

#include "support/evtx_builder.h"

using namespace doctor;
using namespace doctor::evtx;
using namespace doctor::test;

namespace {

ByteView view(const std::string& s) {
  return as_bytes(s.data(), s.size());
}

/// "record 512+240 damaged 752+8 slack ...": the stretches of a chunk; fails if they leave a gap.
std::string stretches(const std::string& chunk) {
  RecordWalker walker(view(chunk), read_chunk_header(view(chunk)));
  std::string out;
  std::size_t at = std::min(kChunkHeaderSize, chunk.size());
  Stretch s;
  while (walker.next(s)) {
    CHECK(s.offset == at);
    CHECK(s.size > 0);
    at += s.size;
    if (!out.empty()) out += ' ';
    out += s.kind == Stretch::Kind::record ? 'r' : s.kind == Stretch::Kind::slack ? '.' : 'X';
    if (s.kind == Stretch::Kind::record) out += std::to_string(s.record.id);
  }
  CHECK(at == chunk.size());
  return out + (walker.free_offset_lies() ? " free-offset-lies" : "");
}

EvtxBuilder three() {
  return EvtxBuilder().record(1).record(2).record(3);
}

/// Old content behind the end of the used part: the records of another chunk.
std::string with_old_content(const std::string& chunk, const std::string& old_chunk) {
  const ChunkHeader h = read_chunk_header(view(chunk)), old = read_chunk_header(view(old_chunk));
  std::string out = chunk;
  return out.replace(h.free_offset, old.free_offset - h.free_offset,
                     old_chunk.substr(h.free_offset, old.free_offset - h.free_offset));
}

}  // namespace

TEST_CASE("a chunk is cut into its records and the rest") {
  CHECK(stretches(three().chunk()) == "r1 r2 r3 .");
  const std::string chunk = three().chunk();
  const ChunkHeader h = read_chunk_header(view(chunk));
  CHECK(h.magic);
  CHECK(h.first_id == 1);
  CHECK(h.last_id == 3);
  CHECK(h.checksum_ok);
  CHECK(data_checksum_ok(view(chunk), h));
}

TEST_CASE("a broken record ends where the next whole one begins") {
  CHECK(stretches(three().with_record_size(1, 0).chunk()) == "r1 X r3 .");
  CHECK(stretches(three().with_record_size(1, 27).chunk()) == "r1 X r3 .");
  CHECK(stretches(three().with_record_size(1, 3099113656u).chunk()) == "r1 X r3 .");
  CHECK(stretches(three().with_record_size(1, 0xffffffff).chunk()) == "r1 X r3 .");
  CHECK(stretches(three().with_record_magic(1, 0x2b2b2b2b).chunk()) == "r1 X r3 .");
  CHECK(stretches(three().with_record_magic(0, 0).with_record_magic(1, 0).chunk()) == "X r3 .");
  CHECK(stretches(three().with_record_size(2, 0).chunk()) == "r1 r2 X .");
}

TEST_CASE("a size that is wrong but fits does not swallow the records behind") {
  CHECK(stretches(three().with_record_size(0, 4000).chunk()) == "r1 r2 r3 .");
  CHECK(stretches(three().with_record_size(0, 64).chunk()) == "r1 X r2 r3 .");
}

TEST_CASE("a free-space offset beyond the records leaves zeros between") {
  CHECK(stretches(three().with_free_offset(0, 65536).chunk()) == "r1 r2 r3 .");
  CHECK(stretches(three().with_free_offset(0, 60000).chunk()) == "r1 r2 r3 . .");
}

TEST_CASE("a stale free-space offset does not hide records that carry on") {
  const auto [second, size] = three().place(1);
  CHECK(stretches(three().with_free_offset(0, static_cast<std::uint32_t>(second - 4096)).chunk()) ==
        "r1 r2 r3 . free-offset-lies");
  CHECK(stretches(three().with_free_offset(0, static_cast<std::uint32_t>(second - 4096 + 8)).chunk()) ==
        "r1 r2 r3 . free-offset-lies");
  CHECK(stretches(three().with_free_offset(0, 512).chunk()) == "r1 r2 r3 . free-offset-lies");
  CHECK(stretches(three().with_free_offset(0, 0).chunk()) == "r1 r2 r3 . free-offset-lies");
  CHECK(stretches(three().with_free_offset(0, 0xffffffff).chunk()) == "r1 r2 r3 . free-offset-lies");
}

TEST_CASE("records that an earlier use of the chunk left are slack") {
  const auto event = [](std::uint64_t id) { return EvtxRecord("Contoso", 1).record_id(id); };
  const std::string now = EvtxBuilder().record(event(900)).record(event(901)).chunk();
  const std::string old =
      EvtxBuilder().record(event(100)).record(event(101)).record(event(102)).record(event(103)).chunk();
  CHECK(stretches(with_old_content(now, old)) == "r900 r901 .");
}

TEST_CASE("without a chunk header, whole records with rising ids are found") {
  CHECK(stretches(three().with_chunk_magic(0, std::string(8, '\0')).chunk()) == "r1 r2 r3 .");
  std::string chunk = three().with_chunk_magic(0, std::string(8, '\0')).chunk();
  chunk.replace(512, 100, std::string(100, 'x'));
  CHECK(stretches(chunk) == "X r2 r3 .");
  const auto event = [](std::uint64_t id) { return EvtxRecord("Contoso", 1).record_id(id); };
  CHECK(stretches(
            EvtxBuilder().record(event(5)).record(event(4)).record(event(6)).with_chunk_magic(0, "????????").chunk()) ==
        "r5 X r6 .");
}

TEST_CASE("zeros where a record should begin are slack, not damage") {
  std::string chunk = three().chunk();
  const auto [third, size] = three().place(2);
  chunk.replace(third - 4096, size, std::string(size, '\0'));
  CHECK(stretches(chunk) == "r1 r2 . .");
}

TEST_CASE("a chunk that was cut ends with what is left of its last record") {
  const std::string chunk = three().chunk();
  const auto [third, size] = three().place(2);
  CHECK(stretches(chunk.substr(0, third - 4096 + size)) == "r1 r2 r3");
  CHECK(stretches(chunk.substr(0, third - 4096 + size - 1)) == "r1 r2 X");
  CHECK(stretches(chunk.substr(0, third - 4096 + 3)) == "r1 r2 X");
  CHECK(stretches(chunk.substr(0, third - 4096)) == "r1 r2");
  CHECK(stretches(chunk.substr(0, 512)) == "");
  CHECK(stretches(chunk.substr(0, 511)) == "");
  CHECK(stretches("") == "");
}

TEST_CASE("checksums of header and records are checked apart") {
  const std::string wrong_data = three().with_wrong_data_checksum(0).chunk();
  const ChunkHeader a = read_chunk_header(view(wrong_data));
  CHECK(a.checksum_ok);
  CHECK_FALSE(data_checksum_ok(view(wrong_data), a));
  const std::string wrong_header = three().with_wrong_header_checksum(0).chunk();
  const ChunkHeader b = read_chunk_header(view(wrong_header));
  CHECK_FALSE(b.checksum_ok);
  CHECK(data_checksum_ok(view(wrong_header), b));
}

TEST_CASE("a chunk that declares to have no checksums has no wrong ones") {
  const std::string chunk = three().with_wrong_data_checksum(0).with_chunk_bytes(0, 120, "\x05").chunk();
  const ChunkHeader h = read_chunk_header(view(chunk));
  CHECK_FALSE(h.has_checksums());
  CHECK(data_checksum_ok(view(chunk), h));
}
