#include "engine/logsource.h"

#include <doctest/doctest.h>

#include "kit.h"

using namespace doctor;

namespace {

std::string resolved(const LogSources& sources, const std::vector<std::pair<std::string, std::string>>& logsource) {
  const auto result = sources.resolve(logsource);
  if (const auto* refusal = std::get_if<LogSources::Refusal>(&result)) {
    return refusal->key + "! " + refusal->message + (refusal->help.empty() ? "" : "; " + refusal->help);
  }
  const EventScope& scope = std::get<EventScope>(result);
  std::string out;
  for (const std::string& c : scope.channels) out += "[" + c + "]";
  for (const std::string& p : scope.providers) out += " by " + p;
  for (const std::uint32_t id : scope.event_ids) out += " " + std::to_string(id);
  return out;
}

LogSources shipped() {
  DataStore data;
  data.add("logsources.yml", doctor::test::logsources());
  Diagnostics problems;
  LogSources sources = LogSources::load(data, problems);
  REQUIRE(problems.empty());
  return sources;
}

}  // namespace

TEST_CASE("services and categories of the shipped table") {
  const LogSources s = shipped();
  CHECK(resolved(s, {{"product", "windows"}, {"service", "system"}}) == "[system]");
  CHECK(resolved(s, {{"service", "capi2"}}) == "[microsoft-windows-capi2/operational]");
  CHECK(resolved(s, {{"product", "Windows"}, {"service", "lync-server"}}) == "[lync server]");
  CHECK(resolved(s, {{"product", "windows"}, {"service", "schannel"}}) == "[system] by schannel");
  CHECK(resolved(s, {{"product", "windows"}, {"category", "process_creation"}}) ==
        "[microsoft-windows-sysmon/operational] 1");
  CHECK(resolved(s, {{"category", "registry_event"}, {"product", "windows"}}) ==
        "[microsoft-windows-sysmon/operational] 12 13 14");
  CHECK(resolved(s, {{"product", "windows"}}).empty());
  CHECK(resolved(s, {{"product", "windows"}, {"definition", "any words"}}).empty());
}

TEST_CASE("category and service together mean both") {
  const LogSources s = shipped();
  CHECK(resolved(s, {{"category", "process_creation"}, {"service", "sysmon"}}) ==
        "[microsoft-windows-sysmon/operational] 1");
  CHECK(resolved(s, {{"category", "process_creation"}, {"service", "security"}}) ==
        "! no event is of this category and this service");
}

TEST_CASE("what has no Windows log is refused") {
  const LogSources s = shipped();
  CHECK(resolved(s, {{"product", "linux"}}) == "product! product 'linux' does not write Windows event logs");
  CHECK(resolved(s, {{"category", "webserver"}}).starts_with("category! unknown category 'webserver'"));
  CHECK(resolved(s, {{"service", "secruity"}}) == "service! unknown service 'secruity'; did you mean 'security'?");
  CHECK(resolved(s, {{"definition", "x"}}) == "! names neither product, category nor service");
  CHECK(resolved(s, {}) == "! names neither product, category nor service");
}

TEST_CASE("a later table replaces single entries, and bad entries are reported") {
  DataStore data;
  data.add("logsources.yml", "services:\n  a: {channels: [One]}\n  b: {channels: [Two]}\n");
  data.add("more/logsources.yml",
           "services:\n  a: {channels: [Three]}\n  c: {chanels: [X]}\n  d: {channels: [X], event_ids: [many]}\n"
           "  e: {event_ids: [1]}\n");
  Diagnostics problems;
  const LogSources s = LogSources::load(data, problems);
  CHECK(resolved(s, {{"service", "a"}}) == "[three]");
  CHECK(resolved(s, {{"service", "b"}}) == "[two]");
  CHECK(resolved(s, {{"service", "c"}}).starts_with("service! unknown service 'c'"));
  CHECK(doctor::test::as_text(problems) ==
        "3:7 yaml-unknown-key: unknown key 'chanels'; did you mean 'channels'?\n"
        "4:6 logsource-event-id: 'many' is no event id\n"
        "5:6 logsource-empty: neither channels nor providers");
}
