#include "evtx/name_table.h"

#include <doctest/doctest.h>

#include <string>

#include "base/text.h"

using namespace doctor;
using namespace doctor::evtx;

TEST_CASE("a name is kept once, and each look at it is paid for") {
  std::pmr::monotonic_buffer_resource arena;
  NameTable names(arena);
  Budget budget;
  const std::string stored = to_utf16le("TargetUserName");
  const ByteView bytes = as_bytes(stored.data(), stored.size());
  const std::string_view name = names.intern(bytes, budget);
  CHECK(name == "TargetUserName");
  const std::string copy = stored;
  CHECK(names.intern(as_bytes(copy.data(), copy.size()), budget).data() == name.data());
  CHECK(names.intern({}, budget).empty());
  std::uint64_t looks = 0;
  while (!names.intern(bytes, budget).empty()) ++looks;
  CHECK(budget.spent());
  CHECK(looks + 2 == kMaxTextBytes / stored.size());
}
