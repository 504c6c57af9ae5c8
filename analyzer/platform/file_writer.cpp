#include "platform/file_writer.h"

#include <string>

#include "platform/file_names.h"

namespace doctor {

void remove_leftovers(const std::filesystem::path& path) {
  // A writer takes the first free name, so that behind the first one that is free there is none that it left.
  for (int i = 0;; ++i) {
    std::filesystem::path temporary = path;
    temporary += ".tmp" + std::to_string(i);
    const auto removed = remove_file(temporary);
    if (!removed || !*removed) return;
  }
}

}  // namespace doctor
