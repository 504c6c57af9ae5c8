#include "platform/windows_api.h"  // before the others: they need its types

#include <sddl.h>

#include <string>

#include "platform/private_folder.h"

namespace doctor {

Result<PrivateFolder> PrivateFolder::create() {
  std::wstring parent(MAX_PATH + 1, L'\0');
  const DWORD length = ::GetTempPathW(static_cast<DWORD>(parent.size()), parent.data());
  if (length == 0 || length > parent.size()) return Error{Errc::io, "no folder for temporary files"};
  parent.resize(length);
  // Owner, SYSTEM and administrators, and nothing inherited: a service's folder for temporary files may be open to all.
  SECURITY_ATTRIBUTES access{sizeof access, nullptr, FALSE};
  if (::ConvertStringSecurityDescriptorToSecurityDescriptorW(L"D:P(A;OICI;FA;;;OW)(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)",
                                                             SDDL_REVISION_1, &access.lpSecurityDescriptor,
                                                             nullptr) == 0) {
    return windows::failure(::GetLastError());
  }
  DWORD code = ERROR_ALREADY_EXISTS;
  std::wstring path;
  for (unsigned i = 0; i < 100 && code == ERROR_ALREADY_EXISTS; ++i) {
    path = parent + L"schannel-doctor-" + std::to_wstring(::GetCurrentProcessId()) + L"-" +
           std::to_wstring(::GetTickCount64() + i);
    code = ::CreateDirectoryW(path.c_str(), &access) != 0 ? ERROR_SUCCESS : ::GetLastError();
  }
  ::LocalFree(access.lpSecurityDescriptor);
  if (code != ERROR_SUCCESS) return windows::failure(code);
  return PrivateFolder(path);
}

}  // namespace doctor
