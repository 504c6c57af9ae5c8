#include "diagnose/visibility.h"

#include <doctest/doctest.h>

#include "diagnose/fixture.h"

using namespace doctor;
using namespace doctor::test;

namespace {

constexpr std::string_view kDocument =
    "diagnosis:\n"
    "  id: x\n"
    "  version: 1\n"
    "  title: T\n"
    "  severity: high\n"
    "  cause: C\n"
    "  needs:\n"
    "    - {channel: System, provider: Schannel, for: required, enable: set it, collect: export it}\n"
    "    - {channel: CAPI2, for: confirmation, enable: enable it}\n"
    "    - {channel: Lync Server, for: impact}\n"
    "  evidence:\n"
    "    required: [{any: [alpha]}]\n"
    "    for: [{signal: alpha, strength: weak}, {signal: beta, strength: decisive}]\n";

// "computer/needs: because (command) [blind] [confirmation]" of each entry.
std::string not_assessable(Story& story, bool assume_logged = false, FileTime from = {}, FileTime until = ScanResult().until) {
  ScanResult scan = story.take();
  scan.from = from;
  scan.until = until;
  AssessOptions options;
  options.assume_logged = assume_logged;
  std::string out;
  for (const NotAssessable& n : assess(scan, small_rules(), small_set({kDocument}), options).not_assessable) {
    out += n.computer + "/" + n.needs + ": " + n.because + " (" + n.enable + ")" + (n.blind ? " blind" : "") +
           (n.for_confirmation ? " confirmation" : "") + "\n";
  }
  return out;
}

const std::string kNoCapi2 = "FE01.contoso.local/CAPI2: log not given (enable it) confirmation\n";
const std::string kBlind =
    "FE01.contoso.local/System, provider Schannel: no Schannel event in it: a healthy server and one with "
    "EventLogging=0 look the same (set it) blind\n";

}  // namespace

TEST_CASE("a System log without a Schannel event is blind") {
  Story story(small_rules());
  story.log("System").log("CAPI2");
  CHECK(not_assessable(story) == kBlind);
}

TEST_CASE("unless it is known that they would be recorded") {
  Story story(small_rules());
  story.log("System").log("CAPI2");
  CHECK(not_assessable(story, true) == "");
}

TEST_CASE("a log without an event of the time asked for shows nothing of it") {
  const auto judged = [](FileTime from, FileTime until) {
    Story story(small_rules());
    story.log("System", "Schannel").log("CAPI2");
    return not_assessable(story, true, from, until);
  };
  Story story(small_rules());
  story.log("System", "Schannel");
  const ScanResult scan = story.take();
  const Extent& log = scan.extents.list().front();
  REQUIRE(log.first.ticks > 0);
  const FileTime behind{log.last.ticks + 1}, ever = scan.until;
  const std::string nothing =
      "FE01.contoso.local/System, provider Schannel: no event of the time asked for in it (export it) blind\n"
      "FE01.contoso.local/CAPI2: no event of the time asked for in it () blind confirmation\n";
  CHECK(judged(behind, ever) == nothing);
  CHECK(judged({}, log.first) == nothing);
  CHECK(judged(log.last, ever) == "");
  CHECK(judged({}, FileTime{log.first.ticks + 1}) == "");
}

TEST_CASE("a log that was not given is not blind, and the command exports it") {
  Story story(small_rules());
  story.log("Lync Server").log("CAPI2");
  CHECK(not_assessable(story) == "FE01.contoso.local/System, provider Schannel: log not given (export it)\n");
}

TEST_CASE("a log that would only confirm is named as such") {
  Story story(small_rules());
  story.log("System", "Schannel");
  CHECK(not_assessable(story) == kNoCapi2);
}

TEST_CASE("what is raised anyway is not also called not assessable for the log it requires") {
  Story story(small_rules());
  story.log("System").see("alpha", {});
  CHECK(not_assessable(story) == kNoCapi2);
}

TEST_CASE("what is confirmed needs no confirmation") {
  Story story(small_rules());
  story.log("System", "Schannel").see("alpha", {});
  story.see("beta", {});
  CHECK(not_assessable(story) == "");
}

TEST_CASE("computers without any log that matters are not asked about") {
  Story story(small_rules());
  story.on("WS07.contoso.local").log("Security").on("FE01.contoso.local").log("System", "Schannel").log("CAPI2");
  CHECK(not_assessable(story) == "");
}

TEST_CASE("if no log given matters, the run as a whole is not assessable") {
  Story story(small_rules());
  story.log("Security");
  CHECK(not_assessable(story) == "/System, provider Schannel: log not given (export it)\n");
  Story empty(small_rules());
  CHECK(not_assessable(empty) == "/System, provider Schannel: log not given (export it)\n");
}

TEST_CASE("each computer is asked about on its own") {
  Story story(small_rules());
  story.log("System", "Schannel").log("CAPI2").on("FE02.contoso.local").log("System").log("CAPI2");
  CHECK(not_assessable(story) ==
        "FE02.contoso.local/System, provider Schannel: no Schannel event in it: a healthy server and one with "
        "EventLogging=0 "
        "look the same (set it) blind\n");
}

TEST_CASE("a log of thousands of computers is not asked about one by one") {
  Story story(small_rules());
  for (int i = 0; i < 1001; ++i) story.on("PC" + std::to_string(i)).log("System").log("CAPI2");
  CHECK(not_assessable(story) ==
        "/System, provider Schannel: no Schannel event in it: a healthy server and one with EventLogging=0 look the "
        "same (set "
        "it) blind\n");
}

namespace {

// A document of one need: `extra` goes into the need, `more` behind the needs.
std::string one_need(std::string_view extra, std::string_view more) {
  return "diagnosis:\n  id: x\n  version: 1\n  title: T\n  severity: high\n  cause: C\n  needs:\n"
         "    - {channel: System, for: required, enable: set it" +
         std::string(extra) + "}\n" + std::string(more) + "  evidence:\n    required: [{any: [alpha]}]\n";
}

std::string gaps(Story& story, const std::string& document) {
  const ScanResult scan = story.take();
  std::string out;
  for (const NotAssessable& n : assess(scan, small_rules(), small_set({document}), {}).not_assessable) {
    out += n.computer + ": " + n.because + (n.blind ? " blind\n" : "\n");
  }
  return out;
}

}  // namespace

TEST_CASE("a log that holds nothing of the kind asked for is listed, and not blind") {
  const std::string document = one_need(", shown_by: [gamma, noted], otherwise: no warning in it", "");
  Story without(small_rules());
  without.log("System");
  CHECK(gaps(without, document) == "FE01.contoso.local: no warning in it\n");
  Story with(small_rules());
  with.log("System").see("gamma", {});
  CHECK(gaps(with, document) == "");
  Story raised(small_rules());
  raised.log("System").see("alpha", {});
  CHECK(gaps(raised, document) == "");
}

TEST_CASE("a diagnosis of certain computers is not asked about on others") {
  const std::string document = one_need("", "  only_on: [noted, pair]\n");
  Story other(small_rules());
  other.log("System").see("beta", {});
  other.log("Lync Server");
  CHECK(gaps(other, document) == ": log not given\n");  // no log given is about anything that could concern the computer
  Story such(small_rules());
  such.log("Lync Server").see("noted", {});
  CHECK(gaps(such, document) == ": log not given\n");
  Story blind(small_rules());
  blind.log("System").log("Lync Server").see("noted", {});
  CHECK(gaps(blind, document) == "");
}
