#include "platform/windows_api.h"

#include <doctest/doctest.h>

using namespace doctor;

TEST_CASE("UTF-8 and UTF-16, beyond the first plane, too; what is no text becomes U+FFFD") {
  CHECK(windows::to_wide("Журнал \xf0\x9f\x94\x92") == L"Журнал \xd83d\xdd12");
  CHECK(windows::to_utf8(L"Журнал \xd83d\xdd12") == "Журнал \xf0\x9f\x94\x92");
  CHECK(windows::to_utf8(L"\xd83d!") == "\xef\xbf\xbd!");
  CHECK(windows::to_wide("").empty());
}

TEST_CASE("a short path stays as it is, a long one becomes absolute and free of the limit") {
  CHECK(windows::system_path("logs/System.evtx") == L"logs/System.evtx");
  const std::wstring part(200, L'a');
  const std::wstring path = windows::system_path(L"C:\\" + part + L"/../" + part + L"/" + part);
  CHECK(path == L"\\\\?\\C:\\" + part + L"\\" + part);
  CHECK(windows::system_path(L"\\\\server\\share\\" + part + L"\\" + part) ==
        L"\\\\?\\UNC\\server\\share\\" + part + L"\\" + part);
  CHECK(windows::system_path(path) == path);
}

TEST_CASE("errors: the same words as elsewhere where there are some, the system's for others") {
  CHECK(windows::failure(ERROR_PATH_NOT_FOUND).what == "no such file or folder");
  CHECK(windows::failure(ERROR_ACCESS_DENIED).what == "access denied");
  CHECK(windows::failure(ERROR_LOCK_VIOLATION).what == "in use by a program that lets nobody else read it");
  const std::string full = windows::message_of(ERROR_DISK_FULL);
  CHECK_FALSE(full.empty());
  CHECK(full.find('\r') == std::string::npos);
  CHECK(full.back() != '.');
  CHECK(windows::message_of(0x2fff'ffff) == "Windows error 805306367");
}

TEST_CASE("a handle is closed once") {
  windows::Handle nothing;
  CHECK_FALSE(nothing);
  CHECK(nothing.close());
  windows::Handle event(::CreateEventW(nullptr, TRUE, FALSE, nullptr));
  CHECK(event);
  windows::Handle other = std::move(event);
  CHECK_FALSE(event);
  CHECK(other);
  CHECK(other.close());
  CHECK_FALSE(other);
}
