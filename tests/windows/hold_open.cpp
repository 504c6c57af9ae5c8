// hold_open.exe FILE [alone]: keeps FILE open for writing as the service that writes event logs does (others may read), or "alone" so that
// nobody may read. Writes its first bytes anew, says "ready", and ends when its input ends.
#define WIN32_LEAN_AND_MEAN
#include <windows.h>

#include <cstdio>
#include <cwchar>

int wmain(int argc, wchar_t** argv) {
  if (argc < 2) return 2;
  const bool alone = argc > 2 && std::wcscmp(argv[2], L"alone") == 0;
  const HANDLE file = CreateFileW(argv[1], GENERIC_READ | GENERIC_WRITE, alone ? 0 : FILE_SHARE_READ, nullptr,
                                  OPEN_EXISTING, 0, nullptr);
  if (file == INVALID_HANDLE_VALUE) {
    std::printf("cannot open: %lu\n", GetLastError());
    return 1;
  }
  // The first bytes again, as they are: the file is being written and stays what it was.
  char head[8];
  DWORD n = 0;
  if (ReadFile(file, head, sizeof head, &n, nullptr) == 0 || SetFilePointer(file, 0, nullptr, FILE_BEGIN) != 0 ||
      WriteFile(file, head, n, &n, nullptr) == 0) {
    std::printf("cannot write: %lu\n", GetLastError());
    return 1;
  }
  std::puts("ready");
  std::fflush(stdout);
  while (std::getchar() != EOF) {
  }
  CloseHandle(file);
  return 0;
}
