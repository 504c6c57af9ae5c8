#include "engine/placing.h"

#include <doctest/doctest.h>

#include <string>

using namespace doctor;

namespace {

constexpr std::uint64_t kNoon = 130'776'768'000'000'000;  // 2015-06-01T12:00:00Z

void add(ScanResult& scan, const char* path, const char* computer, std::uint64_t time) {
  InputResult input;
  input.path = path;
  input.extents.count(computer, "System", "Schannel", 2, FileTime{time});
  scan.inputs.push_back(std::move(input));
}

}  // namespace

TEST_CASE("time: as asked for, else the end of the logs, else the clock") {
  ScanResult scan;
  CHECK(Placing(scan, {}, FileTime{7}).time().ticks == 7);
  add(scan, "a/System.evtx", "FE01", kNoon);
  add(scan, "a/Lync.evtx", "FE01", kNoon - 1);
  CHECK(Placing(scan, {}, FileTime{7}).time().ticks == kNoon);
  CHECK(Placing(scan, FileTime{9}, FileTime{7}).of("ca.reg").time.ticks == 9);
}

TEST_CASE("computer: the one whose logs lie in the same folder") {
  ScanResult scan;
  add(scan, "export/fe01/System.evtx", "FE01.contoso.local", kNoon);
  add(scan, "export/fe02/System.evtx", "FE02.contoso.local", kNoon);
  const Placing placing(scan, {}, {});
  CHECK(placing.of("export/fe01/leaf.cer").computer == "FE01.contoso.local");
  CHECK(placing.of("export/fe02/leaf.cer").computer == "FE02.contoso.local");
  CHECK(placing.of("export/ca.reg").computer.empty());
}

TEST_CASE("computer: the only one of the run, wherever its logs lie") {
  ScanResult scan;
  add(scan, "logs/System.evtx", "FE01", kNoon);
  add(scan, "logs/Lync.evtx", "fe01.contoso.local", kNoon);
  add(scan, "logs/Empty.evtx", "", kNoon);
  CHECK(Placing(scan, {}, {}).of("elsewhere/ca.reg").computer == "fe01.contoso.local");
  add(scan, "logs/Other.evtx", "FE010", kNoon);
  CHECK(Placing(scan, {}, {}).of("elsewhere/ca.reg").computer.empty());
}

TEST_CASE("both kinds of separators part folders") {
  ScanResult scan;
  add(scan, "C:\\export\\fe01\\System.evtx", "FE01", kNoon);
  add(scan, "C:\\export\\fe02\\System.evtx", "FE02", kNoon);
  CHECK(Placing(scan, {}, {}).of("C:\\export\\fe02\\ca.reg").computer == "FE02");
}
