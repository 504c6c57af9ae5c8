#include "app/local_logs.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "app/documents.h"
#include "artifact/artifact_source.h"
#include "artifact/live_registry.h"
#include "artifact/reg_key.h"
#include "base/text.h"
#include "diagnose/documents.h"
#include "support/evtx_builder.h"
#include "support/fake_machine.h"
#include "support/temp_dir.h"

using namespace doctor;
using test::FakeMachine;

namespace {

const std::string kClassic = "SYSTEM\\CurrentControlSet\\Services\\EventLog\\";
const std::string kModern = "SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\WINEVT\\Channels\\";
const std::string kCapi2 = "Microsoft-Windows-CAPI2/Operational";

std::string log_bytes() {
  return test::EvtxBuilder().record(36888).build();
}

/// A front end without a fabric, with the CAPI2 log off.
FakeMachine front_end(const test::TempDir& dir) {
  FakeMachine machine(dir.path());
  machine.text(kClassic + "System", "File", "%Logs%\\System.evtx")
      .text(kClassic + "Application", "File", "%Logs%\\Application.evtx")
      .empty_key(kClassic + "Lync Server")
      .number(kModern + kCapi2, "Enabled", 0);
  return machine;
}

/// "evtx:NAME ... !failure: why ... -note ...": names without the folder.
std::string summary(const Inputs& inputs) {
  std::string out;
  for (const auto& s : inputs.sources)
    out += std::string(s->info().kind) + ":" + std::filesystem::path(s->info().path).filename().string() + "\n";
  for (const auto& f : inputs.failures) out += "!" + f.path + ": " + f.why + "\n";
  for (const auto& n : inputs.notes) out += "-" + n + "\n";
  return out;
}

const std::string kNotInstalled =
    "-not on this computer, since what writes them is not installed: "
    "'Microsoft-Windows-CertificateServicesClient-Lifecycle-System/Operational', "
    "'Microsoft-Windows-CertificateServicesClient-Lifecycle-User/Operational', "
    "'Microsoft-Windows-WindowsFabric/Admin', "
    "'Microsoft-Windows-WindowsFabric/Operational', 'Directory Service'\n";
const std::string kCapi2Off =
    "-the log 'Microsoft-Windows-CAPI2/Operational' is not enabled on this computer: wevtutil sl "
    "Microsoft-Windows-CAPI2/Operational /e:true\n";

}  // namespace

TEST_CASE("the logs of this computer are read; what is off or not installed is a note, not a failure") {
  test::TempDir dir;
  for (const char* name : {"System.evtx", "Application.evtx", "Lync Server.evtx", "Security.evtx"})
    dir.write(name, log_bytes());
  CHECK(summary(open_local_logs(front_end(dir), {}, false)) ==
        "evtx:Application.evtx\nevtx:Lync Server.evtx\nevtx:System.evtx\n" + kCapi2Off + kNotInstalled);
}

TEST_CASE("the registry is a source beside them") {
  test::TempDir dir;
  for (const char* name : {"System.evtx", "Application.evtx", "Lync Server.evtx"}) dir.write(name, log_bytes());
  const Inputs inputs = open_local_logs(front_end(dir), {}, true);
  REQUIRE(inputs.sources.size() == 4);
  CHECK(std::any_of(inputs.sources.begin(), inputs.sources.end(),
                    [](const auto& s) { return s->info().path == kLiveRegistry && s->slices() == 1; }));
}

TEST_CASE("a log that is off and holds something from before is read") {
  test::TempDir dir;
  for (const char* name :
       {"System.evtx", "Application.evtx", "Lync Server.evtx", "Microsoft-Windows-CAPI2%4Operational.evtx"}) {
    dir.write(name, log_bytes());
  }
  CHECK(summary(open_local_logs(front_end(dir), {}, false)) ==
        "evtx:Application.evtx\nevtx:Lync "
        "Server.evtx\nevtx:Microsoft-Windows-CAPI2%4Operational.evtx\nevtx:System.evtx\n" +
            kCapi2Off + kNotInstalled);
}

TEST_CASE("a log that should be there and is not, or is no log, is a failure") {
  test::TempDir dir;
  dir.write("System.evtx", "not at all");
  dir.write("Application.evtx", log_bytes());
  const Inputs inputs = open_local_logs(front_end(dir), {}, false);
  REQUIRE(inputs.failures.size() == 2);
  CHECK(inputs.failures[0].path == (dir.path() / "System.evtx").string());
  CHECK(inputs.failures[1].path == "Lync Server");
  CHECK(inputs.failures[1].why == "the log is enabled, but its file '" + (dir.path() / "Lync Server.evtx").string() +
                                      "' is not there: wevtutil gl \"Lync Server\"");
}

TEST_CASE("a log elsewhere is read where the registry says") {
  test::TempDir dir;
  dir.write("other/Sys.evtx", log_bytes());
  FakeMachine machine(dir.path());
  machine.text(kClassic + "System", "File", (dir.path() / "other/Sys.evtx").string());
  CHECK(find_local_log(machine, "System").file == dir.path() / "other/Sys.evtx");
  // A file of Windows before Vista is none that could be read: the usual place counts.
  FakeMachine old(dir.path());
  old.text(kClassic + "System", "File", "%SystemRoot%\\system32\\config\\SysEvent.Evt");
  CHECK(find_local_log(old, "System").file == dir.path() / "System.evtx");
}

TEST_CASE("which logs are enabled is what the registry says") {
  FakeMachine machine("/logs");
  machine.number(kModern + kCapi2, "Enabled", 1).empty_key(kClassic + "System").empty_key(kModern + "Contoso/Admin");
  CHECK(find_local_log(machine, kCapi2).state == LocalLog::State::enabled);
  CHECK(find_local_log(machine, "System").state == LocalLog::State::enabled);
  CHECK(find_local_log(machine, "Contoso/Admin").state == LocalLog::State::off);
  CHECK(find_local_log(machine, "Lync Server").state == LocalLog::State::not_installed);
  CHECK(find_local_log(machine, kCapi2).file ==
        std::filesystem::path("/logs/Microsoft-Windows-CAPI2%4Operational.evtx"));
  machine.denied.insert(kModern + "Microsoft-Windows-WindowsFabric/Admin");
  CHECK(find_local_log(machine, "Microsoft-Windows-WindowsFabric/Admin").state == LocalLog::State::enabled);
  CHECK(enable_command("Lync Server") == "wevtutil sl \"Lync Server\" /e:true");
}

TEST_CASE("every log that a built-in diagnosis asks for is read, and whether one is enabled is known to rules") {
  Options options;
  const Documents documents = load_documents(options);
  std::set<std::string> read;
  for (const char* channel : local_channels()) read.insert(channel);
  for (const DiagnosisRule& diagnosis : documents.diagnoses.diagnoses()) {
    for (const Need& need : diagnosis.needs) {
      if (need.channel == kRegistryChannel || need.channel == kCertificateChannel || need.channel == kCertutilChannel)
        continue;
      CAPTURE(need.channel);
      CHECK(read.contains(need.channel));
    }
  }
  for (const std::string& channel : read) {
    if (channel.find('/') == std::string::npos) continue;  // always enabled
    CAPTURE(channel);
    CHECK(is_wanted(*read_reg_key("HKLM\\" + kModern + channel), "Enabled"));
  }
}

TEST_CASE("without Windows the paths must be given") {
  if (local_machine().is_windows()) return;
  const Inputs inputs = open_local_inputs({});
  REQUIRE(inputs.failures.size() == 1);
  CHECK(inputs.failures[0].why == "this is no Windows: give the logs (.evtx, event XML) or a folder of them");
}
