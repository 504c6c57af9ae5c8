#include "report/log_info.h"

#include <doctest/doctest.h>

using namespace doctor;

TEST_CASE("providers of all computers are added up, most events first, then by name") {
  Extents extents;
  extents.count("FE01", "System", "B", 4, FileTime{1}, 2);
  extents.count("FE02", "System", "B", 4, FileTime{1}, 3);
  extents.count("FE02", "System", "C", 4, FileTime{1}, 4);
  extents.count("FE02", "System", "A", 4, FileTime{1}, 4);
  std::string list;
  for (const ProviderCount& p : providers_of(extents)) list += p.provider + " " + std::to_string(p.events) + " ";
  CHECK(list == "B 5 A 4 C 4 ");
}

TEST_CASE("levels of all computers are added up") {
  Extents extents;
  extents.count("FE01", "System", "B", 2, FileTime{1}, 2);
  extents.count("FE02", "System", "B", 2, FileTime{1});
  extents.count("FE02", "System", "B", 99, FileTime{1});
  CHECK(levels_of(extents) == std::array<std::uint64_t, 6>{0, 0, 3, 0, 0, 1});
}

TEST_CASE("chunks behind the header, the last perhaps cut off") {
  CHECK(evtx_chunks(0) == 0);
  CHECK(evtx_chunks(4096) == 0);
  CHECK(evtx_chunks(4097) == 1);
  CHECK(evtx_chunks(4096 + 65536) == 1);
  CHECK(evtx_chunks(4096 + 65537) == 2);
}
