#include "evtx/chunk_look.h"

#include <doctest/doctest.h>

#include <string>

#include "support/evtx_builder.h"

using namespace doctor;
using namespace doctor::evtx;
using namespace doctor::test;

namespace {

ByteView view(const std::string& bytes) {
  return as_bytes(bytes.data(), bytes.size());
}

EvtxBuilder three() {
  return EvtxBuilder().record(1).record(2).record(3);
}

}  // namespace

TEST_CASE("a chunk is the same while it grows, and another once it is overwritten") {
  const ChunkHead two = look_at_head(view(EvtxBuilder().record(1).record(2).chunk()));
  const ChunkHead more = look_at_head(view(three().chunk()));
  CHECK(two.readable());
  CHECK(two.sound);
  CHECK(two.first_id == 1);
  CHECK(two.first_written.ticks != 0);
  CHECK(two.identity == more.identity);
  CHECK(look_at_head(view(three().chunk().substr(0, kChunkHeadSize))).identity == more.identity);
  const auto other = [](const EvtxRecord& record) {
    return look_at_head(view(EvtxBuilder().record(record).chunk())).identity;
  };
  CHECK(other(EvtxRecord("Contoso", 1).record_id(7)) != other(EvtxRecord("Contoso", 1)));
  CHECK(other(EvtxRecord("Contoso", 1).at("2020-01-01T00:00:00Z")) != other(EvtxRecord("Contoso", 1)));
}

TEST_CASE("chunks without a header or a record") {
  CHECK(look_at_head(view(std::string(65536, '\0'))).identity == 0);
  CHECK(look_at_head({}).identity == 0);
  const std::string prepared = three().chunk().substr(0, 512).replace(48, 4, std::string("\0\2\0\0", 4)) + std::string(65024, '\0');
  CHECK(look_at_head(view(prepared)).identity == 0);
  const ChunkHead headless = look_at_head(view(three().with_chunk_magic(0, "ZZZZZZZZ").chunk()));
  CHECK(headless.identity != 0);
  CHECK_FALSE(headless.readable());
  const ChunkHead wrong_id = look_at_head(view(three().with_record_bytes(0, 8, "\x63").chunk()));
  CHECK(wrong_id.readable());
  CHECK_FALSE(wrong_id.sound);
  for (std::size_t size = 0; size < kChunkHeadSize; size += 7) {
    (void)look_at_head(view(three().chunk()).first(size));  // must not read past the end
  }
}

TEST_CASE("where the records end") {
  const std::string chunk = three().chunk();
  const auto place = [](std::size_t record) {
    const auto [offset, size] = three().place(record);
    return std::pair{offset - 4096, offset - 4096 + size};
  };
  const ChunkEnd end = look_at_end(view(chunk), 0);
  CHECK(end.records == 3);
  CHECK(end.last_id == 3);
  CHECK(end.whole_end == place(2).second);
  CHECK(end.tail_end == end.whole_end);
  CHECK(end.anything);
  CHECK(look_at_end(view(chunk), static_cast<std::uint32_t>(place(2).first)).anything);
  CHECK_FALSE(look_at_end(view(chunk), static_cast<std::uint32_t>(place(2).second)).anything);

  for (const std::string& torn : {three().with_record_size(2, 9).chunk(), three().with_record_size_behind(2, 9).chunk(),
                                  three().with_record_magic(2, 9).chunk()}) {
    const ChunkEnd tail = look_at_end(view(torn), 0);
    CHECK(tail.records == 2);
    CHECK(tail.last_id == 2);
    CHECK(tail.whole_end == place(2).first);
    CHECK(tail.tail_end == place(2).second);
  }
  const ChunkEnd middle = look_at_end(view(three().with_record_magic(1, 9).chunk()), 0);
  CHECK(middle.whole_end == place(2).second);
  CHECK(middle.tail_end == middle.whole_end);
  CHECK(look_at_end({}, 0).whole_end == 512);
  CHECK(look_at_end(view(chunk).first(600), 0).records == 0);
}
