#include "diagnose/evidence.h"

#include <doctest/doctest.h>

#include "diagnose/fixture.h"

using namespace doctor;
using namespace doctor::test;

namespace {

// A story with everything a Scene refers to.
struct Told {
  explicit Told(Story& story, HostTopology where = {}) : scan(story.take()), hosts(hosts_of(scan)), topology(where) {}
  Scene scene(bool assume_logged = false) const { return {scan, small_rules(), hosts.at(0), topology, assume_logged}; }

  ScanResult scan;
  std::vector<Host> hosts;
  HostTopology topology;
};

Observation signal(std::string id) {
  Observation out;
  out.id = std::move(id);
  return out;
}

Trouble episode(std::initializer_list<std::uint64_t> at_minutes) {
  Trouble out;
  for (const std::uint64_t m : at_minutes) out.times.push_back(FileTime{Story::start().ticks + minutes(m).count});
  return out;
}

FileTime at(std::uint64_t minute) {
  return FileTime{Story::start().ticks + minutes(minute).count};
}

}  // namespace

TEST_CASE("during an episode means trouble on both sides, or trouble to come at once") {
  const Trouble trouble = episode({60, 90, 300});
  CHECK(trouble.during(at(60)));
  CHECK(trouble.during(at(75)));
  CHECK(trouble.during(at(90)));
  CHECK(trouble.during(at(55)));         // the start that fails
  CHECK_FALSE(trouble.during(at(54)));   // too early
  CHECK_FALSE(trouble.during(at(120)));  // trouble again only hours later
  CHECK_FALSE(trouble.during(at(250)));  // last trouble hours ago
  CHECK(trouble.during(at(295)));
  CHECK_FALSE(trouble.during(at(301)));  // may be the cure
  CHECK_FALSE(Trouble{}.during(at(0)));
}

TEST_CASE("a signal is seen from at_least findings on") {
  Story story(small_rules());
  story.see("alpha", {}, 3);
  const Told told(story);
  Observation what = signal("alpha");
  what.at_least = 3;
  CHECK(look(what, told.scene(), {}).holds);
  what.at_least = 4;
  CHECK_FALSE(look(what, told.scene(), {}).holds);
  CHECK_FALSE(look(signal("beta"), told.scene(), {}).holds);
}

TEST_CASE("a correlation is seen through its firings, with the findings below them") {
  Story story(small_rules());
  story.see("alpha", minutes(1));
  story.see("beta", minutes(2));
  story.see("alpha", minutes(50));
  const Told told(story);
  Observation what = signal("pair");
  what.kind = Observation::Kind::correlation;
  const Sighting seen = look(what, told.scene(), {});
  CHECK(seen.holds);
  CHECK(seen.findings == FindingList{0, 1});
  what.during = true;
  CHECK_FALSE(look(what, told.scene(), episode({200})).holds);
}

TEST_CASE("absence counts only where the log was given, records the provider and covers the time") {
  Observation what = signal("alpha");
  what.kind = Observation::Kind::absent;
  what.channel = "System";
  what.provider = "Schannel";
  const auto absent = [&](auto tell, bool assume_logged = false) {
    Story story(small_rules());
    story.on("FE01");
    tell(story);
    story.see("beta", minutes(30));
    const Told told(story);
    return look(what, told.scene(assume_logged), episode({0, 30})).holds;
  };
  CHECK(absent([](Story& s) { s.log("System", "Schannel"); }));
  CHECK_FALSE(absent([](Story& s) { s.log("Lync Server"); }));
  CHECK_FALSE(absent([](Story& s) { s.log("System"); }));
  CHECK(absent([](Story& s) { s.log("System"); }, true));
  CHECK_FALSE(absent([](Story& s) { s.log("System", "Schannel").cut(minutes(20)); }));
  CHECK_FALSE(absent([](Story& s) { s.log("System", "Schannel").see("alpha", minutes(3)); }));
}

TEST_CASE("a run that lasts, and whose number stands still") {
  Observation what = signal("alpha");
  what.lasts = minutes(60);
  what.not_falling = "N";
  const auto lasting = [&](std::initializer_list<std::pair<std::uint64_t, const char*>> waits, bool ended = false) {
    Story story(small_rules());
    for (const auto& [minute, number] : waits) story.see("alpha", minutes(minute), 1, {}, {{"N", number}});
    if (ended) story.see("beta", minutes(45));
    const Told told(story);
    what.until = {"beta"};
    return look(what, told.scene(), {}).findings.size();
  };
  CHECK(lasting({{0, "3"}, {40, "3"}, {80, "3"}}) == 3);
  CHECK(lasting({{0, "3"}, {60, "3"}}) == 0);  // not longer than an hour
  CHECK(lasting({{0, "3"}, {40, "3"}, {80, "2"}}) == 0);
  CHECK(lasting({{0, "9"}, {20, "3"}, {60, "3"}, {90, "3"}}) == 4);  // fell, then stood still
  CHECK(lasting({{0, "3"}, {40, "3"}, {80, "3"}}, true) == 0);       // ended in between
  CHECK(lasting({{0, "3"}, {40, "3"}, {150, "3"}}) == 0);            // a pause makes two runs
}

TEST_CASE("topology is an observation") {
  Story story(small_rules());
  story.see("alpha", {});
  const Told told(story, {Topology::enterprise, false, ""});
  Observation what = signal("enterprise");
  what.kind = Observation::Kind::topology;
  CHECK(look(what, told.scene(), {}).holds);
  what.id = "single";
  CHECK_FALSE(look(what, told.scene(), {}).holds);
}

TEST_CASE("near by means within the span on either side") {
  Story story(small_rules());
  story.see("alpha", minutes(100));
  story.see("beta", minutes(40));
  const Told told(story);
  const Scene scene = told.scene();
  CHECK(seen_near({"beta"}, scene.findings("alpha"), minutes(60), scene));
  CHECK_FALSE(seen_near({"beta"}, scene.findings("alpha"), minutes(59), scene));
  CHECK(seen_near({"alpha"}, scene.findings("beta"), minutes(60), scene));
  CHECK_FALSE(seen_near({"gamma"}, scene.findings("alpha"), minutes(60), scene));
}

TEST_CASE("texts are filled with different values, a few of them, and never twice") {
  Story story(small_rules());
  for (const char* text : {"a", "b", "a", "c", "{N}", "e"}) story.see("alpha", {}, 1, {}, {{"Text", text}, {"N", "1"}});
  const Told told(story);
  const Scene scene = told.scene();
  const FindingList found = scene.findings("alpha");
  CHECK(fill("{count} times {Text}, {TlsState}", found, scene) == "6 times a; b; c; and others, (not recorded)");
  CHECK(fill("{Text}", {found[4]}, scene) == "{N}");  // log content is not looked at again
  CHECK(fill("{who} { } {not closed", found, scene, std::vector<NamedText>{{"who", "me"}}) == "me { } {not closed");
}

TEST_CASE("a very long value is cut at a character") {
  std::string text;
  for (int i = 0; i < 200; ++i) text += "\xc3\xa4";
  Story story(small_rules());
  story.see("alpha", {}, 1, {}, {{"Text", text}});
  const Told told(story);
  const std::string filled = fill("{Text}", told.scene().findings("alpha"), told.scene());
  CHECK(filled == text.substr(0, 300) + "...");
}
