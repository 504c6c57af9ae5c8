#include "engine/merge.h"

#include <doctest/doctest.h>

#include <string>

using namespace doctor;

namespace {

struct Line {
  std::uint64_t time;
  const char* computer;
  std::uint64_t record;
  std::uint32_t source;
  std::uint64_t offset;
  std::uint32_t rule = 0;
  const char* provider = "Schannel";
  std::uint32_t event_id = 36888;
};

ScanResult scan_of(std::initializer_list<Line> lines) {
  ScanResult scan;
  for (const Line& l : lines) {
    Finding f;
    f.time.ticks = l.time;
    f.computer = scan.strings.intern(l.computer);
    f.channel = scan.strings.intern("System");
    f.provider = scan.strings.intern(l.provider);
    f.event_id = l.event_id;
    f.record_id = l.record;
    f.source = l.source;
    f.offset = l.offset;
    f.rule = l.rule;
    scan.findings.push_back(f);
    while (scan.inputs.size() <= l.source) scan.inputs.emplace_back();
  }
  return scan;
}

// "source:offset" of each finding, and "/rule" where it is not 0.
std::string shown(const ScanResult& scan) {
  std::string out;
  for (const Finding& f : scan.findings) {
    out += (out.empty() ? "" : " ") + std::to_string(f.source) + ":" + std::to_string(f.offset);
    if (f.rule != 0) out += "/" + std::to_string(f.rule);
  }
  return out;
}

}  // namespace

TEST_CASE("the total order is time, computer, record, source, offset, rule") {
  ScanResult scan = scan_of({{2, "A", 1, 0, 1},
                             {1, "b", 1, 0, 2},
                             {1, "B", 0, 0, 3},
                             {1, "A", 9, 0, 4},
                             {1, "A", 9, 1, 1},
                             {1, "A", 9, 0, 5},
                             {1, "A", 9, 0, 4, 1}});
  sort_findings(scan);
  CHECK(shown(scan) == "0:4 0:4/1 0:5 1:1 0:3 0:2 0:1");
}

TEST_CASE("an event of two inputs counts once, in the first") {
  ScanResult scan = scan_of(
      {{1, "A", 7, 0, 10}, {1, "A", 7, 0, 10, 1}, {1, "A", 7, 1, 20}, {1, "A", 7, 1, 20, 1}, {2, "A", 8, 1, 30}});
  sort_findings(scan);
  drop_duplicates(scan);
  CHECK(shown(scan) == "0:10 0:10/1 1:30");
  CHECK(scan.inputs[0].duplicates == 0);
  CHECK(scan.inputs[1].duplicates == 1);
}

TEST_CASE("what differs in anything but the place is another event") {
  ScanResult scan = scan_of({{1, "A", 7, 0, 10},
                             {1, "A", 7, 1, 10, 0, "Schannel", 36874},
                             {1, "A", 7, 1, 11, 0, "Other"},
                             {1, "B", 7, 1, 12},
                             {1, "A", 8, 1, 13},
                             {2, "A", 7, 1, 14}});
  sort_findings(scan);
  drop_duplicates(scan);
  CHECK(scan.findings.size() == 6);
  CHECK(scan.inputs[1].duplicates == 0);
}

TEST_CASE("equal events inside one input all count: exports without record ids") {
  ScanResult scan = scan_of({{1, "A", 0, 0, 10}, {1, "A", 0, 0, 20}, {1, "A", 0, 1, 10}, {1, "A", 0, 1, 20}});
  sort_findings(scan);
  drop_duplicates(scan);
  CHECK(shown(scan) == "0:10 0:20");
  CHECK(scan.inputs[1].duplicates == 2);
}

TEST_CASE("three inputs: the first keeps it") {
  ScanResult scan = scan_of({{1, "A", 7, 2, 1}, {1, "A", 7, 1, 1}, {1, "A", 7, 0, 1}});
  sort_findings(scan);
  drop_duplicates(scan);
  CHECK(shown(scan) == "0:1");
  CHECK(scan.inputs[1].duplicates == 1);
  CHECK(scan.inputs[2].duplicates == 1);
}

TEST_CASE("computers that differ in case are one, spelled as in the earliest log") {
  ScanResult scan = scan_of({{50, "fe01", 1, 0, 1}, {20, "FE01", 2, 1, 1}, {30, "FE02", 3, 1, 2}});
  scan.extents.count("fe01", "System", "Schannel", 2, FileTime{50}, 3);
  scan.extents.count("fe01", "System", "Other", 4, FileTime{60}, 1);
  scan.extents.count("FE01", "System", "Schannel", 4, FileTime{10}, 5);
  scan.extents.count("FE02", "System", "Schannel", 4, FileTime{30}, 1);
  unify_computers(scan);
  for (const Finding& f : scan.findings) {
    CHECK(scan.strings[f.computer] == (f.record_id == 3 ? "FE02" : "FE01"));
  }
  REQUIRE(scan.extents.list().size() == 2);
  const Extent& e = scan.extents.list()[0];
  CHECK(e.computer == "FE01");
  CHECK(e.events == 9);
  CHECK(e.per_level[2] == 3);
  CHECK(e.per_level[4] == 6);
  CHECK(e.per_provider.at("Schannel") == 8);
  CHECK(e.per_provider.at("Other") == 1);
  CHECK(e.first.ticks == 10);
  CHECK(e.last.ticks == 60);
}

TEST_CASE("of two logs that begin at once the spelling that sorts first wins") {
  for (const bool swapped : {false, true}) {
    ScanResult scan;
    scan.extents.count(swapped ? "fe01" : "FE01", "System", "S", 4, FileTime{10});
    scan.extents.count(swapped ? "FE01" : "fe01", "System", "S", 4, FileTime{10});
    unify_computers(scan);
    REQUIRE(scan.extents.list().size() == 1);
    CHECK(scan.extents.list()[0].computer == "FE01");
    CHECK(scan.extents.list()[0].events == 2);
  }
}

TEST_CASE("an event of an earlier run that is read again counts once, whatever rules and places it has") {
  ScanResult scan = scan_of({{1, "A", 7, 0, 500}, {1, "A", 7, 0, 500, 1}});
  for (const std::uint32_t rule : {0u, 1u}) {
    Finding f = scan.findings[rule];
    f.source |= kReadNow;
    f.offset = 20;  // the chunk lies elsewhere now
    scan.findings.push_back(f);
  }
  sort_findings(scan);
  drop_duplicates(scan);
  finish_sources(scan);
  CHECK(shown(scan) == "0:20 0:20/1");
  CHECK(scan.inputs[0].duplicates == 1);
}
