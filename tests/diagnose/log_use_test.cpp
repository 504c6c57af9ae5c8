#include "diagnose/log_use.h"

#include <doctest/doctest.h>

#include "diagnose/fixture.h"

using namespace doctor;
using namespace doctor::test;

namespace {

constexpr std::string_view kFirst =
    "diagnosis:\n"
    "  id: first\n"
    "  version: 1\n"
    "  title: T\n"
    "  severity: high\n"
    "  cause: C\n"
    "  needs:\n"
    "    - {channel: System, provider: Schannel, for: required, enable: set it, collect: export it}\n"
    "    - {channel: CAPI2, for: confirmation, enable: enable it}\n"
    "  evidence:\n"
    "    required: [{any: [alpha]}]\n"
    "    for: [{signal: alpha, strength: weak}]\n";

constexpr std::string_view kSecond =
    "diagnosis:\n"
    "  id: second\n"
    "  version: 1\n"
    "  title: T\n"
    "  severity: high\n"
    "  cause: C\n"
    "  needs:\n"
    "    - {channel: System, provider: Schannel, for: required, enable: set it, collect: export it}\n"
    "    - {channel: Lync Server, for: impact}\n"
    "  evidence:\n"
    "    required: [{any: [alpha]}]\n"
    "    for: [{signal: alpha, strength: weak}]\n";

void count(Extents& log, std::string_view computer, std::string_view channel, std::string_view provider) {
  log.count(computer, channel, provider, 4, *parse_iso8601("2015-06-01T07:00:00Z"));
}

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ",") + name;
  return out;
}

// "needs: shown/blind (because; enable) serves/confirms/impact" of each use, one a line.
std::string uses(const Extents& log) {
  std::string out;
  for (const LogUse& u : uses_of(log, small_set({kFirst, kSecond}))) {
    out += u.needs + ": " + joined(u.shown_on) + "/" + joined(u.blind_on) + " (" + u.because + "; " + u.enable + ") " +
           joined(u.serves) + "/" + joined(u.confirms) + "/" + joined(u.shows_impact) + "\n";
  }
  return out;
}

const std::string kNoSchannel =
    "no Schannel event in it: a healthy server and one with EventLogging=0 look the same; set it";

}  // namespace

TEST_CASE("a log that has what diagnoses need serves them") {
  Extents log;
  count(log, "FE01", "System", "Schannel");
  count(log, "FE01", "Lync Server", "LS User Services");
  CHECK(uses(log) == "System, provider Schannel: FE01/ (; ) first,second//\nLync Server: FE01/ (; ) //second\n");
}

TEST_CASE("a System log without Schannel events is blind, and says what helps") {
  Extents log;
  count(log, "FE01", "system", "EventLog");
  CHECK(uses(log) == "System, provider Schannel: /FE01 (" + kNoSchannel + ") first,second//\n");
}

TEST_CASE("of a forwarded log, each computer has its own answer") {
  Extents log;
  count(log, "FE01", "System", "Schannel");
  count(log, "FE02", "System", "EventLog");
  CHECK(uses(log) == "System, provider Schannel: FE01/FE02 (" + kNoSchannel + ") first,second//\n");
}

TEST_CASE("a log may confirm only") {
  Extents log;
  count(log, "FE01", "CAPI2", "Microsoft-Windows-CAPI2");
  CHECK(uses(log) == "CAPI2: FE01/ (; ) /first/\n");
}

TEST_CASE("a log that nobody asks for serves nobody") {
  Extents log;
  count(log, "FE01", "Security", "Microsoft-Windows-Security-Auditing");
  CHECK(uses(log).empty());
  CHECK(uses(Extents()).empty());
}
