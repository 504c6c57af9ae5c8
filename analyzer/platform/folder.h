#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"

namespace doctor {

struct FolderEntry {
  std::filesystem::path name;  ///< without the folder
  bool is_folder = false;      ///< also of a link to a folder
  bool is_link = false;        ///< a link, of whatever kind the system has
};

/// Here and not from <filesystem>: that one has no long paths on Windows.
bool is_folder(const std::filesystem::path& path);

/// Adds what is in the folder, in no order, without "." and "..". Error: why it could not be looked into; what was met before stays.
Result<Done> list_folder(const std::filesystem::path& folder, std::vector<FolderEntry>& out);

/// Something below a folder (its name, or a relative path) as people see it: "/" between the parts, but "\" on Windows if `folder` has one.
std::string text_below(const std::string& folder, const std::filesystem::path& below);

}  // namespace doctor
