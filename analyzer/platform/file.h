#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace doctor {

/// A file open for reading at any place. Opened so that a log in use can be read and is not locked.
/// Threads: read_at() may be called from many threads at once.
class File {
 public:
  static Result<File> open(const std::filesystem::path& path);

  File(File&&) noexcept;
  File& operator=(File&&) noexcept;
  ~File();

  std::uint64_t size() const { return size_; }  ///< at the time of opening

  /// Reads up to buffer.size() bytes from `offset`; fewer at the end of the file. Error: errc io.
  Result<std::size_t> read_at(std::uint64_t offset, std::span<std::byte> buffer) const;

  /// The same text for the same file on disk, however it was reached (links, spelling); for finding duplicates.
  const std::string& identity() const { return identity_; }

 private:
  File() = default;
  struct Handle;
  std::unique_ptr<Handle> handle_;
  std::uint64_t size_ = 0;
  std::string identity_;
};

/// The whole of a small file as text. Errors: not_found, io, limit (larger than `limit` bytes).
Result<std::string> read_text_file(const std::filesystem::path& path, std::uint64_t limit = 64u << 20);

/// Writes through a temporary file beside `path`, which is then renamed: never half a file under that name.
Result<Done> write_file(const std::filesystem::path& path, std::string_view content);

/// UTF-8 both ways, on every system.
std::string path_text(const std::filesystem::path& path);
std::filesystem::path path_from_text(std::string_view utf8);

}  // namespace doctor
