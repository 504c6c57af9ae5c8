#include <unistd.h>

#include <system_error>

#include "platform/program_path.h"

namespace doctor {

std::filesystem::path program_path() {
  std::error_code error;
  std::filesystem::path path = std::filesystem::read_symlink("/proc/self/exe", error);
  return error ? std::filesystem::path() : path;
}

bool has_all_rights() {
  return ::geteuid() == 0;
}

}  // namespace doctor
