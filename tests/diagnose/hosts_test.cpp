#include "diagnose/hosts.h"

#include <doctest/doctest.h>

#include "diagnose/evidence.h"
#include "diagnose/fixture.h"

using namespace doctor;
using namespace doctor::test;

namespace {

std::string names(const std::vector<Host>& hosts) {
  std::string out;
  for (const Host& host : hosts) out += host.name + "|";
  return out;
}

std::size_t findings_in(const Host& host) {
  std::size_t n = 0;
  for (const auto& [rule, list] : host.findings) n += list.size();
  return n;
}

}  // namespace

TEST_CASE("a short name is the same computer as the only full name that begins with it") {
  Story story(small_rules());
  story.on("FE01").log("System").see("alpha", seconds(0));
  story.on("fe01.contoso.local").log("System").see("alpha", seconds(1));
  const ScanResult scan = story.take();
  const std::vector<Host> hosts = hosts_of(scan);
  CHECK(names(hosts) == "fe01.contoso.local|");
  CHECK(findings_in(hosts[0]) == 2);
  REQUIRE(hosts[0].extents.size() == 1);
  CHECK(hosts[0].extents[0].events == 4);
}

TEST_CASE("a short name that two full names begin with stays a computer of its own") {
  Story story(small_rules());
  story.on("FE01").see("alpha", seconds(0));
  story.on("FE01.contoso.local").see("alpha", seconds(1));
  story.on("FE01.fabrikam.local").see("alpha", seconds(2));
  story.on("FE010.contoso.local").see("alpha", seconds(3));
  CHECK(names(hosts_of(story.take())) == "FE01|FE01.contoso.local|FE01.fabrikam.local|FE010.contoso.local|");
}

TEST_CASE("computers that differ in case only are one") {
  Story story(small_rules());
  story.on("FE01.contoso.local").see("alpha", seconds(0));
  story.on("fe01.CONTOSO.local").see("alpha", seconds(1));
  CHECK(names(hosts_of(story.take())) == "FE01.contoso.local|");
}

TEST_CASE("a log is found by its channel without case, and a provider in it too") {
  Story story(small_rules());
  story.log("System", "Schannel");
  const ScanResult scan = story.take();
  const std::vector<Host> hosts = hosts_of(scan);
  REQUIRE(hosts.size() == 1);
  const Extent* extent = hosts[0].extent("SYSTEM");
  REQUIRE(extent != nullptr);
  CHECK(records(*extent, "schannel"));
  CHECK(records(*extent, ""));
  CHECK_FALSE(records(*extent, "Microsoft-Windows-CAPI2"));
  CHECK(hosts[0].extent("Lync Server") == nullptr);
}

TEST_CASE("taking out noise drops the firings that it made and keeps the others") {
  Story story(small_rules());
  story.see("alpha", seconds(0), 6, seconds(10));  // many: 6
  story.see("beta", seconds(5));                   // pair with alpha
  const ScanResult scan = story.take();
  const std::uint32_t alpha = *small_rules().rule("alpha"), many = *small_rules().correlation("many"),
                      pair = *small_rules().correlation("pair");
  std::vector<Host> hosts = hosts_of(scan);
  REQUIRE(hosts.size() == 1);
  Host& host = hosts[0];
  REQUIRE(host.firings[many].size() == 1);
  REQUIRE(host.firings[pair].size() == 1);

  const std::vector<std::uint32_t> list = host.findings[alpha];
  take_out(scan, small_rules(), {list[0]}, host);
  CHECK(host.findings[alpha].size() == 5);
  CHECK(host.firings[many].size() == 1);
  CHECK(host.firings[pair].size() == 1);
  take_out(scan, small_rules(), {list[0], list[1]}, host);
  CHECK(host.firings[many].empty());
  CHECK(host.firings[pair].size() == 1);
  take_out(scan, small_rules(), list, host);
  CHECK(host.findings[alpha].empty());
  CHECK(host.firings[pair].empty());
}

TEST_CASE("the findings below a chain of firings come once each, and a chain in a circle ends") {
  ScanResult scan;
  scan.findings.resize(3);
  Firing first, second, chain;
  first.parts = {0, 1};
  second.parts = {1, 2};
  chain.from_firings = true;
  chain.parts = {0, 1, 2, 99};
  scan.firings = {first, second, chain};
  CHECK(findings_of(scan, scan.firings[2]) == std::vector<std::uint32_t>{0, 1, 2});
}

TEST_CASE("what concerns every computer is lent to the others, and counted where it was found") {
  Story story(small_rules());
  story.on("CA01.contoso.local").see("known", seconds(0));
  story.see("alpha", seconds(1));
  story.on("FE01.contoso.local").see("beta", seconds(2));
  story.on("FE09.fabrikam.com").see("beta", seconds(3));
  const ScanResult scan = story.take();
  std::vector<Host> hosts = hosts_of(scan);
  share_findings(small_rules(), hosts);
  REQUIRE(hosts.size() == 3);
  CHECK(hosts[2].elsewhere.empty());
  CHECK(hosts[0].elsewhere.empty());
  CHECK(findings_in(hosts[0]) == 2);
  REQUIRE(hosts[1].elsewhere.size() == 1);
  CHECK(hosts[1].elsewhere.begin()->second == std::vector<std::uint32_t>{0});
  CHECK(findings_in(hosts[1]) == 1);

  const HostTopology topology;
  const Scene scene{scan, small_rules(), hosts[1], topology};
  CHECK(scene.findings("known") == FindingList{0});
  CHECK(scene.findings("alpha").empty());
}
