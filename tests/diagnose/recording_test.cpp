#include "diagnose/recording.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "diagnose/fixture.h"

using namespace doctor;
using namespace doctor::test;

namespace {

const Story::Fields kCapi2 = {
    {"Key", "SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\WINEVT\\Channels\\Microsoft-Windows-CAPI2/Operational"}};

/// What is said of one need of a diagnosis: "because (command)"; empty if it is met.
std::string said(Story& story, std::string_view diagnosis, std::string_view channel) {
  const ScanResult scan = story.take();
  for (const NotAssessable& n : assess(scan, shipped_rules(), shipped_diagnoses(), {}).not_assessable) {
    if (n.id == diagnosis && n.needs.starts_with(channel)) return n.because + " (" + n.enable.substr(0, 12) + ")";
  }
  return {};
}

Story front_end() {
  Story story(shipped_rules());
  story.log("System");
  return story;
}

}  // namespace

TEST_CASE("a System log without Schannel events is blind as long as nobody knows what the registry says") {
  Story story = front_end();
  CHECK(said(story, "pki-md5-chain", "System").starts_with("no Schannel event in it: a healthy server and one"));
}

TEST_CASE("with bit 1 of EventLogging the same log says that there was no error") {
  Story story = front_end();
  REQUIRE(story.see("registry-schannel-logging-on", minutes(30)));
  CHECK(said(story, "pki-md5-chain", "System").empty());
}

TEST_CASE("with EventLogging 0 it is blind, and for a reason that is known") {
  Story story = front_end();
  REQUIRE(story.see("registry-schannel-logging-off", minutes(30)));
  CHECK(said(story, "pki-md5-chain", "System") ==
        "no Schannel event in it: by its registry, the computer writes none (reg query HK)");
}

TEST_CASE("an old export that contradicts does not make it see") {
  Story story = front_end();
  story.see("registry-schannel-logging-on", minutes(30));
  story.see("registry-schannel-logging-off", minutes(30));
  CHECK(said(story, "pki-md5-chain", "System").starts_with("no Schannel event in it: by its registry"));
}

TEST_CASE("the registry of another computer says nothing of this one") {
  Story story = front_end();
  story.on("FE02.contoso.local").see("registry-schannel-logging-on", minutes(30));
  CHECK(said(story, "pki-md5-chain", "System").starts_with("no Schannel event in it: a healthy server"));
}

TEST_CASE("errors alone do not show that warnings would be recorded; bit 2 does") {
  Story errors = front_end();
  errors.see("registry-schannel-logging-on", minutes(30));
  CHECK(said(errors, "pki-client-certificate", "System").starts_with("no warning of Schannel in it"));
  Story both = front_end();
  both.see("registry-schannel-logging-on", minutes(30));
  REQUIRE(both.see("registry-schannel-logging-warnings", minutes(30)));
  CHECK(said(both, "pki-client-certificate", "System").empty());
}

TEST_CASE("a log that is off is called so, with the command that switches it on") {
  Story unknown = front_end();
  CHECK(said(unknown, "pki-md5-chain", "Microsoft-Windows-CAPI2").starts_with("log not given"));
  Story off = front_end();
  REQUIRE(off.see("registry-log-off", minutes(30), 1, seconds(1), kCapi2));
  CHECK(said(off, "pki-md5-chain", "Microsoft-Windows-CAPI2") == "log not enabled on this computer (wevtutil sl )");
  Story on = front_end();
  REQUIRE(on.see("registry-log-on", minutes(30), 1, seconds(1), kCapi2));
  CHECK(said(on, "pki-md5-chain", "Microsoft-Windows-CAPI2").starts_with("log enabled on this computer, but nothing"));
}

TEST_CASE("a log whose name ends like that of another is not that one") {
  Story story = front_end();
  story.see("registry-log-off", minutes(30), 1, seconds(1),
            {{"Key", "SOFTWARE\\WINEVT\\Channels\\Old-Microsoft-Windows-CAPI2/Operational"}});
  CHECK(said(story, "pki-md5-chain", "Microsoft-Windows-CAPI2").starts_with("log not given"));
}
