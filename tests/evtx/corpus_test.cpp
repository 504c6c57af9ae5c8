#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

#include "evtx/evtx_source.h"
#include "evtx/reading.h"
#include "support/temp_dir.h"

using namespace doctor;
using namespace doctor::test;

namespace {

struct Log {
  const char* name;
  std::size_t at_least;
};

// The larger of what walking the record headers and the best of the other readers find.
constexpr Log kLogs[] = {
    {"2-system-Microsoft-Windows-LiveId%4Operational.evtx", 399},
    {"2-vss_0-Microsoft-Windows-RemoteDesktopServices-RdpCoreTS%4Operational.evtx", 1912},
    {"2-vss_0-Microsoft-Windows-TerminalServices-RemoteConnectionManager%4Operational.evtx", 1775},
    {"2-vss_7-System.evtx", 1160},
    {"Application_no_crc32.evtx", 17},
    {"E_ShadowCopy6_windows_system32_winevt_logs_Microsoft-Windows-CAPI2%4Operational.evtx", 459},
    {"E_Windows_system32_winevt_logs_Microsoft-Windows-CAPI2%4Operational.evtx", 340},
    {"E_Windows_system32_winevt_logs_Microsoft-Windows-Shell-Core%4Operational.evtx", 1146},
    {"MSExchange_Management_wec.evtx", 1},
    {"Microsoft-Windows-HelloForBusiness%4Operational.evtx", 6},
    {"Microsoft-Windows-LanguagePackSetup%4Operational.evtx", 17},
    {"Security_short_selected.evtx", 7},
    {"Security_with_size_t.evtx", 636},
    {"issue_201.evtx", 1},
    {"new-user-security.evtx", 4},
    {"post-Security.evtx", 126},
    {"sample-with-irregular-bool-values.evtx", 3028},
    {"sample-with-zero-data-size-event.evtx", 449},  // a record of size 0, then 114 that resynchronising finds
    {"sample_with_a_bad_chunk_magic.evtx", 270},
    {"security.evtx", 2261},
    {"security_bad_string_cache.evtx", 2261},
    {"sysmon.evtx", 358},
    {"system.evtx", 1881},
};

/// Logs in which nothing is wrong: each of their records is read to its end.
const std::set<std::string_view> kSound = {
    "2-system-Microsoft-Windows-LiveId%4Operational.evtx",
    "2-vss_7-System.evtx",
    "Application_no_crc32.evtx",
    "E_ShadowCopy6_windows_system32_winevt_logs_Microsoft-Windows-CAPI2%4Operational.evtx",
    "E_Windows_system32_winevt_logs_Microsoft-Windows-CAPI2%4Operational.evtx",
    "E_Windows_system32_winevt_logs_Microsoft-Windows-Shell-Core%4Operational.evtx",
    "MSExchange_Management_wec.evtx",
    "Security_short_selected.evtx",
    "Security_with_size_t.evtx",
    "issue_201.evtx",
    "new-user-security.evtx",
    "post-Security.evtx",
    "sample-with-irregular-bool-values.evtx",
    "security.evtx",
    "system.evtx",
};

}  // namespace

TEST_CASE("real logs: as many true records as anyone finds, no id twice, every byte accounted for") {
  const auto folder = corpus();
  if (!folder) {
    MESSAGE("skipped: no corpus");
    return;
  }
  EventBatch batch;
  for (const Log& log : kLogs) {
    CAPTURE(log.name);
    const auto source = open_evtx(*folder / "evtx" / log.name, log.name);
    REQUIRE(source);
    Coverage coverage = (*source)->opening_coverage();
    std::size_t events = 0;
    std::string damage;
    std::map<std::uint64_t, std::size_t> met;
    constexpr std::uint64_t kSlice = 16 * 65536;
    for (std::size_t i = 0; i < (*source)->slices(); ++i) {
      const std::uint64_t size = std::min<std::uint64_t>(kSlice, (*source)->info().bytes - 4096 - i * kSlice);
      (*source)->read(i, {}, batch);
      check_accounts(batch, size);
      coverage += batch.coverage;
      events += batch.events().size();
      damage += test::damage(batch.damage);
      CHECK(batch.extents.events() == batch.events().size());
      for (const Event& e : batch.events()) {
        ++met[e.record_id];
        CHECK(e.time.ticks > 0x01c0000000000000);  // after 2000
        CHECK(e.time.ticks < 0x01e2000000000000);  // before 2035
        CHECK_FALSE(e.computer.empty());
      }
    }
    CHECK(events >= log.at_least);
    CHECK(met.size() == events);
    CHECK(coverage.total() == (*source)->info().bytes);
    if (kSound.count(log.name) != 0) CHECK(damage == "");
  }
}

TEST_CASE("real logs: a prefilter delivers exactly what reading everything would") {
  const auto folder = corpus();
  if (!folder) {
    MESSAGE("skipped: no corpus");
    return;
  }
  Prefilter wanted;
  wanted.only_listed();
  wanted.allow(7036, "Service Control Manager");
  wanted.allow(6005);
  const auto source = open_evtx(*folder / "evtx" / "system.evtx", "system.evtx");
  REQUIRE(source);
  EventBatch all, some;
  std::size_t expected = 0, got = 0;
  for (std::size_t i = 0; i < (*source)->slices(); ++i) {
    (*source)->read(i, {}, all);
    (*source)->read(i, wanted, some);
    for (const Event& e : all.events()) expected += wanted.wants(e) ? 1 : 0;
    got += some.events().size();
    CHECK(some.extents.events() == all.extents.events());
  }
  CHECK(expected > 0);
  CHECK(got == expected);
}
