// A library for LD_PRELOAD that stops a program where it hurts. Tests only, Linux only, by C++ without a runtime of its own to get in the way.
//   POWER_CUT_UNDER=FOLDER   counts calls that change files below it (required; resolved already, no links in it)
//   POWER_CUT_AT=N           at the N-th of them, from 1 ...
//   POWER_CUT_HOW=           before | after | half   the power goes: before the call, after it, when half of the bytes are written
//                            enospc | eio            the call fails with that error, once; half: a write takes half before it fails
//   POWER_CUT_MARK=FILE      is made when N was reached: without it, the run was not disturbed
//   POWER_CUT_LOG=FILE       one line for each call counted
// When the power goes, the process ends with status 137 and the disk loses what nobody asked it to keep: of a file that was written and not
// flushed, the second half; a rename whose folder was not flushed never happened.
// Sees calls through the C library by these names, not those that it makes itself (fopen, fwrite). One process, a few files.
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace {

constexpr int kMostFds = 1024, kMostFiles = 64;

struct Open {
  bool counted, folder;
  char path[PATH_MAX];
};
struct Unsafe {  // a file whose content is not on the disk yet
  bool used;
  char path[PATH_MAX];
};
struct Rename {  // that is not on the disk yet
  bool used, replaced;
  char from[PATH_MAX], to[PATH_MAX], old[PATH_MAX];
};

Open opens[kMostFds];
Unsafe files[kMostFiles];
Rename renames[kMostFiles];
int calls = 0, renamed = 0;

template <class F>
F real(F, const char* name) {
  return reinterpret_cast<F>(dlsym(RTLD_NEXT, name));
}
#define REAL(name) real(&::name, #name)

const char* setting(const char* name) {
  const char* value = getenv(name);
  return value != nullptr ? value : "";
}

// By system calls, so that nothing of this is counted.
void append_line(const char* file, const char* what, const char* path) {
  if (*file == '\0') return;
  char line[PATH_MAX + 64];
  const int n = snprintf(line, sizeof line, "%d %s %s\n", calls, what, path);
  const long fd = syscall(SYS_openat, AT_FDCWD, file, O_WRONLY | O_CREAT | O_APPEND, 0666);
  if (fd >= 0 && n > 0) syscall(SYS_write, fd, line, static_cast<size_t>(n));
  if (fd >= 0) syscall(SYS_close, fd);
}

void absolute(const char* path, char* out) {
  char folder[PATH_MAX] = "";
  if (path[0] != '/' && getcwd(folder, sizeof folder - 1) != nullptr) strcat(folder, "/");
  snprintf(out, PATH_MAX, "%s%s", path[0] == '/' ? "" : folder, path);
}

bool is_under(const char* path) {
  const char* folder = setting("POWER_CUT_UNDER");
  const size_t n = strlen(folder);
  return n > 0 && strncmp(path, folder, n) == 0 && (path[n] == '/' || path[n] == '\0');
}

void forget_file(const char* path) {
  for (Unsafe& f : files) {
    if (f.used && strcmp(f.path, path) == 0) f.used = false;
  }
}

void is_unsafe(const char* path) {
  forget_file(path);
  for (Unsafe& f : files) {
    if (f.used) continue;
    f.used = true;
    strcpy(f.path, path);
    return;
  }
}

void folder_of(const char* path, char* out) {
  strcpy(out, path);
  char* slash = strrchr(out, '/');
  if (slash != nullptr) *slash = '\0';
}

void lose() {
  for (Unsafe& f : files) {
    struct stat info;
    if (f.used && stat(f.path, &info) == 0) syscall(SYS_truncate, f.path, info.st_size / 2);
  }
  for (int i = kMostFiles - 1; i >= 0; --i) {
    Rename& r = renames[i];
    if (!r.used) continue;
    syscall(SYS_renameat2, AT_FDCWD, r.to, AT_FDCWD, r.from, 0);
    if (r.replaced) syscall(SYS_renameat2, AT_FDCWD, r.old, AT_FDCWD, r.to, 0);
  }
}

[[noreturn]] void power_off() {
  lose();
  _exit(137);
}

enum class Fate { go_on, after, half, fail };

/// Counts a call, and says what becomes of it; does not return if the power goes before.
Fate fate_of(const char* what, const char* path) {
  ++calls;
  append_line(setting("POWER_CUT_LOG"), what, path);
  if (calls != atoi(setting("POWER_CUT_AT"))) return Fate::go_on;
  append_line(setting("POWER_CUT_MARK"), what, path);
  const char* how = setting("POWER_CUT_HOW");
  if (strcmp(how, "after") == 0) return Fate::after;
  if (strcmp(how, "half") == 0) return Fate::half;
  if (strcmp(how, "enospc") == 0 || strcmp(how, "eio") == 0) return Fate::fail;
  power_off();
}

int failed() {
  errno = strcmp(setting("POWER_CUT_HOW"), "eio") == 0 ? EIO : ENOSPC;
  return -1;
}

/// Does a call that is not a write: half of it is nothing.
template <class Call, class Note>
int do_call(const char* what, const char* path, Call call, Note note) {
  const Fate fate = fate_of(what, path);
  if (fate == Fate::half) power_off();
  if (fate == Fate::fail) return failed();
  const int result = call();
  const int code = errno;
  if (result >= 0) note(result);
  if (fate == Fate::after) power_off();
  errno = code;
  return result;
}

bool is_counted(int fd) {
  return fd >= 0 && fd < kMostFds && opens[fd].counted;
}

int open_it(int at, const char* path, int flags, mode_t mode) {
  const auto call = [&] { return static_cast<int>(syscall(SYS_openat, at, path, flags, mode)); };
  char full[PATH_MAX];
  absolute(path, full);
  const bool changes = (flags & O_ACCMODE) != O_RDONLY || (flags & (O_CREAT | O_TRUNC)) != 0;
  if ((at != AT_FDCWD && path[0] != '/') || !is_under(full)) return call();
  const auto note = [&](int fd) {
    if (fd >= kMostFds) return;
    struct stat info;
    opens[fd].folder = fstat(fd, &info) == 0 && S_ISDIR(info.st_mode);
    opens[fd].counted = changes || opens[fd].folder;
    strcpy(opens[fd].path, full);
  };
  if (changes) return do_call("open", full, call, note);
  const int fd = call();
  if (fd >= 0) note(fd);
  return fd;
}

template <class Call>
ssize_t write_it(int fd, size_t size, Call call) {
  if (!is_counted(fd)) return call(size);
  const Fate fate = fate_of("write", opens[fd].path);
  is_unsafe(opens[fd].path);
  if (fate == Fate::half || fate == Fate::fail) {
    call(size / 2);
    if (fate == Fate::half) power_off();
    return failed();
  }
  const ssize_t n = call(size);
  if (fate == Fate::after) power_off();
  return n;
}

int flush_it(int fd, int (*flush)(int)) {
  if (!is_counted(fd)) return flush(fd);
  const Open& open = opens[fd];
  return do_call(open.folder ? "flush-folder" : "flush", open.path, [&] { return flush(fd); }, [&](int) {
    if (!open.folder) forget_file(open.path);
    for (Rename& r : renames) {
      char folder[PATH_MAX];
      folder_of(r.to, folder);
      if (!r.used || !open.folder || strcmp(folder, open.path) != 0) continue;
      r.used = false;
      if (r.replaced) syscall(SYS_unlinkat, AT_FDCWD, r.old, 0);
    }
  });
}

int rename_it(const char* from, const char* to) {
  const auto call = [&] { return static_cast<int>(syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0)); };
  char full_from[PATH_MAX], full_to[PATH_MAX];
  absolute(from, full_from);
  absolute(to, full_to);
  if (!is_under(full_to) && !is_under(full_from)) return call();
  // The old file is kept beside the folder until the new name is safe.
  Rename& r = renames[renamed < kMostFiles ? renamed : kMostFiles - 1];
  snprintf(r.old, sizeof r.old, "%s.power-cut-%d-%d", setting("POWER_CUT_UNDER"), getpid(), renamed);
  strcpy(r.from, full_from);
  strcpy(r.to, full_to);
  r.replaced = syscall(SYS_linkat, AT_FDCWD, full_to, AT_FDCWD, r.old, 0) == 0;
  const int result = do_call("rename", full_to, call, [&](int) {
    r.used = true;
    if (renamed < kMostFiles - 1) ++renamed;
    bool unsafe = false;
    for (const Unsafe& f : files) unsafe = unsafe || (f.used && strcmp(f.path, full_from) == 0);
    forget_file(full_from);
    forget_file(full_to);
    if (unsafe) is_unsafe(full_to);
  });
  if (result != 0 && r.replaced) syscall(SYS_unlinkat, AT_FDCWD, r.old, 0);
  return result;
}

int unlink_it(const char* path, int flags) {
  const auto call = [&] { return static_cast<int>(syscall(SYS_unlinkat, AT_FDCWD, path, flags)); };
  char full[PATH_MAX];
  absolute(path, full);
  struct stat info;
  if (!is_under(full) || lstat(full, &info) != 0) return call();
  return do_call("unlink", full, call, [&](int) { forget_file(full); });
}

mode_t mode_of(int flags, va_list list) {
  return (flags & (O_CREAT | __O_TMPFILE)) != 0 ? static_cast<mode_t>(va_arg(list, unsigned)) : 0;
}

}  // namespace

extern "C" {

#define OPEN(name)                                        \
  int name(const char* path, int flags, ...) {            \
    va_list list;                                         \
    va_start(list, flags);                                \
    const mode_t mode = mode_of(flags, list);             \
    va_end(list);                                         \
    return open_it(AT_FDCWD, path, flags, mode);          \
  }
OPEN(open)
OPEN(open64)
#undef OPEN

#define OPENAT(name)                                      \
  int name(int at, const char* path, int flags, ...) {    \
    va_list list;                                         \
    va_start(list, flags);                                \
    const mode_t mode = mode_of(flags, list);             \
    va_end(list);                                         \
    return open_it(at, path, flags, mode);                \
  }
OPENAT(openat)
OPENAT(openat64)
#undef OPENAT

int creat(const char* path, mode_t mode) {
  return open_it(AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, mode);
}

ssize_t write(int fd, const void* bytes, size_t size) {
  return write_it(fd, size, [&](size_t n) { return REAL(write)(fd, bytes, n); });
}
ssize_t pwrite(int fd, const void* bytes, size_t size, off_t at) {
  return write_it(fd, size, [&](size_t n) { return REAL(pwrite)(fd, bytes, n, at); });
}
ssize_t pwrite64(int fd, const void* bytes, size_t size, off64_t at) {
  return write_it(fd, size, [&](size_t n) { return REAL(pwrite64)(fd, bytes, n, at); });
}

int fsync(int fd) {
  return flush_it(fd, REAL(fsync));
}
int fdatasync(int fd) {
  return flush_it(fd, REAL(fdatasync));
}

int close(int fd) {
  if (!is_counted(fd)) return REAL(close)(fd);
  opens[fd].counted = false;
  const int result = do_call("close", opens[fd].path, [&] { return REAL(close)(fd); }, [](int) {});
  if (result != 0) {  // the descriptor is gone, whatever close() says
    const int code = errno;
    REAL(close)(fd);
    errno = code;
  }
  return result;
}

int rename(const char* from, const char* to) {
  return rename_it(from, to);
}
int renameat(int from_at, const char* from, int to_at, const char* to) {
  const bool plain = (from_at == AT_FDCWD || from[0] == '/') && (to_at == AT_FDCWD || to[0] == '/');
  return plain ? rename_it(from, to) : REAL(renameat)(from_at, from, to_at, to);
}
int unlink(const char* path) {
  return unlink_it(path, 0);
}
int unlinkat(int at, const char* path, int flags) {
  return at == AT_FDCWD || path[0] == '/' ? unlink_it(path, flags) : REAL(unlinkat)(at, path, flags);
}
int remove(const char* path) {
  struct stat info;
  return unlink_it(path, lstat(path, &info) == 0 && S_ISDIR(info.st_mode) ? AT_REMOVEDIR : 0);
}

}  // extern "C"
