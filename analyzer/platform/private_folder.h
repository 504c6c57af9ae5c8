#pragma once
#include <filesystem>

#include "base/result.h"

namespace doctor {

/// A new folder that only this user may look into. It is removed with all in it when this goes out of scope; what is still open then
/// stays on Windows. Not removed if the process is killed.
class PrivateFolder {
 public:
  /// Below the user's folder for temporary files. Errors: io.
  static Result<PrivateFolder> create();

  PrivateFolder(PrivateFolder&& other) noexcept;
  PrivateFolder& operator=(PrivateFolder&&) = delete;
  ~PrivateFolder();

  const std::filesystem::path& path() const { return path_; }

 private:
  explicit PrivateFolder(std::filesystem::path path);
  std::filesystem::path path_;  ///< empty: nothing to remove
};

}  // namespace doctor
