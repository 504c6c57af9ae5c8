#include "platform/private_folder.h"

#include <system_error>
#include <utility>

namespace doctor {

PrivateFolder::PrivateFolder(std::filesystem::path path) : path_(std::move(path)) {}

PrivateFolder::PrivateFolder(PrivateFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}

PrivateFolder::~PrivateFolder() {
  std::error_code ignored;  // there is nobody to tell
  if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

}  // namespace doctor
