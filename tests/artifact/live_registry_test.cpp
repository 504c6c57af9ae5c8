#include "artifact/live_registry.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "artifact/reg_key.h"
#include "kit.h"
#include "support/fake_machine.h"

namespace doctor {
namespace {

using test::FakeMachine;
using test::read_artifact;

const std::string kSchannel = "SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL";

FakeMachine front_end() {
  FakeMachine machine;
  machine.number(kSchannel, "EventLogging", 1)
      .empty_key(kSchannel + "\\Ciphers")
      .number(kSchannel + "\\Protocols\\TLS 1.2\\Server", "Enabled", 0)
      .number("SOFTWARE\\Microsoft\\.NETFramework\\v4.0.30319", "SchUseStrongCrypto", 0)
      .number("SOFTWARE\\WOW6432Node\\Microsoft\\.NETFramework\\v4.0.30319", "SchUseStrongCrypto", 1)
      .number("SOFTWARE\\Microsoft\\.NETFramework\\v4.0.30319", "OnlyUseLatestCLR", 1)
      .text("SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters", "Hostname", "OLD")
      .number("SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters\\Interfaces", "Hostname", 9);
  return machine;
}

}  // namespace

TEST_CASE("the registry of this computer gives the events of an export of the same keys") {
  const auto live = open_live_registry(front_end());
  const auto all = read_artifact(*live);
  // What regedit writes of the same keys, with the name of the computer in it.
  const auto exported = read_artifact(
      "Windows Registry Editor Version 5.00\r\n\r\n"
      "[HKEY_LOCAL_MACHINE\\" +
          kSchannel +
          "]\r\n\"EventLogging\"=dword:00000001\r\n\r\n"
          "[HKEY_LOCAL_MACHINE\\" +
          kSchannel +
          "\\Ciphers]\r\n\r\n"
          "[HKEY_LOCAL_MACHINE\\" +
          kSchannel +
          "\\Protocols\\TLS 1.2\\Server]\r\n\"Enabled\"=dword:00000000\r\n\r\n"
          "[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters]\r\n\"Hostname\"=hex(2):4f,00,"
          "4c,00,44,00,00,00\r\n\r\n"
          "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\.NETFramework\\v4.0.30319]\r\n\"SchUseStrongCrypto\"=dword:"
          "00000000\r\n\r\n"
          "[HKEY_LOCAL_MACHINE\\SOFTWARE\\WOW6432Node\\Microsoft\\.NETFramework\\v4.0.30319]\r\n\"SchUseStrongCrypto\"="
          "dword:00000001\r\n",
      ArtifactKind::registry);
  REQUIRE(all.events.size() == 6);
  std::vector<std::string> expected = exported.events;
  for (std::string& event : expected) event.replace(event.find("#3 OLD"), 6, "#3 FE01.contoso.local");
  CHECK(all.events == expected);
  CHECK(live->info().kind == "registry");
  CHECK(live->undated());
  CHECK(live->opening_damage().empty());
}

TEST_CASE("its bytes, its channel and its computer are counted") {
  const auto live = open_live_registry(front_end());
  const auto all = read_artifact(*live);
  CHECK(live->info().bytes > 0);
  CHECK(all.coverage.total() == live->info().bytes);
  REQUIRE(all.extents.list().size() == 1);
  CHECK(all.extents.list()[0].computer == "FE01.contoso.local");
  CHECK(all.extents.list()[0].channel == kRegistryChannel);
  CHECK(all.extents.events() == 6);
}

TEST_CASE("a computer that does not tell its name has the one in its registry") {
  FakeMachine machine = front_end();
  machine.name.clear();
  CHECK(read_artifact(*open_live_registry(machine)).events.at(0).starts_with("#3 OLD "));
}

TEST_CASE("what may not be read is said, and the rest is read") {
  FakeMachine machine = front_end();
  machine.denied.insert("SOFTWARE\\Microsoft\\.NETFramework");
  machine.denied.insert(kSchannel + "\\Protocols\\TLS 1.2\\Server");
  const auto live = open_live_registry(machine);
  CHECK(live->opening_damage().count("reg-denied") == 2);
  CHECK(read_artifact(*live).events.size() == 4);
}

TEST_CASE("a value that is larger than any real one is left out, and that is said") {
  FakeMachine machine = front_end();
  machine.text(kSchannel, "Huge", std::string(200'000, 'x'));
  const auto live = open_live_registry(machine);
  CHECK(live->opening_damage().count("reg-live") == 1);
  CHECK(read_artifact(*live).events.size() == 6);
}

TEST_CASE("a computer without any of the keys gives nothing") {
  const auto live = open_live_registry(FakeMachine());
  CHECK(live->slices() == 0);
  CHECK(live->opening_damage().empty());
}

TEST_CASE("all keys that are kept of an export are read of this computer, for 32-bit programs, too") {
  std::size_t of_32_bit = 0, of_64_bit = 0;
  for (const RegKeyReach& key : wanted_machine_keys()) {
    const auto read = read_reg_key("HKLM\\" + key.path);
    REQUIRE(read);
    CAPTURE(key.path);
    CHECK(read->interest != nullptr);
    CHECK((read_reg_key("HKLM\\" + key.path + "\\Below")->interest != nullptr) == key.below);
    const bool software = key.path.starts_with("SOFTWARE\\");
    (software && key.path.starts_with("SOFTWARE\\WOW6432Node\\") ? of_32_bit : of_64_bit) += software ? 1 : 0;
  }
  CHECK(of_32_bit > 5);
  CHECK(of_32_bit == of_64_bit);
}

}  // namespace doctor
