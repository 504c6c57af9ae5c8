#include <utility>

#include "base/text.h"
#include "platform/system_log.h"
#include "platform/windows_api.h"

namespace doctor {

namespace {

constexpr std::string_view kSource = "schannel-doctor";
constexpr const wchar_t* kApplicationLog = L"SYSTEM\\CurrentControlSet\\Services\\EventLog\\Application\\";

/// Where Event Viewer finds the texts: in this program, if it was built with its messages (app/messages.mc), else in a program of Windows whose
/// messages 1 to 1000 are "%1": the whole text.
std::wstring message_file() {
  constexpr WORD kFirst = 1, kMessageTable = 11;  // RT_MESSAGETABLE is a narrow text here
  if (::FindResourceW(nullptr, MAKEINTRESOURCEW(kFirst), MAKEINTRESOURCEW(kMessageTable)) != nullptr) {
    std::wstring path(32'768, L'\0');
    path.resize(::GetModuleFileNameW(nullptr, path.data(), static_cast<DWORD>(path.size())));
    if (!path.empty()) return path;
  }
  return L"%SystemRoot%\\System32\\EventCreate.exe";
}

/// Tells Event Viewer where the texts are. Only an administrator may; without it events are written all the same, and Event Viewer shows
/// their strings below a sentence about a missing description.
void register_source(const std::wstring& source) {
  HKEY key = nullptr;
  if (::RegCreateKeyExW(HKEY_LOCAL_MACHINE, (kApplicationLog + source).c_str(), 0, nullptr, 0, KEY_SET_VALUE, nullptr, &key,
                        nullptr) != ERROR_SUCCESS) {
    return;
  }
  const std::wstring file = message_file();
  const DWORD types = EVENTLOG_ERROR_TYPE | EVENTLOG_WARNING_TYPE | EVENTLOG_INFORMATION_TYPE;
  ::RegSetValueExW(key, L"EventMessageFile", 0, REG_EXPAND_SZ, reinterpret_cast<const BYTE*>(file.c_str()),
                   static_cast<DWORD>((file.size() + 1) * sizeof(wchar_t)));
  ::RegSetValueExW(key, L"TypesSupported", 0, REG_DWORD, reinterpret_cast<const BYTE*>(&types), sizeof types);
  ::RegCloseKey(key);
}

WORD type_of(LogLevel level) {
  switch (level) {
    case LogLevel::error:
      return EVENTLOG_ERROR_TYPE;
    case LogLevel::warning:
      return EVENTLOG_WARNING_TYPE;
    case LogLevel::information:
      break;
  }
  return EVENTLOG_INFORMATION_TYPE;
}

}  // namespace

struct SystemLog::Connection {
  HANDLE source = nullptr;

  ~Connection() {
    if (source != nullptr) ::DeregisterEventSource(source);
  }
};

SystemLog::SystemLog(std::string target) : target_(target.empty() ? std::string(kSource) : std::move(target)) {}
SystemLog::SystemLog(SystemLog&&) noexcept = default;
SystemLog& SystemLog::operator=(SystemLog&&) noexcept = default;
SystemLog::~SystemLog() = default;

Result<Done> SystemLog::write(const LogEntry& entry) {
  const auto failed = [] {
    return Error{Errc::io, "cannot write to the Application log: " + windows::message_of(::GetLastError())};
  };
  if (!connection_) {
    auto opened = std::make_unique<Connection>();
    const std::wstring source = windows::to_wide(target_);
    register_source(source);
    opened->source = ::RegisterEventSourceW(nullptr, source.c_str());
    if (opened->source == nullptr) return failed();
    connection_ = std::move(opened);
  }
  std::vector<std::wstring> strings{windows::to_wide(event_string(entry.text))};
  for (const std::string& detail : entry.details) strings.push_back(windows::to_wide(event_string(detail)));
  std::vector<LPCWSTR> pointers;
  for (const std::wstring& string : strings) pointers.push_back(string.c_str());
  if (::ReportEventW(connection_->source, type_of(entry.level), 0, entry.id, nullptr, static_cast<WORD>(pointers.size()), 0,
                     pointers.data(), nullptr) == 0) {
    return failed();
  }
  return Done{};
}

std::string host_name() {
  wchar_t name[256];
  DWORD size = 256;
  if (::GetComputerNameExW(ComputerNameDnsFullyQualified, name, &size) == 0) return {};
  return windows::to_utf8(std::wstring_view(name, size));
}

}  // namespace doctor
