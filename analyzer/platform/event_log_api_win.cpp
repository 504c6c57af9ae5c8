#include "platform/windows_api.h"  // before the others: they need its types

#include <winevt.h>

#include <cstring>
#include <memory>
#include <vector>

#include "platform/event_log_api.h"

namespace doctor {

namespace {

/// The functions as the library has them; loaded by name, so that a Windows without them still runs the rest of the program.
struct Wevtapi {
  decltype(&::EvtExportLog) export_log = nullptr;
  decltype(&::EvtOpenLog) open_log = nullptr;
  decltype(&::EvtGetLogInfo) log_info = nullptr;
  decltype(&::EvtQuery) query = nullptr;
  decltype(&::EvtNext) next = nullptr;
  decltype(&::EvtCreateRenderContext) render_context = nullptr;
  decltype(&::EvtRender) render = nullptr;
  decltype(&::EvtClose) close = nullptr;
};

template <class Function>
bool load(HMODULE library, const char* name, Function& function) {
  const FARPROC address = ::GetProcAddress(library, name);
  static_assert(sizeof address == sizeof function);
  std::memcpy(&function, &address, sizeof function);
  return address != nullptr;
}

class EventHandle {
 public:
  EventHandle(const Wevtapi& api, EVT_HANDLE handle) : api_(api), handle_(handle) {}
  EventHandle(const EventHandle&) = delete;
  EventHandle& operator=(const EventHandle&) = delete;
  ~EventHandle() {
    if (handle_ != nullptr) api_.close(handle_);
  }
  explicit operator bool() const { return handle_ != nullptr; }
  EVT_HANDLE get() const { return handle_; }

 private:
  const Wevtapi& api_;
  EVT_HANDLE handle_;
};

/// The code of the call before; never success, whatever a stub leaves behind.
std::uint32_t last_error() {
  const DWORD code = ::GetLastError();
  return code == ERROR_SUCCESS ? ERROR_CALL_NOT_IMPLEMENTED : code;
}

constexpr DWORD kPatience = 60'000;  // milliseconds for one event: a service that hangs must not hang us

std::uint32_t export_log(const Wevtapi& api, const std::string& channel, const std::string& query,
                         const std::filesystem::path& to) {
  const BOOL done = api.export_log(nullptr, windows::to_wide(channel).c_str(), windows::to_wide(query).c_str(),
                                   to.c_str(), EvtExportLogChannelPath);
  return done != 0 ? ERROR_SUCCESS : last_error();
}

std::uint32_t count_records(const Wevtapi& api, const std::string& channel, std::uint64_t& records) {
  const EventHandle log(api, api.open_log(nullptr, windows::to_wide(channel).c_str(), EvtOpenChannelPath));
  if (!log) return last_error();
  EVT_VARIANT value{};
  DWORD used = 0;
  if (api.log_info(log.get(), EvtLogNumberOfLogRecords, sizeof value, &value, &used) == 0) return last_error();
  if (value.Type != EvtVarTypeUInt64) return ERROR_INVALID_DATA;
  records = value.UInt64Val;
  return ERROR_SUCCESS;
}

std::uint32_t time_of(const Wevtapi& api, EVT_HANDLE event, FileTime& time) {
  const EventHandle context(api, api.render_context(0, nullptr, EvtRenderContextSystem));
  if (!context) return last_error();
  DWORD used = 0, count = 0;
  std::vector<EVT_VARIANT> values(EvtSystemPropertyIdEND);
  const auto room = [&] { return static_cast<DWORD>(values.size() * sizeof(EVT_VARIANT)); };
  BOOL done = api.render(context.get(), event, EvtRenderEventValues, room(), values.data(), &used, &count);
  if (done == 0 && ::GetLastError() == ERROR_INSUFFICIENT_BUFFER) {  // texts lie behind the values
    values.resize(used / sizeof(EVT_VARIANT) + 1);
    done = api.render(context.get(), event, EvtRenderEventValues, room(), values.data(), &used, &count);
  }
  if (done == 0) return last_error();
  if (count <= EvtSystemTimeCreated || values[EvtSystemTimeCreated].Type != EvtVarTypeFileTime) {
    return ERROR_INVALID_DATA;
  }
  time = FileTime{values[EvtSystemTimeCreated].FileTimeVal};
  return ERROR_SUCCESS;
}

std::uint32_t find_event(const Wevtapi& api, const std::string& channel, const std::string& query, bool newest,
                         FileTime& time) {
  const DWORD flags = static_cast<DWORD>(EvtQueryChannelPath) |
                      static_cast<DWORD>(newest ? EvtQueryReverseDirection : EvtQueryForwardDirection);
  const EventHandle found(
      api, api.query(nullptr, windows::to_wide(channel).c_str(), windows::to_wide(query).c_str(), flags));
  if (!found) return last_error();
  EVT_HANDLE first = nullptr;
  DWORD returned = 0;
  if (api.next(found.get(), 1, &first, kPatience, 0, &returned) == 0) return last_error();
  if (returned == 0 || first == nullptr) return kNoSuchEvent;
  const EventHandle event(api, first);
  return time_of(api, event.get(), time);
}

}  // namespace

Result<EventLogFunctions> event_log_functions() {
  static const char* const kMissing = "the Windows Event Log API is not there (wevtapi.dll): read the files instead";
  // From the folder of the system only: a library of that name beside the logs is none of ours. It stays loaded.
  const HMODULE library = ::LoadLibraryExW(L"wevtapi.dll", nullptr, LOAD_LIBRARY_SEARCH_SYSTEM32);
  if (library == nullptr) return Error{Errc::unsupported, kMissing};
  const auto api = std::make_shared<Wevtapi>();
  const bool all = load(library, "EvtExportLog", api->export_log) && load(library, "EvtOpenLog", api->open_log) &&
                   load(library, "EvtGetLogInfo", api->log_info) && load(library, "EvtQuery", api->query) &&
                   load(library, "EvtNext", api->next) &&
                   load(library, "EvtCreateRenderContext", api->render_context) &&
                   load(library, "EvtRender", api->render) && load(library, "EvtClose", api->close);
  if (!all) return Error{Errc::unsupported, kMissing};
  EventLogFunctions out;
  out.export_log = [api](const std::string& channel, const std::string& query, const std::filesystem::path& to) {
    return export_log(*api, channel, query, to);
  };
  out.count_records = [api](const std::string& channel, std::uint64_t& records) {
    return count_records(*api, channel, records);
  };
  out.find_event = [api](const std::string& channel, const std::string& query, bool newest, FileTime& time) {
    return find_event(*api, channel, query, newest, time);
  };
  return out;
}

}  // namespace doctor
