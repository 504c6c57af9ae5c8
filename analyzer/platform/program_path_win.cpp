#include <string>

#include "platform/program_path.h"
#include "platform/windows_api.h"

namespace doctor {

std::filesystem::path program_path() {
  std::wstring name(260, L'\0');
  while (name.size() < 40'000) {  // a path has at most 32,767 units
    const DWORD length = ::GetModuleFileNameW(nullptr, name.data(), static_cast<DWORD>(name.size()));
    if (length == 0) return {};
    if (length < name.size()) return std::filesystem::path(name.substr(0, length));
    name.resize(name.size() * 2);  // it was cut
  }
  return {};
}

bool has_all_rights() {
  SID_IDENTIFIER_AUTHORITY authority = SECURITY_NT_AUTHORITY;
  PSID administrators = nullptr;
  if (::AllocateAndInitializeSid(&authority, 2, SECURITY_BUILTIN_DOMAIN_RID, DOMAIN_ALIAS_RID_ADMINS, 0, 0, 0, 0, 0, 0,
                                 &administrators) == 0)
    return false;
  BOOL member = FALSE;
  const BOOL asked = ::CheckTokenMembership(nullptr, administrators, &member);
  ::FreeSid(administrators);
  return asked != 0 && member != 0;
}

}  // namespace doctor
