#include "diagnose/topology.h"

#include <doctest/doctest.h>

#include "diagnose/fixture.h"

using namespace doctor;
using namespace doctor::test;

namespace {

// total: LyncGroupsTotal of a wait, empty for none.
HostTopology topology(std::string_view total, bool local_sql, Topology stated = Topology::unknown) {
  Story story(shipped_rules());
  story.log("System").log("Lync Server");
  if (!total.empty()) story.see("lync-placement-wait", seconds(0), 1, {}, {{"LyncGroupsTotal", std::string(total)}});
  if (local_sql) story.see("lync-local-sql", seconds(0));
  const ScanResult scan = story.take();
  const std::vector<Host> hosts = hosts_of(scan);
  return topology_of(scan, shipped_rules(), hosts.at(0), stated);
}

}  // namespace

TEST_CASE("what the logs tell about the topology") {
  CHECK(topology("", true).is("standard"));
  CHECK(topology("", true).is("single"));
  CHECK(topology("1", true).is("standard"));
  CHECK(topology("3", false).is("enterprise"));
  CHECK_FALSE(topology("3", false).is("single"));
  CHECK(topology("1", false).is("single"));
  CHECK_FALSE(topology("1", false).is("standard"));
  CHECK(topology("1", false).reason.starts_with("probably"));
  CHECK(topology("", false).kind == Topology::unknown);
  CHECK_FALSE(topology("", false).is("single"));
  CHECK_FALSE(topology("not a number", false).is("single"));
}

TEST_CASE("contradicting signs leave the topology unknown and say so") {
  const HostTopology both = topology("3", true);
  CHECK(both.kind == Topology::unknown);
  CHECK_FALSE(both.single);
  CHECK(both.reason ==
        "unknown: the local SQL instance RTC speaks for a Standard Edition, 3 routing groups for an Enterprise pool; "
        "state it "
        "with --topology");
}

TEST_CASE("what the user states wins") {
  CHECK(topology("3", false, Topology::standard).is("single"));
  CHECK(topology("1", true, Topology::enterprise).is("enterprise"));
  CHECK_FALSE(topology("1", true, Topology::enterprise).is("single"));
}

TEST_CASE("a computer without a Lync log has no topology to speak of") {
  Story story(shipped_rules());
  story.log("System").see("lync-local-sql", seconds(0));
  const ScanResult scan = story.take();
  CHECK(topology_of(scan, shipped_rules(), hosts_of(scan).at(0), Topology::standard).reason.empty());
}
