#include "engine/scan.h"

#include <doctest/doctest.h>

#include <string>

#include "fake_source.h"
#include "kit.h"

using namespace doctor;
using doctor::test::EventBuilder;
using doctor::test::FakeSource;

namespace {

using Sources = std::vector<std::unique_ptr<EventSource>>;

const char* const kRules =
    "title: A\nname: alert\nlogsource: {product: windows, service: system}\nfields: [AlertDesc]\n"
    "detection: {s: {Provider_Name: Schannel, EventID: 36888}, condition: s}\n"
    "---\n"
    "title: W\nname: wait\nlogsource: {product: windows, service: lync-server}\n"
    "detection: {s: {EventID: 32174}, condition: s}\n"
    "---\n"
    "title: T\nname: both\n"
    "correlation: {type: temporal_ordered, rules: [alert, wait], group-by: [Computer], timespan: 10m}\n";

RuleSet rules() {
  Diagnostics problems;
  return doctor::test::load_text(kRules, problems).rules;
}

EventBuilder alert(const char* time, std::uint64_t record, const char* computer = "FE01.contoso.local") {
  return EventBuilder("Schannel", 36888).at(time).record(record).computer(computer).data("AlertDesc", "40");
}
EventBuilder wait(const char* time, std::uint64_t record, const char* computer = "FE01.contoso.local") {
  return EventBuilder("LS User Services", 32174).at(time).record(record).computer(computer).unnamed("text");
}
EventBuilder noise(const char* time, std::uint64_t record) {
  return EventBuilder("Service Control Manager", 7036).at(time).record(record);
}

template <class... Source>
Sources sources(Source... list) {
  Sources out;
  (out.push_back(std::make_unique<FakeSource>(std::move(list))), ...);
  return out;
}

ScanResult run(const Sources& list, unsigned threads = 1) {
  ScanOptions options;
  options.threads = threads;
  return scan(list, rules(), KnowledgeBase(), options);
}

// Everything a scan found, as one text.
std::string shown(const ScanResult& s) {
  const RuleSet set = rules();
  std::string out;
  for (const Finding& f : s.findings) {
    out += set.rules()[f.rule].id + " " + to_iso8601_millis(f.time) + " " + std::string(s.strings[f.computer]) + " " +
           std::string(s.strings[f.channel]) + " " + std::to_string(f.record_id) + " " + std::to_string(f.source) +
           ":" + std::to_string(f.offset) + " " + std::string(s.strings[f.values]) + "\n";
  }
  for (const Firing& f : s.firings) {
    out += "fired " + to_iso8601_millis(f.first) + ".." + to_iso8601_millis(f.last) + " " +
           std::string(s.strings[f.computer]);
    for (const std::uint32_t p : f.parts) out += " " + std::to_string(p);
    out += "\n";
  }
  for (const InputResult& i : s.inputs) {
    out += i.path + " " + i.kind + " " + std::to_string(i.bytes) + " bytes, " + std::to_string(i.extents.events()) +
           " events, " + std::to_string(i.relevant) + " relevant, " + std::to_string(i.duplicates) + " duplicates, " +
           std::to_string(i.coverage.total()) + " covered, " + std::to_string(i.damage.bytes_lost()) + " lost\n";
  }
  return out;
}

// Findings and firings only: what a file covers is of one run.
std::string found(const ScanResult& s) {
  const std::string all = shown(s);
  return all.substr(0, all.find(" bytes, "));
}

}  // namespace

TEST_CASE("findings of all sources come in one order, and correlate across files") {
  const Sources list = sources(FakeSource("lync.evtx").slice({wait("2015-06-01T07:05:00Z", 1)}),
                               FakeSource("system.evtx")
                                   .slice({noise("2015-06-01T06:00:00Z", 1), alert("2015-06-01T07:00:00Z", 2)})
                                   .slice({alert("2015-06-01T06:59:00Z", 3)}));
  CHECK(shown(run(list)) ==
        "alert 2015-06-01T06:59:00.000Z FE01.contoso.local System 3 1:1000 40\n"
        "alert 2015-06-01T07:00:00.000Z FE01.contoso.local System 2 1:1 40\n"
        "wait 2015-06-01T07:05:00.000Z FE01.contoso.local Lync Server 1 0:0 \n"
        "fired 2015-06-01T06:59:00.000Z..2015-06-01T07:05:00.000Z FE01.contoso.local 0 1 2\n"
        "lync.evtx fake 100 bytes, 1 events, 1 relevant, 0 duplicates, 100 covered, 0 lost\n"
        "system.evtx fake 300 bytes, 3 events, 2 relevant, 0 duplicates, 300 covered, 0 lost\n");
}

TEST_CASE("one thread and four find the same, in the same order") {
  Sources list;
  for (int f = 0; f < 5; ++f) {
    FakeSource source("file" + std::to_string(f));
    for (int s = 0; s < 40; ++s) {
      std::vector<EventBuilder> events;
      for (int e = 0; e < 5; ++e) {
        const std::string time =
            "2015-06-01T0" + std::to_string((f + s) % 10) + ":" + std::to_string(10 + (s * 7 + e) % 50) + ":00Z";
        const auto record = static_cast<std::uint64_t>(s * 5 + e);
        const std::string computer = "fe0" + std::to_string((s + e) % 3);
        events.push_back(e % 2 == 0 ? alert(time.c_str(), record, computer.c_str())
                                    : wait(time.c_str(), record, computer.c_str()));
      }
      source.slice(std::move(events));
    }
    source.damaged_slice(64);
    list.push_back(std::make_unique<FakeSource>(std::move(source)));
  }
  const std::string one = shown(run(list, 1));
  CHECK(one.find("fired") != std::string::npos);
  CHECK(one == shown(run(list, 4)));
  CHECK(one == shown(run(list, 2)));
}

TEST_CASE("the order of the sources changes numbers, not findings") {
  const auto make = [] {
    return std::pair(
        FakeSource("a").slice({alert("2015-06-01T07:00:00Z", 2, "FE01")}),
        FakeSource("b").slice({wait("2015-06-01T07:01:00Z", 9, "fe01"), alert("2015-06-01T07:00:00Z", 3, "fe01")}));
  };
  auto [a1, b1] = make();
  auto [a2, b2] = make();
  const ScanResult x = run(sources(a1, b1)), y = run(sources(b2, a2));
  REQUIRE(x.findings.size() == 3);
  REQUIRE(y.findings.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(x.findings[i].record_id == y.findings[i].record_id);
    CHECK(x.strings[x.findings[i].computer] == "FE01");
    CHECK(y.strings[y.findings[i].computer] == "FE01");
  }
  CHECK(x.firings.size() == 1);
  CHECK(y.firings.size() == 1);
}

TEST_CASE("an event that lies in two files counts once") {
  const Sources list = sources(FakeSource("a").slice({alert("2015-06-01T07:00:00Z", 2)}),
                               FakeSource("copy of a").slice({alert("2015-06-01T07:00:00Z", 2)}));
  const ScanResult s = run(list);
  CHECK(s.findings.size() == 1);
  CHECK(s.inputs[0].duplicates == 0);
  CHECK(s.inputs[1].relevant == 1);
  CHECK(s.inputs[1].duplicates == 1);
}

TEST_CASE("what opening and reading could not use is accounted for") {
  Coverage header;
  header.header = 4096;
  const Sources list = sources(FakeSource("a")
                                   .opening({"fake-header", Severity::warning, {}, 0, "header lies", {}}, header)
                                   .damaged_slice(500)
                                   .slice({alert("2015-06-01T07:00:00Z", 2)}));
  const ScanResult s = run(list);
  const InputResult& input = s.inputs[0];
  CHECK(input.coverage.header == 4096);
  CHECK(input.coverage.damaged == 500);
  CHECK(input.coverage.total() == input.bytes);
  CHECK(input.damage.count("fake-header") == 1);
  CHECK(input.damage.count("fake-damage") == 1);
  CHECK(input.damage.bytes_lost() == 500);
}

TEST_CASE("the time range is half open") {
  const Sources list = sources(FakeSource("a").slice(
      {alert("2015-06-01T06:59:59Z", 1), alert("2015-06-01T07:00:00Z", 2), alert("2015-06-01T08:00:00Z", 3)}));
  ScanOptions options;
  options.from = *parse_iso8601("2015-06-01T07:00:00Z");
  options.until = *parse_iso8601("2015-06-01T08:00:00Z");
  const ScanResult s = scan(list, rules(), KnowledgeBase(), options);
  REQUIRE(s.findings.size() == 1);
  CHECK(s.findings[0].record_id == 2);
  CHECK(s.extents.events() == 3);
}

TEST_CASE("extents count what the prefilter drops, over all inputs") {
  const Sources list =
      sources(FakeSource("a").slice({noise("2015-06-01T07:00:00Z", 1), noise("2015-06-01T07:10:00Z", 2)}),
              FakeSource("b").slice({noise("2015-06-01T08:00:00Z", 3)}));
  const ScanResult s = run(list);
  CHECK(s.findings.empty());
  REQUIRE(s.extents.list().size() == 1);
  CHECK(s.extents.list()[0].events == 3);
  CHECK(s.extents.list()[0].per_provider.at("Service Control Manager") == 3);
  CHECK(to_iso8601_millis(s.extents.list()[0].last) == "2015-06-01T08:00:00.000Z");
}

TEST_CASE("progress rises to all bytes, and can end the scan") {
  for (const unsigned threads : {1u, 4u}) {
    Sources list = sources(FakeSource("a").damaged_slice(10).damaged_slice(20), FakeSource("b").damaged_slice(30));
    std::string seen;
    ScanOptions options;
    options.threads = threads;
    options.progress = [&](std::uint64_t bytes) {
      seen += std::to_string(bytes) + " ";
      return true;
    };
    CHECK_FALSE(scan(list, rules(), KnowledgeBase(), options).interrupted);
    CHECK(seen == "10 30 60 ");
    options.progress = [](std::uint64_t bytes) { return bytes < 30; };
    const ScanResult s = scan(list, rules(), KnowledgeBase(), options);
    CHECK(s.interrupted);
    CHECK(s.inputs[0].coverage.total() == 30);
  }
}

TEST_CASE("no sources, and sources without slices, are nothing") {
  CHECK(run({}).findings.empty());
  const Sources list =
      sources(FakeSource("empty"), FakeSource("a").slice({alert("2015-06-01T07:00:00Z", 2)}), FakeSource("end"));
  const ScanResult s = run(list);
  REQUIRE(s.findings.size() == 1);
  CHECK(s.findings[0].source == 1);
  CHECK(s.inputs.size() == 3);
}

TEST_CASE("what lies beside the logs gets the end of the logs as its time, and their computer") {
  const auto undated = [](const char* path) {
    return FakeSource(path).slice({alert("2015-01-01T00:00:00Z", 5, "")}).beside_logs();
  };
  const auto log = FakeSource("b.evtx").slice({wait("2015-06-01T07:00:00Z", 1), wait("2015-06-01T09:00:00Z", 2)});
  const Sources list = sources(undated("a.reg"), log);
  const ScanResult result = run(list);
  REQUIRE(result.findings.size() == 3);
  CHECK(to_iso8601_millis(result.now) == "2015-06-01T09:00:00.000Z");
  const Finding& beside = result.findings[1].source == 0 ? result.findings[1] : result.findings[2];
  CHECK(beside.source == 0);
  CHECK(beside.time == result.now);
  CHECK(result.strings[beside.computer] == "FE01.contoso.local");
  CHECK(result.inputs[0].undated);
  CHECK_FALSE(result.inputs[1].undated);

  ScanOptions options;
  options.until = *parse_iso8601("2015-06-01T08:00:00Z");
  options.now = *parse_iso8601("2016-01-01T00:00:00Z");
  const ScanResult later = scan(list, rules(), KnowledgeBase(), options);
  REQUIRE(later.findings.size() == 2);
  CHECK(later.findings[1].time == options.now);
  for (const unsigned threads : {2u, 5u}) CHECK(shown(run(list, threads)) == shown(result));
}

TEST_CASE("a scan that goes on from an earlier one finds what one scan of all finds") {
  const auto first = [] {
    return sources(FakeSource("b.evtx").slice({alert("2015-06-01T07:00:00Z", 1), noise("2015-06-01T07:01:00Z", 2)}),
                   FakeSource("c.evtx").slice({wait("2015-06-01T07:02:00Z", 7, "fe01.contoso.local")}));
  };
  const auto second = [] {
    return sources(FakeSource("a.evtx").slice({alert("2015-06-01T07:03:00Z", 5, "FE02.contoso.local")}),
                   FakeSource("b.evtx").slice({alert("2015-06-01T07:04:00Z", 3)}),
                   FakeSource("c.evtx").slice({wait("2015-06-01T07:05:00Z", 8, "FE01.contoso.local")}));
  };
  const auto all = [] {
    return sources(FakeSource("a.evtx").slice({alert("2015-06-01T07:03:00Z", 5, "FE02.contoso.local")}),
                   FakeSource("b.evtx").slice({alert("2015-06-01T07:00:00Z", 1), noise("2015-06-01T07:01:00Z", 2)})
                       .slice({alert("2015-06-01T07:04:00Z", 3)}),
                   FakeSource("c.evtx").slice({wait("2015-06-01T07:02:00Z", 7, "fe01.contoso.local")})
                       .slice({wait("2015-06-01T07:05:00Z", 8, "FE01.contoso.local")}));
  };
  const Sources one = first(), two = second(), whole = all();
  const ScanResult later = scan(two, rules(), KnowledgeBase(), {}, run(one));
  const ScanResult at_once = run(whole);
  REQUIRE(later.findings.size() == 5);
  REQUIRE(at_once.findings.size() == 5);
  for (std::size_t i = 0; i < 5; ++i) {
    CHECK(later.findings[i].record_id == at_once.findings[i].record_id);
    CHECK(later.findings[i].source == at_once.findings[i].source);
    CHECK(later.strings[later.findings[i].computer] == at_once.strings[at_once.findings[i].computer]);
  }
  REQUIRE(later.firings.size() == at_once.firings.size());
  for (std::size_t i = 0; i < later.firings.size(); ++i) CHECK(later.firings[i].parts == at_once.firings[i].parts);
  REQUIRE(later.inputs.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(later.inputs[i].path == at_once.inputs[i].path);
    CHECK(later.inputs[i].extents.events() == at_once.inputs[i].extents.events());
    CHECK(later.inputs[i].relevant == at_once.inputs[i].relevant);
  }
}

TEST_CASE("what an earlier run found and is read again in the same log counts once") {
  const Sources one = sources(FakeSource("a.evtx").slice({alert("2015-06-01T07:00:00Z", 1), alert("2015-06-01T07:01:00Z", 2)}));
  const Sources again = sources(FakeSource("a.evtx").slice(
      {noise("2015-06-01T06:00:00Z", 9), alert("2015-06-01T07:01:00Z", 2), alert("2015-06-01T07:02:00Z", 3)}));
  const ScanResult later = scan(again, rules(), KnowledgeBase(), {}, run(one));
  REQUIRE(later.findings.size() == 3);
  for (const Finding& f : later.findings) CHECK(f.source == 0);
  CHECK(later.inputs[0].duplicates == 1);
}

TEST_CASE("an earlier log that is not there any more still counts") {
  const Sources one = sources(FakeSource("gone.evtx").slice({alert("2015-06-01T07:00:00Z", 1)}));
  const Sources other = sources(FakeSource("here.evtx").slice({wait("2015-06-01T07:01:00Z", 2)}));
  const ScanResult later = scan(other, rules(), KnowledgeBase(), {}, run(one));
  CHECK(found(later).find("fired 2015-06-01T07:00:00.000Z..2015-06-01T07:01:00.000Z") != std::string::npos);
  REQUIRE(later.inputs.size() == 2);
  CHECK(later.inputs[0].path == "gone.evtx");
}
