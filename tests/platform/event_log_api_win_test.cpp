#include <doctest/doctest.h>

#include "platform/event_log_api.h"
#include "platform/private_folder.h"

using namespace doctor;

TEST_CASE("what the API cannot do ends in a code and never in a crash") {
  const auto api = event_log_functions();
  if (!api) {
    CHECK(api.error().code == Errc::unsupported);
    return;
  }
  const auto folder = PrivateFolder::create();
  REQUIRE(folder);
  std::uint64_t records = 0;
  FileTime time;
  CHECK(api->export_log("No such log", "*", folder->path() / L"a.evtx") != 0);
  CHECK(api->count_records("No such log", records) != 0);
  CHECK(api->find_event("No such log", "*", true, time) != 0);
  CHECK(time.ticks == 0);
}
