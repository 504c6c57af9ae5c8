#include "app/extract_files.h"

#include <algorithm>
#include <filesystem>

#include "base/text.h"
#include "platform/file.h"

namespace doctor {

namespace {

/// The name without what no file system, or no terminal, likes in one.
std::string safe_name(std::string_view input_path) {
  std::string name = path_text(path_from_text(input_path).filename());
  for (char& c : name) {
    const auto code = static_cast<unsigned char>(c);
    if (code < 0x20 || code == 0x7f || std::string_view("\\/:*?\"<>|").find(c) != std::string_view::npos) c = '_';
  }
  const bool only_dots = name.find_first_not_of('.') == std::string::npos;
  return only_dots ? "log" : name;
}

}  // namespace

std::string ExtractFiles::name_in(const std::string& folder, std::string_view input_path, std::string_view ending) {
  std::string stem = safe_name(input_path);
  if (ends_with_ignore_case(stem, ending)) stem.resize(stem.size() - ending.size());
  std::string name = stem + std::string(ending);
  for (unsigned n = 2; !given_.insert(fold(name)).second; ++n) {
    name = stem + "-" + std::to_string(n) + std::string(ending);
  }
  return path_text(path_from_text(folder) / path_from_text(name));
}

}  // namespace doctor
