#include "platform/windows_api.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "platform/file.h"
#include "platform/local_machine.h"

using namespace doctor;

namespace {

const wchar_t* const kTestKey = L"SOFTWARE\\schannel-doctor test";
const std::string kTestPath = "SOFTWARE\\schannel-doctor test";

/// A key below HKLM that goes with this; writing there takes an administrator.
class TestKey {
 public:
  TestKey() {
    HKEY key = nullptr;
    made_ = ::RegCreateKeyExW(HKEY_LOCAL_MACHINE, kTestKey, 0, nullptr, 0, KEY_WRITE | KEY_WOW64_64KEY, nullptr, &key,
                              nullptr) == ERROR_SUCCESS;
    if (made_) ::RegCloseKey(key);
  }
  ~TestKey() {
    if (made_) ::RegDeleteTreeW(HKEY_LOCAL_MACHINE, kTestKey);
  }
  bool made() const { return made_; }

  static void set(const std::wstring& below, const wchar_t* name, DWORD type, const std::string& bytes) {
    const std::wstring path = below.empty() ? kTestKey : kTestKey + (L"\\" + below);
    REQUIRE(::RegSetKeyValueW(HKEY_LOCAL_MACHINE, path.c_str(), name, type, bytes.data(),
                              static_cast<DWORD>(bytes.size())) == ERROR_SUCCESS);
  }

 private:
  bool made_ = false;
};

/// "KEY|NAME|type|size" or "KEY|" for a key without values, sorted.
std::vector<std::string> shown(const RegistryRead& read) {
  std::vector<std::string> out;
  for (const RegistryValue& v : read.values) {
    out.push_back(v.key_only
                      ? v.key + "|"
                      : v.key + "|" + v.name + "|" + std::to_string(v.type) + "|" + std::to_string(v.bytes.size()));
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

TEST_CASE("the computer has a name and a folder of logs") {
  CHECK(local_machine().is_windows());
  CHECK_FALSE(local_machine().computer_name().empty());
  const std::string folder = path_text(local_machine().log_folder());
  CHECK(folder.ends_with("System32\\winevt\\Logs"));
  CHECK(folder.find('%') == std::string::npos);
}

TEST_CASE("what is no variable stays as it is") {
  CHECK(path_text(local_machine().expanded("D:\\Logs\\50%\\a.evtx")) == "D:\\Logs\\50%\\a.evtx");
}

TEST_CASE("values are read with their bytes, and keys without values are there") {
  const TestKey key;
  if (!key.made()) {
    MESSAGE("skipped: no right to write below HKLM");
    return;
  }
  TestKey::set(L"", L"EventLogging", REG_DWORD, std::string("\x07\0\0\0", 4));
  TestKey::set(L"", nullptr, REG_SZ, std::string("a\0\0\0", 4));
  TestKey::set(L"Sub/with slash\\Deep", L"\u00dcber", REG_BINARY, std::string(10'000, 'x'));
  const RegistryRead read = local_machine().read_registry(kTestPath);
  CHECK(read.access == RegistryAccess::read);
  CHECK(read.complete);
  CHECK(shown(read) == std::vector<std::string>{kTestPath + "\\Sub/with slash\\Deep|\xc3\x9c"
                                                            "ber|3|10000",
                                                kTestPath + "\\Sub/with slash|", kTestPath + "|EventLogging|4|4",
                                                kTestPath + "||1|4"});
  const auto number = std::find_if(read.values.begin(), read.values.end(), [](const auto& v) { return v.type == 4; });
  CHECK(number->bytes == std::string("\x07\0\0\0", 4));
}

TEST_CASE("the bounds hold, and it is said where they were met") {
  const TestKey key;
  if (!key.made()) {
    MESSAGE("skipped: no right to write below HKLM");
    return;
  }
  for (const wchar_t* name : {L"a", L"b", L"c"}) TestKey::set(L"", name, REG_BINARY, std::string(100, 'x'));
  TestKey::set(L"Below", L"d", REG_BINARY, std::string(5000, 'x'));
  const auto read = [](RegistryBounds bounds) { return local_machine().read_registry(kTestPath, bounds); };
  RegistryBounds flat;
  flat.depth = 0;
  CHECK(shown(read(flat)).size() == 3);
  CHECK(read(flat).complete);
  RegistryBounds few;
  few.values = 2;
  CHECK(read(few).values.size() == 2);
  CHECK_FALSE(read(few).complete);
  RegistryBounds small;
  small.value_bytes = 1000;
  CHECK(shown(read(small)).size() == 3);
  CHECK_FALSE(read(small).complete);
}

TEST_CASE("a key that is not there is absent and no failure") {
  CHECK(local_machine().read_registry("SOFTWARE\\no such key").access == RegistryAccess::absent);
}
