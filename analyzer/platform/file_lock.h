#pragma once
#include <filesystem>
#include <memory>
#include <optional>

#include "base/result.h"

namespace doctor {

/// Keeps other processes out for as long as it lives; the system gives it back when the process ends, however it ends. The file of that
/// name stays: it means nothing by itself.
class FileLock {
 public:
  /// Empty if another process (or another FileLock of this one) holds it. Does not wait. Errors: io.
  static Result<std::optional<FileLock>> acquire(const std::filesystem::path& path);

  FileLock(FileLock&&) noexcept;
  FileLock& operator=(FileLock&&) noexcept;
  ~FileLock();

 private:
  FileLock() = default;
  struct Handle;
  std::unique_ptr<Handle> handle_;
};

}  // namespace doctor
