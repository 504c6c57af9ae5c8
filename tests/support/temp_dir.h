#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace doctor::test {

/// A new empty folder that is removed, with all in it, when this goes out of scope.
class TempDir {
 public:
  TempDir();
  ~TempDir();
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;

  const std::filesystem::path& path() const { return path_; }
  /// Writes a file below it (folders are made) and returns its path.
  std::filesystem::path write(const std::string& name, std::string_view content) const;

 private:
  std::filesystem::path path_;
};

std::string read_file(const std::filesystem::path& path);

/// The folder of real logs beside the checkout (../shared/corpus), or nothing: then a test says "skipped: no corpus".
std::optional<std::filesystem::path> corpus();

}  // namespace doctor::test
