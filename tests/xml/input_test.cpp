#include "xml/input.h"

#include <doctest/doctest.h>

#include <array>

#include "support/temp_dir.h"

namespace doctor {

TEST_CASE("a file and bytes in memory read the same, also over the end") {
  const test::TempDir dir;
  auto file = File::open(dir.write("a.xml", "0123456789"));
  REQUIRE(file.has_value());
  const xml::Input on_disk(std::move(*file)), in_memory(std::string("0123456789"));
  for (const std::uint64_t offset : {0u, 7u, 10u, 99u}) {
    std::array<std::byte, 5> a{}, b{};
    const auto from_disk = on_disk.read_at(offset, a), from_memory = in_memory.read_at(offset, b);
    REQUIRE(from_disk.has_value());
    REQUIRE(from_memory.has_value());
    CHECK(*from_disk == *from_memory);
    CHECK(a == b);
  }
  CHECK(on_disk.size() == in_memory.size());
}

}  // namespace doctor
