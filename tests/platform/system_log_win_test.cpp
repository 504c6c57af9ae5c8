#include <doctest/doctest.h>

#include "platform/system_log.h"
#include "platform/windows_api.h"

using namespace doctor;

namespace {

constexpr const wchar_t* kKey = L"SYSTEM\\CurrentControlSet\\Services\\EventLog\\Application\\schannel-doctor-test";

struct TestSource {
  TestSource() { remove(); }
  ~TestSource() { remove(); }
  static void remove() { ::RegDeleteKeyW(HKEY_LOCAL_MACHINE, kKey); }
};

}  // namespace

TEST_CASE("an entry is written, and the source says where its texts are if it may be registered") {
  const TestSource clean;
  SystemLog log("schannel-doctor-test");
  CHECK(log.write({101, LogLevel::error, "new: %1 100%", {"pki-md5-chain", "FE01.contoso.local"}}));
  CHECK(log.write({102, LogLevel::information, "recovered", {}}));
  wchar_t file[1000];
  DWORD size = sizeof file;
  const auto found =
      ::RegGetValueW(HKEY_LOCAL_MACHINE, kKey, L"EventMessageFile", RRF_RT_ANY | RRF_NOEXPAND, nullptr, file, &size);
  if (found != ERROR_SUCCESS) {
    MESSAGE("skipped: no right to register an event source");
    return;
  }
  CHECK(std::wstring(file).ends_with(L".exe"));
}

TEST_CASE("this machine has a name") {
  CHECK_FALSE(host_name().empty());
}
