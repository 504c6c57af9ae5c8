#include "app/gather_info.h"

#include <doctest/doctest.h>

#include "app/inputs.h"
#include "support/evtx_builder.h"
#include "support/temp_dir.h"

using namespace doctor;
using namespace doctor::test;

namespace {

std::string log_bytes() {
  EvtxBuilder log;
  for (int i = 0; i < 40; ++i) {
    if (i > 0) log.new_chunk();
    log.record(EvtxRecord("Schannel", 36888).level(2).at(i == 30 ? "2015-06-01T06:00:00Z" : "2015-06-01T07:00:00Z"));
    if (i == 20) log.record(EvtxRecord("Schannel", 36888).record_id(1000));
  }
  return log.dirty().build();
}

}  // namespace

TEST_CASE("every log is counted, its records in file order, for any number of threads") {
  TempDir dir;
  const std::string bytes = log_bytes();
  dir.write("a.evtx", bytes);
  dir.write("b.evtx", EvtxBuilder().record(6005).record(6006).build());
  const Inputs inputs = open_inputs({dir.path().string()});
  for (const unsigned threads : {1U, 2U, 5U}) {
    const auto logs = gather_info(inputs.sources, threads, {});
    REQUIRE(logs.size() == 2);
    const LogInfo& a = logs[0];
    CHECK(a.kind == "evtx");
    CHECK(a.bytes == bytes.size());
    CHECK(a.extents.events() == 41);
    CHECK(a.coverage.total() == a.bytes);
    CHECK(a.opening.count("evtx-file-dirty") == 1);
    CHECK(a.damage.count("evtx-file-dirty") == 1);
    CHECK(a.order.records() == 41);
    CHECK(a.order.ids() == RecordRange{1, 1019});
    CHECK(a.order.gaps() == std::vector<RecordRange>{{22, 999}});
    CHECK(a.order.steps_back() == 1);
    CHECK(logs[1].order.records() == 2);
    CHECK(logs[1].order.gaps().empty());
    CHECK(logs[1].opening.empty());
  }
}

TEST_CASE("whoever is asked may end it") {
  TempDir dir;
  dir.write("a.evtx", log_bytes());
  const Inputs inputs = open_inputs({dir.path().string()});
  const auto logs = gather_info(inputs.sources, 2, [](std::uint64_t) { return false; });
  CHECK(logs[0].extents.events() == 8);
}

TEST_CASE("no source, no log") {
  CHECK(gather_info({}, 2, {}).empty());
}
