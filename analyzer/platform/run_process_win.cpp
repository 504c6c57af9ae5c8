#include <algorithm>
#include <atomic>
#include <cwchar>
#include <memory>

#include "platform/console.h"
#include "platform/run_process.h"
#include "platform/windows_api.h"

namespace doctor {

namespace {

using windows::Handle;

/// How often somebody's wish to end is looked for.
constexpr DWORD kPause = 100;  // milliseconds
constexpr UINT kEndedByUs = 1;

Error failed(std::string_view what) {
  return {Errc::io, std::string(what) + ": " + windows::message_of(::GetLastError())};
}

SECURITY_ATTRIBUTES inheritable() {
  return {sizeof(SECURITY_ATTRIBUTES), nullptr, TRUE};
}

/// A pipe whose writing end does not block: an anonymous one would need a thread beside the one that waits.
bool open_pipe(Handle& read_end, Handle& write_end) {
  static std::atomic<unsigned> number = 0;
  constexpr DWORD kBuffer = 64 * 1024;
  const std::wstring name = L"\\\\.\\pipe\\schannel-doctor-" + std::to_wstring(::GetCurrentProcessId()) + L"-" +
                            std::to_wstring(number++) + L"-" + std::to_wstring(::GetTickCount64());
  write_end = Handle(::CreateNamedPipeW(
      name.c_str(), PIPE_ACCESS_OUTBOUND | FILE_FLAG_OVERLAPPED | FILE_FLAG_FIRST_PIPE_INSTANCE,
      PIPE_TYPE_BYTE | PIPE_WAIT | PIPE_REJECT_REMOTE_CLIENTS, 1, kBuffer, 0, 0, nullptr));
  if (!write_end) return false;
  // There is room for one reader: if somebody else were quicker, this would fail, and nothing would have been said yet.
  SECURITY_ATTRIBUTES shared = inheritable();
  read_end = Handle(::CreateFileW(name.c_str(), GENERIC_READ, 0, &shared, OPEN_EXISTING, 0, nullptr));
  return static_cast<bool>(read_end);
}

/// Where the command prints to: a copy of our standard error that it may inherit, or the null device.
Handle output_for(bool quiet) {
  const HANDLE ours = ::GetStdHandle(STD_ERROR_HANDLE);
  HANDLE copy = nullptr;
  if (!quiet && ours != nullptr && ours != INVALID_HANDLE_VALUE &&
      ::DuplicateHandle(::GetCurrentProcess(), ours, ::GetCurrentProcess(), &copy, 0, TRUE, DUPLICATE_SAME_ACCESS) != 0) {
    return Handle(copy);
  }
  SECURITY_ATTRIBUTES shared = inheritable();
  return Handle(::CreateFileW(L"NUL", GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, &shared, OPEN_EXISTING, 0, nullptr));
}

bool same_name(std::wstring_view a, std::wstring_view b) {
  return ::CompareStringOrdinal(a.data(), static_cast<int>(a.size()), b.data(), static_cast<int>(b.size()), TRUE) == CSTR_EQUAL;
}

/// NAME=VALUE, each ended by a zero, all ended by one more. The system's own entries begin with "=".
std::wstring environment_block(const std::vector<std::pair<std::string, std::string>>& pairs) {
  const auto name_of = [](std::wstring_view entry) { return entry.substr(0, entry.find(L'=', 1)); };
  std::vector<std::wstring> entries;
  for (const auto& [name, value] : pairs) entries.push_back(windows::to_wide(name) + L"=" + windows::to_wide(value));
  const std::size_t own = entries.size();
  if (wchar_t* all = ::GetEnvironmentStringsW(); all != nullptr) {
    for (const wchar_t* entry = all; *entry != L'\0'; entry += std::wcslen(entry) + 1) {
      const bool replaced = std::any_of(entries.begin(), entries.begin() + static_cast<std::ptrdiff_t>(own),
                                        [&](const std::wstring& e) { return same_name(name_of(e), name_of(entry)); });
      if (!replaced) entries.emplace_back(entry);
    }
    ::FreeEnvironmentStringsW(all);
  }
  std::sort(entries.begin(), entries.end(), [&](const std::wstring& a, const std::wstring& b) {
    const std::wstring_view x = name_of(a), y = name_of(b);
    return ::CompareStringOrdinal(x.data(), static_cast<int>(x.size()), y.data(), static_cast<int>(y.size()), TRUE) ==
           CSTR_LESS_THAN;
  });
  std::wstring block;
  for (const std::wstring& entry : entries) block.append(entry).push_back(L'\0');
  block.push_back(L'\0');
  return block;
}

std::wstring shell() {
  wchar_t folder[MAX_PATH];
  const UINT size = ::GetSystemDirectoryW(folder, MAX_PATH);
  return std::wstring(folder, size) + L"\\cmd.exe";
}

/// The child inherits these handles and no others, however many somebody else made inheritable.
class StartupInfo {
 public:
  bool prepare(const Handle& input, const Handle& output) {
    handles_[0] = input.get();
    handles_[1] = output.get();
    SIZE_T size = 0;
    ::InitializeProcThreadAttributeList(nullptr, 1, 0, &size);
    memory_ = std::make_unique<std::byte[]>(size);
    auto* list = reinterpret_cast<LPPROC_THREAD_ATTRIBUTE_LIST>(memory_.get());
    if (::InitializeProcThreadAttributeList(list, 1, 0, &size) == 0) return false;
    info_.lpAttributeList = list;
    info_.StartupInfo.cb = sizeof info_;
    info_.StartupInfo.dwFlags = STARTF_USESTDHANDLES;
    info_.StartupInfo.hStdInput = handles_[0];
    info_.StartupInfo.hStdOutput = info_.StartupInfo.hStdError = handles_[1];
    return ::UpdateProcThreadAttribute(list, 0, PROC_THREAD_ATTRIBUTE_HANDLE_LIST, handles_, sizeof handles_, nullptr,
                                       nullptr) != 0;
  }
  StartupInfo() = default;
  StartupInfo(const StartupInfo&) = delete;
  StartupInfo& operator=(const StartupInfo&) = delete;
  ~StartupInfo() {
    if (info_.lpAttributeList != nullptr) ::DeleteProcThreadAttributeList(info_.lpAttributeList);
  }
  STARTUPINFOW* get() { return &info_.StartupInfo; }

 private:
  STARTUPINFOEXW info_{};
  std::unique_ptr<std::byte[]> memory_;
  HANDLE handles_[2] = {};
};

/// What is being written, piece by piece. Must not go away while a piece is on its way.
class Feeder {
 public:
  Feeder(Handle pipe, std::string_view input) : pipe_(std::move(pipe)), rest_(input) {
    written_.hEvent = ::CreateEventW(nullptr, TRUE, FALSE, nullptr);
    next();
  }
  Feeder(const Feeder&) = delete;
  Feeder& operator=(const Feeder&) = delete;
  ~Feeder() {
    if (under_way_) {
      DWORD n = 0;
      ::CancelIoEx(pipe_.get(), &written_);
      ::GetOverlappedResult(pipe_.get(), &written_, &n, TRUE);
    }
    if (written_.hEvent != nullptr) ::CloseHandle(written_.hEvent);
  }

  /// To be waited for; null if there is nothing left to do.
  HANDLE event() const { return under_way_ ? written_.hEvent : nullptr; }

  /// After the event.
  void next() {
    constexpr std::size_t kMostAtOnce = 1u << 16;
    DWORD n = 0;
    if (under_way_) {
      under_way_ = false;
      if (::GetOverlappedResult(pipe_.get(), &written_, &n, FALSE) == 0) rest_ = {};  // nobody listens
      rest_.remove_prefix(std::min<std::size_t>(n, rest_.size()));
    }
    if (rest_.empty() || written_.hEvent == nullptr) {
      pipe_.close();  // the reader gets what is in the pipe, and then the end
      return;
    }
    const auto size = static_cast<DWORD>(std::min(rest_.size(), kMostAtOnce));
    under_way_ = ::WriteFile(pipe_.get(), rest_.data(), size, nullptr, &written_) != 0 || ::GetLastError() == ERROR_IO_PENDING;
    if (!under_way_) {
      rest_ = {};
      pipe_.close();
    }
  }

 private:
  Handle pipe_;
  std::string_view rest_;
  OVERLAPPED written_{};
  bool under_way_ = false;
};

ProcessEnd wait(HANDLE process, HANDLE job, Feeder& feeder, std::chrono::milliseconds limit) {
  using Clock = std::chrono::steady_clock;
  const auto last = Clock::now() + limit;
  ProcessEnd end;
  for (;;) {
    const HANDLE wanted[2] = {process, feeder.event()};
    const DWORD met = ::WaitForMultipleObjects(wanted[1] == nullptr ? 1 : 2, wanted, FALSE, kPause);
    if (met == WAIT_OBJECT_0) break;
    if (met == WAIT_OBJECT_0 + 1) feeder.next();
    if (interrupt_requested()) end.how = ProcessEnd::How::interrupted;
    if (Clock::now() >= last) end.how = ProcessEnd::How::timed_out;
    if (end.how == ProcessEnd::How::exited) continue;
    if (::TerminateJobObject(job, kEndedByUs) == 0) ::TerminateProcess(process, kEndedByUs);
    ::WaitForSingleObject(process, INFINITE);
    break;
  }
  DWORD code = 0;
  ::GetExitCodeProcess(process, &code);
  end.code = static_cast<int>(code);
  return end;
}

}  // namespace

Result<ProcessEnd> run_command(const std::string& command, std::string_view input, const CommandOptions& options) {
  Handle read_end, write_end;
  if (!open_pipe(read_end, write_end)) return failed("cannot make a pipe");
  Handle output = output_for(options.quiet);
  StartupInfo startup;
  if (!output || !startup.prepare(read_end, output)) return failed("cannot start a command");

  // /s: cmd.exe takes off exactly the outer quotes and leaves what is between them as it was written; /d: no AutoRun of the registry.
  const std::wstring program = shell();
  std::wstring line = L"\"" + program + L"\" /d /s /c \"" + windows::to_wide(command) + L"\"";
  std::wstring environment = environment_block(options.environment);
  // Without a console of ours, the child would open one on the desktop of whoever is logged on.
  const DWORD window = ::GetConsoleWindow() == nullptr ? CREATE_NO_WINDOW : 0;
  PROCESS_INFORMATION made{};
  if (::CreateProcessW(program.c_str(), line.data(), nullptr, nullptr, TRUE,
                       CREATE_SUSPENDED | CREATE_UNICODE_ENVIRONMENT | EXTENDED_STARTUPINFO_PRESENT | window,
                       environment.data(), nullptr, startup.get(), &made) == 0) {
    return failed("cannot start 'cmd.exe'");
  }
  const Handle process(made.hProcess), thread(made.hThread);
  const HANDLE raw_job = ::CreateJobObjectW(nullptr, nullptr);
  const Handle job(raw_job == nullptr ? INVALID_HANDLE_VALUE : raw_job);
  if (job) ::AssignProcessToJobObject(job.get(), process.get());  // before it runs, so that nothing it starts is missed
  ::ResumeThread(thread.get());
  read_end.close();
  Feeder feeder(std::move(write_end), input);
  return wait(process.get(), job.get(), feeder, options.limit);
}

}  // namespace doctor
