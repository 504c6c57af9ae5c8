#include "evtx/template.h"

#include <doctest/doctest.h>

#include "evtx/reading.h"
#include "support/evtx_builder.h"

using namespace doctor;
using namespace doctor::evtx;
using namespace doctor::test;

namespace {

/// The parts that read instances, on a chunk.
struct Reader {
  explicit Reader(std::string bytes) : chunk(std::move(bytes)) {
    templates.begin(as_bytes(chunk.data(), chunk.size()));
  }
  Instance inner(std::size_t begin, std::size_t limit) { return templates.inner_instance(begin, limit, arena); }
  std::string chunk;
  std::pmr::monotonic_buffer_resource arena;
  Budget budget;
  TemplateLibrary library;
  TemplateCache templates{library, budget};
  std::vector<StoredValue> buffer;
};

constexpr std::size_t kFirstInstance = 512 + 24 + 4;  // behind record header and fragment header

EvtxBuilder two() {
  return EvtxBuilder().record(4624).record(4625);
}
std::size_t second_instance() {
  return two().place(1).first - 4096 + 24 + 4;
}

}  // namespace

TEST_CASE("a template is defined at its first use and referred to later") {
  Reader r(two().chunk());
  const Instance a = r.templates.instance(kFirstInstance, r.chunk.size(), r.buffer);
  REQUIRE(a.definition != nullptr);
  CHECK(a.whole);
  CHECK(a.definition->plan.found);
  CHECK(a.values.size() == 18);
  CHECK(a.values[3].size == 2);
  const Instance b = r.inner(second_instance(), r.chunk.size());
  CHECK(b.definition == a.definition);
  CHECK(b.values.size() == 18);
  CHECK(b.end < r.chunk.size());
}

TEST_CASE("values that do not fit are null, and the instance is not whole") {
  Reader r(two().chunk());
  const Instance whole = r.templates.instance(second_instance(), r.chunk.size(), r.buffer);
  const Instance cut = r.inner(second_instance(), whole.end - 20);
  REQUIRE(cut.definition != nullptr);
  CHECK_FALSE(cut.whole);
  CHECK(cut.values.size() == 18);
  CHECK(cut.values[3].size == 2);
  CHECK(cut.values[16].is_null());
  CHECK(cut.end == whole.end - 20);
}

TEST_CASE("an instance whose definition was overwritten has none") {
  const std::size_t definition = kFirstInstance + 10;
  for (const std::size_t offset : {definition + 4, definition + 20, definition + 24 + 4 + 3}) {
    CAPTURE(offset);
    Reader r(two().with_chunk_bytes(0, offset, "\xee\xee\xee\xee\xee\xee\xee").chunk());
    CHECK(r.inner(second_instance(), r.chunk.size()).definition == nullptr);
  }
}

TEST_CASE("a definition that refers to itself or outside the chunk is none, and costs little") {
  std::string chunk = two().chunk();
  for (const std::uint32_t offset : {0u, 8u, 0xffffffffu, 65530u, static_cast<std::uint32_t>(second_instance())}) {
    CAPTURE(offset);
    std::string lying = chunk;
    lying.replace(second_instance() + 6, 4, reinterpret_cast<const char*>(&offset), 4);
    Reader r(lying);
    CHECK(r.inner(second_instance(), r.chunk.size()).definition == nullptr);
    CHECK_FALSE(r.budget.spent());
  }
}

TEST_CASE("a count of values beyond what is there is refused") {
  const std::string chunk = two().chunk();
  const std::size_t count_at = second_instance() + 10;
  for (const char* count : {"\xff\xff\xff\xff", "\x00\x00\x00\x40", "\xff\xff\x00\x00"}) {
    std::string lying = chunk;
    lying.replace(count_at, 4, count, 4);
    Reader r(lying);
    const Instance i = r.inner(second_instance(), r.chunk.size());
    CHECK(i.definition == nullptr);
    CHECK(i.values.empty());
    CHECK(i.end == 0);
  }
}

TEST_CASE("an instance cut inside its head is none") {
  Reader r(two().chunk());
  for (std::size_t length = 0; length < 14; ++length) {
    CHECK(r.inner(second_instance(), second_instance() + length).definition == nullptr);
  }
}
