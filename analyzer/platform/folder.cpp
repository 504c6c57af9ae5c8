#include "platform/folder.h"

#include "platform/file.h"

namespace doctor {

std::string text_below(const std::string& folder, const std::filesystem::path& below) {
  constexpr bool kTwoSeparators = std::filesystem::path::preferred_separator != '/';
  const bool backslash = kTwoSeparators && folder.find('\\') != std::string::npos;
  const std::u8string generic = below.generic_u8string();
  const std::string name = backslash ? path_text(below) : std::string(generic.begin(), generic.end());
  const char last = folder.empty() ? '/' : folder.back();
  if (last == '/' || (kTwoSeparators && last == '\\')) return folder + name;
  return folder + (backslash ? '\\' : '/') + name;
}

}  // namespace doctor
