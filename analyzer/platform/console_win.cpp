#include "platform/console.h"

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <thread>

#include "platform/windows_api.h"

namespace doctor {

namespace {

// Missing in older headers; the system knows it from Windows Server 2016 on.
#ifndef ENABLE_VIRTUAL_TERMINAL_PROCESSING
constexpr DWORD ENABLE_VIRTUAL_TERMINAL_PROCESSING = 0x0004;
#endif

HANDLE handle_of(Stream stream) {
  return ::GetStdHandle(stream == Stream::out ? STD_OUTPUT_HANDLE : STD_ERROR_HANDLE);
}

bool is_console(HANDLE handle) {
  DWORD mode = 0;
  return ::GetConsoleMode(handle, &mode) != 0;
}

/// Text for a console goes there as UTF-16, whatever its code page. The end of a piece may be the middle of a character, which waits for the
/// next piece.
class ConsoleText {
 public:
  bool write(HANDLE console, std::string_view bytes) {
    bytes_ += bytes;
    const std::size_t whole = whole_characters(bytes_);
    const std::wstring text = windows::to_wide(std::string_view(bytes_).substr(0, whole));
    bytes_.erase(0, whole);
    std::wstring_view rest = text;
    while (!rest.empty()) {
      constexpr std::size_t kMostAtOnce = 8192;  // the console's own buffer is 64 KiB on old systems
      DWORD n = 0;
      const auto units = static_cast<DWORD>(std::min(rest.size(), kMostAtOnce));
      if (::WriteConsoleW(console, rest.data(), units, &n, nullptr) == 0 || n == 0) return false;
      rest.remove_prefix(n);
    }
    return true;
  }

 private:
  static std::size_t whole_characters(std::string_view text) {
    const std::size_t most = std::min<std::size_t>(text.size(), 3);
    for (std::size_t back = 1; back <= most; ++back) {
      const auto byte = static_cast<unsigned char>(text[text.size() - back]);
      if (byte < 0x80) break;
      if (byte < 0xc0) continue;  // a later byte of a character
      const std::size_t length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return length > back ? text.size() - back : text.size();
    }
    return text.size();
  }

  std::string bytes_;
};

DWORD g_modes[2];       // of the consoles behind standard output and standard error, as they were
bool g_colours[2];      // they understand escape sequences
std::atomic<bool> g_interrupted = false;

std::size_t index_of(Stream stream) {
  return stream == Stream::out ? 0 : 1;
}

BOOL WINAPI remember_interrupt(DWORD event) {
  g_interrupted = true;
  // Windows ends the process when this returns, or after five seconds: time to end by ourselves and leave no half-written file.
  if (event != CTRL_C_EVENT && event != CTRL_BREAK_EVENT) ::Sleep(4500);
  return TRUE;
}

void restore_consoles() {
  for (const Stream stream : {Stream::out, Stream::err}) {
    if (g_colours[index_of(stream)]) ::SetConsoleMode(handle_of(stream), g_modes[index_of(stream)]);
  }
}

}  // namespace

bool is_terminal(Stream stream) {
  return g_colours[index_of(stream)];
}

unsigned terminal_width(Stream stream) {
  constexpr unsigned kUsual = 100;
  CONSOLE_SCREEN_BUFFER_INFO info{};
  if (::GetConsoleScreenBufferInfo(handle_of(stream), &info) == 0) return kUsual;
  const int columns = info.srWindow.Right - info.srWindow.Left + 1;
  return columns > 0 ? static_cast<unsigned>(columns) : kUsual;
}

bool shows_blocks(Stream stream) {
  return is_terminal(stream) && ::GetEnvironmentVariableW(L"WT_SESSION", nullptr, 0) > 1;
}

bool no_color_wanted() {
  return ::GetEnvironmentVariableW(L"NO_COLOR", nullptr, 0) > 1;  // the size with the zero behind it
}

bool write_all(Stream stream, std::string_view bytes, bool* closed) {
  static ConsoleText consoles[2];
  constexpr std::size_t kMostAtOnce = 1u << 20;
  *closed = false;
  const HANDLE handle = handle_of(stream);
  if (is_console(handle)) return consoles[index_of(stream)].write(handle, bytes);
  while (!bytes.empty()) {
    DWORD n = 0;
    const auto size = static_cast<DWORD>(std::min(bytes.size(), kMostAtOnce));
    if (::WriteFile(handle, bytes.data(), size, &n, nullptr) == 0) {
      const DWORD code = ::GetLastError();
      *closed = code == ERROR_BROKEN_PIPE || code == ERROR_NO_DATA || code == ERROR_PIPE_NOT_CONNECTED;
      return *closed;
    }
    bytes.remove_prefix(n);
  }
  return true;
}

void prepare_console() {
  for (const Stream stream : {Stream::out, Stream::err}) {
    DWORD mode = 0;
    const HANDLE handle = handle_of(stream);
    if (::GetConsoleMode(handle, &mode) == 0) continue;
    g_modes[index_of(stream)] = mode;
    g_colours[index_of(stream)] =
        ::SetConsoleMode(handle, mode | ENABLE_PROCESSED_OUTPUT | ENABLE_VIRTUAL_TERMINAL_PROCESSING) != 0;
  }
  std::atexit(restore_consoles);  // the modes are the console's, and it lives on
}

void catch_interrupt() {
  ::SetConsoleCtrlHandler(remember_interrupt, TRUE);
}

bool interrupt_requested() {
  return g_interrupted;
}

std::string to_local_text(FileTime utc) {
  const FILETIME ticks{static_cast<DWORD>(utc.ticks & 0xffff'ffffU), static_cast<DWORD>(utc.ticks >> 32)};
  SYSTEMTIME there{}, here{};
  FILETIME here_ticks{};
  // The zone of this machine, with the rules of the year in question.
  TIME_ZONE_INFORMATION zone{};
  if (::FileTimeToSystemTime(&ticks, &there) == 0 || ::GetTimeZoneInformationForYear(there.wYear, nullptr, &zone) == 0 ||
      ::SystemTimeToTzSpecificLocalTime(&zone, &there, &here) == 0 || ::SystemTimeToFileTime(&here, &here_ticks) == 0) {
    return to_iso8601_millis(utc);
  }
  // Both to the millisecond, which SYSTEMTIME drops the rest of.
  FILETIME there_ticks{};
  ::SystemTimeToFileTime(&there, &there_ticks);
  const auto number = [](FILETIME t) {
    return static_cast<std::int64_t>(std::uint64_t{t.dwHighDateTime} << 32 | t.dwLowDateTime);
  };
  const std::int64_t minutes = (number(here_ticks) - number(there_ticks)) / (60 * static_cast<std::int64_t>(kTicksPerSecond));
  const auto size = static_cast<unsigned>(std::abs(minutes));
  std::string out;
  const auto digits = [&](unsigned value, unsigned places) {
    const std::string text = std::to_string(value);
    out.append(places > text.size() ? places - text.size() : 0, '0');
    out += text;
  };
  digits(here.wYear, 4);
  const std::pair<char, unsigned> rest[] = {{'-', here.wMonth},  {'-', here.wDay},
                                            {' ', here.wHour},   {':', here.wMinute},
                                            {':', here.wSecond}};
  for (const auto& [before, value] : rest) {
    out += before;
    digits(value, 2);
  }
  out += minutes < 0 ? " -" : " +";
  digits(size / 60, 2);
  out += ':';
  digits(size % 60, 2);
  return out;
}

unsigned processor_count() {
  return std::max(1U, std::thread::hardware_concurrency());
}

}  // namespace doctor
