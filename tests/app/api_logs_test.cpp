#include "app/api_logs.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>

#include "app/documents.h"
#include "diagnose/assess.h"
#include "engine/scan.h"
#include "platform/file.h"
#include "support/evtx_builder.h"
#include "support/fake_machine.h"
#include "support/temp_dir.h"

using namespace doctor;
using test::EvtxBuilder;
using test::EvtxRecord;
namespace fs = std::filesystem;

namespace {

const std::string kClassic = "SYSTEM\\CurrentControlSet\\Services\\EventLog\\";
const std::string kSchannelKey = "SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL";

FileTime at(const char* iso) {
  return *parse_iso8601(iso);
}

/// A service that exports what it is told to.
struct FakeService {
  struct Channel {
    std::string exported;  ///< bytes of an .evtx file
    std::uint64_t records = 0;
    FileTime first, last;
    std::vector<std::string> providers;
    std::uint32_t export_code = 0, find_code = 0;
  };
  std::map<std::string, Channel> channels;
  std::map<std::string, std::string> queries;
  fs::path folder;  ///< where the last export went

  EventLogFunctions functions() {
    EventLogFunctions out;
    out.export_log = [this](const std::string& channel, const std::string& query, const fs::path& to) -> std::uint32_t {
      queries[channel] = query;
      folder = to.parent_path();
      const auto it = channels.find(channel);
      if (it == channels.end()) return kChannelUnknown;
      if (it->second.export_code != 0) return it->second.export_code;
      std::ofstream(to, std::ios::binary) << it->second.exported;
      return 0;
    };
    out.count_records = [this](const std::string& channel, std::uint64_t& records) -> std::uint32_t {
      records = channels.at(channel).records;
      return 0;
    };
    out.find_event = [this](const std::string& channel, const std::string& query, bool newest,
                            FileTime& time) -> std::uint32_t {
      const Channel& c = channels.at(channel);
      if (c.find_code != 0) return c.find_code;
      const bool any = query == "*" ? c.records > 0
                                    : std::any_of(c.providers.begin(), c.providers.end(), [&](const std::string& name) {
                                        return query.find("'" + name + "'") != std::string::npos;
                                      });
      if (!any) return kNoSuchEvent;
      time = newest ? c.last : c.first;
      return 0;
    };
    return out;
  }
};

std::string schannel_event(const char* when) {
  return EvtxBuilder()
      .record(EvtxRecord("Schannel", 36888)
                  .channel("System")
                  .at(when)
                  .level(2)
                  .data("AlertDesc", "40")
                  .data("ErrorState", "1205"))
      .build();
}

std::string no_events() {
  return EvtxBuilder().build();
}

FakeService service_with_system(std::string exported, std::vector<std::string> providers) {
  FakeService service;
  service.channels["System"] = {std::move(exported), 5000, at("2015-05-01T00:00:00Z"), at("2015-06-30T00:00:00Z"),
                                std::move(providers)};
  return service;
}

const Documents& documents() {
  static const Documents loaded = load_documents(Options());
  return loaded;
}

test::FakeMachine machine_with_system() {
  test::FakeMachine machine("/none");
  machine.empty_key(kClassic + "System");
  return machine;
}

ScanResult scan_of(const Inputs& inputs) {
  return scan(inputs.sources, documents().rules, documents().knowledge, {});
}

const Extent& system_of(const ScanResult& scan) {
  const auto& list = scan.extents.list();
  const auto it = std::find_if(list.begin(), list.end(), [](const Extent& e) { return e.channel == "System"; });
  REQUIRE(it != list.end());
  return *it;
}

}  // namespace

TEST_CASE("the exported events are read, and the extent is that of the whole channel") {
  FakeService service = service_with_system(schannel_event("2015-06-01T07:00:00Z"), {"Schannel", "EventLog"});
  const ApiQuestion question{documents().rules, {"Schannel", "EventLog", "Contoso"}};
  fs::path folder;
  {
    const Inputs inputs = open_api_logs(machine_with_system(), service.functions(), question, {}, false);
    folder = service.folder;
    REQUIRE(inputs.sources.size() == 1);
    CHECK(inputs.failures.empty());
    CHECK(inputs.sources[0]->info().path == "System");
    const ScanResult result = scan_of(inputs);
    CHECK_FALSE(result.findings.empty());
    const Extent& system = system_of(result);
    CHECK(system.computer == "FE01.contoso.local");
    CHECK(system.events == 5000);
    CHECK(system.first == at("2015-05-01T00:00:00Z"));
    CHECK(system.last == at("2015-06-30T00:00:00Z"));
    CHECK(system.per_level[2] == 1);
    CHECK(system.per_provider == std::map<std::string, std::uint64_t, std::less<>>{{"EventLog", 1}, {"Schannel", 1}});
    CHECK(result.inputs[0].coverage.total() == result.inputs[0].bytes);
    CHECK(fs::exists(folder));
  }
  CHECK_FALSE(fs::exists(folder));
}

TEST_CASE("a channel of which nothing was wanted is given all the same") {
  FakeService service = service_with_system(no_events(), {"EventLog"});
  const Inputs inputs =
      open_api_logs(machine_with_system(), service.functions(), {documents().rules, {"Schannel"}}, {}, false);
  const ScanResult result = scan_of(inputs);
  CHECK(result.findings.empty());
  CHECK(system_of(result).events == 5000);
  CHECK(system_of(result).per_provider.empty());
}

TEST_CASE("an empty channel shows nothing") {
  FakeService service;
  service.channels["System"] = {no_events(), 0, {}, {}, {}};
  const Inputs inputs =
      open_api_logs(machine_with_system(), service.functions(), {documents().rules, {"Schannel"}}, {}, false);
  CHECK(scan_of(inputs).extents.list().empty());
}

TEST_CASE("a quiet System log is blind, and healthy once the registry of the computer says that errors are written") {
  FakeService service = service_with_system(no_events(), {"EventLog"});
  const auto blind = [&](const test::FakeMachine& machine) {
    const Inputs inputs = open_api_logs(machine, service.functions(), {documents().rules, {"Schannel"}}, {}, true);
    const ScanResult result = scan_of(inputs);
    const Assessment judged = assess(result, documents().rules, documents().diagnoses, {});
    return std::count_if(judged.not_assessable.begin(), judged.not_assessable.end(),
                         [](const NotAssessable& n) { return n.blind; });
  };
  CHECK(blind(machine_with_system()) > 0);
  CHECK(blind(machine_with_system().number(kSchannelKey, "EventLogging", 1)) == 0);
  CHECK(blind(machine_with_system().number(kSchannelKey, "EventLogging", 0)) > 0);
}

TEST_CASE("the query asks for what the rules of the channel could match, in the time asked for") {
  FakeService service = service_with_system(no_events(), {});
  ApiQuestion question{documents().rules, {}};
  question.since = at("2015-06-01T07:00:00Z");
  open_api_logs(machine_with_system(), service.functions(), question, {}, false);
  const std::string& query = service.queries["System"];
  CHECK(query.find("Path=\"System\"") != std::string::npos);
  CHECK(query.find("Provider[@Name='Schannel']") != std::string::npos);
  CHECK(query.find("@SystemTime &gt;= '2015-06-01T07:00:00.000Z'") != std::string::npos);
  CHECK(query.find("EventID=") != std::string::npos);  // not all of the log: every built-in rule of it says what it wants
}

TEST_CASE("what the service refuses is a failure with its reason, and the folder goes nevertheless") {
  FakeService service = service_with_system(no_events(), {});
  service.channels["System"].export_code = 5;
  {
    const Inputs inputs = open_api_logs(machine_with_system(), service.functions(), {documents().rules, {}}, {}, false);
    REQUIRE(inputs.failures.size() == 1);
    CHECK(inputs.failures[0].path == "System");
    CHECK(inputs.failures[0].why.find("Event Log Readers") != std::string::npos);
    CHECK(inputs.sources.empty());
  }
  CHECK_FALSE(fs::exists(service.folder));
  service.channels["System"].export_code = 0;
  service.channels["System"].find_code = 1722;
  const Inputs inputs = open_api_logs(machine_with_system(), service.functions(), {documents().rules, {}}, {}, false);
  REQUIRE(inputs.failures.size() == 1);
  CHECK(inputs.failures[0].why.find("does not answer") != std::string::npos);
}

TEST_CASE("an export that is no log is a failure") {
  FakeService service = service_with_system("not at all", {});
  const Inputs inputs = open_api_logs(machine_with_system(), service.functions(), {documents().rules, {}}, {}, false);
  REQUIRE(inputs.failures.size() == 1);
  CHECK(inputs.sources.empty());
}

TEST_CASE("a log that the registry has and the service does not know is a note") {
  FakeService service;
  const Inputs inputs = open_api_logs(machine_with_system(), service.functions(), {documents().rules, {}}, {}, false);
  CHECK(inputs.failures.empty());
  REQUIRE(inputs.notes.size() == 1);
  CHECK(inputs.notes[0].find("'System'") != std::string::npos);
}

TEST_CASE("the providers whose absence is judged are those that the diagnoses need") {
  const std::vector<std::string> names = judged_providers(documents().diagnoses);
  CHECK(std::count(names.begin(), names.end(), "Schannel") == 1);
  CHECK(std::count(names.begin(), names.end(), "") == 0);
}
