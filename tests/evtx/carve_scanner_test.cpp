#include "evtx/carve_scanner.h"

#include <doctest/doctest.h>

#include <string>

#include "support/evtx_builder.h"
#include "support/temp_dir.h"

using namespace doctor;
using namespace doctor::evtx;
using namespace doctor::test;

namespace {

/// "other 100, chunk 65536": kinds and sizes.
std::string pieces(const TempDir& dir, std::string_view content, bool is_log, std::uint64_t begin = 0) {
  const auto file = File::open(dir.write("x", content));
  REQUIRE(file);
  CarveScanner scanner(*file, is_log, begin, file->size());
  CarvePiece piece;
  std::string out;
  std::uint64_t at = begin;
  while (scanner.next(piece)) {
    CHECK(piece.offset == at);
    CHECK(piece.size > 0);
    CHECK(piece.size <= CarveScanner::kLongest);
    at += piece.size;
    const char* kind = piece.kind == CarvePiece::Kind::chunk     ? "chunk "
                       : piece.kind == CarvePiece::Kind::records ? "records "
                                                                 : "other ";
    out += (out.empty() ? "" : ", ") + std::string(kind) + std::to_string(piece.size);
  }
  CHECK(at == content.size());
  return out;
}

}  // namespace

TEST_CASE("chunks are told by their header, and end where the next begins") {
  const TempDir dir;
  const std::string chunk = EvtxBuilder().record(1).chunk();
  CHECK(pieces(dir, std::string(100, 'x') + chunk + "yy", false) == "other 100, chunk 65536, other 2");
  CHECK(pieces(dir, chunk.substr(0, 5000) + chunk, false) == "chunk 5000, chunk 65536");
  CHECK(pieces(dir, "ElfChnk", false) == "other 7");
}

TEST_CASE("in a log chunks stand where they belong, without a header too") {
  const TempDir dir;
  const std::string log = EvtxBuilder().record(1).new_chunk().record(2).with_chunk_magic(0, "ZZZZZZZZ").build();
  CHECK(pieces(dir, log, true) == "other 4096, chunk 65536, chunk 65536");
}

TEST_CASE("records without a chunk are one piece as long as they belong together") {
  const TempDir dir;
  const EvtxBuilder log = EvtxBuilder().record(1).record(2);
  const auto [first, size] = log.place(0);
  const std::size_t second = log.place(1).second;
  const std::string both = log.build().substr(first, size + second);
  CHECK(pieces(dir, "abc" + both + "de", false) == "records " + std::to_string(3 + both.size()) + ", other 2");
  std::uint64_t begin = 0;
  CHECK(chunk_of_record(as_bytes(both.data(), size), 10'000, begin));
  CHECK(begin == 10'000 - 512);
  CHECK_FALSE(
      chunk_of_record(as_bytes(both.data() + size, second), 10'000, begin));  // its template is defined elsewhere
}

TEST_CASE("a file is cut the same from the end of any piece on") {
  const TempDir dir;
  const std::string chunk = EvtxBuilder().record(1).record(2).chunk();
  std::string content =
      std::string(600'000, '.') + chunk + std::string(300'000, '*') + chunk.substr(512, 900) + chunk.substr(0, 3000);
  const std::string whole = pieces(dir, content, false);
  const auto file = File::open(dir.path() / "x");
  CarveScanner scanner(*file, false, 0, file->size());
  CarvePiece piece;
  while (scanner.next(piece)) {
    const std::uint64_t end = piece.offset + piece.size;
    if (end == content.size()) break;
    const std::string rest = pieces(dir, content, false, end);
    CHECK(whole.ends_with(rest));
  }
}

TEST_CASE("a whole record has its size at both ends") {
  const EvtxBuilder log = EvtxBuilder().record(1);
  const auto [first, size] = log.place(0);
  std::string record = log.build().substr(first, size);
  CHECK(whole_record_size(as_bytes(record.data(), record.size())) == size);
  CHECK(whole_record_size(as_bytes(record.data(), record.size() - 1)) == 0);
  record.back() = 'x';
  CHECK(whole_record_size(as_bytes(record.data(), record.size())) == 0);
  CHECK(whole_record_size({}) == 0);
}
