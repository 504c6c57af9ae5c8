#include "platform/windows_api.h"  // before the others: they need its types

#include <aclapi.h>
#include <doctest/doctest.h>

#include "platform/private_folder.h"

using namespace doctor;

TEST_CASE("a private folder inherits no rights") {
  const auto folder = PrivateFolder::create();
  REQUIRE(folder);
  PSECURITY_DESCRIPTOR descriptor = nullptr;
  std::wstring name = folder->path();
  REQUIRE(::GetNamedSecurityInfoW(name.data(), SE_FILE_OBJECT, DACL_SECURITY_INFORMATION, nullptr, nullptr, nullptr,
                                  nullptr, &descriptor) == ERROR_SUCCESS);
  SECURITY_DESCRIPTOR_CONTROL control = 0;
  DWORD revision = 0;
  CHECK(::GetSecurityDescriptorControl(descriptor, &control, &revision) != 0);
  // Wine keeps rights in those of the file system below it, where nothing is inherited by flag.
  const bool wine = ::GetProcAddress(::GetModuleHandleW(L"ntdll.dll"), "wine_get_version") != nullptr;
  CHECK((wine || (control & SE_DACL_PROTECTED) != 0));
  ::LocalFree(descriptor);
}
