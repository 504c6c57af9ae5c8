#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>

#include "platform/private_folder.h"

namespace doctor {

Result<PrivateFolder> PrivateFolder::create() {
  std::error_code error;
  const std::filesystem::path parent = std::filesystem::temp_directory_path(error);
  if (error) return Error{Errc::io, "no folder for temporary files: " + error.message()};
  std::string name = (parent / "schannel-doctor-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) return Error{Errc::io, std::strerror(errno)};
  return PrivateFolder(name);
}

}  // namespace doctor
