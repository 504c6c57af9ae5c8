#include "platform/folder.h"

#include "platform/file.h"

namespace doctor {

std::string text_below(const std::string& folder, const std::filesystem::path& name) {
  constexpr bool kTwoSeparators = std::filesystem::path::preferred_separator != '/';
  const char last = folder.empty() ? '/' : folder.back();
  if (folder.empty() || last == '/' || (kTwoSeparators && last == '\\')) return folder + path_text(name);
  const bool backslash = kTwoSeparators && folder.find('\\') != std::string::npos;
  return folder + (backslash ? '\\' : '/') + path_text(name);
}

}  // namespace doctor
