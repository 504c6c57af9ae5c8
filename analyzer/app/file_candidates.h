#pragma once
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace doctor {

/// A file that a command line amounts to, not opened yet.
struct FileCandidate {
  std::filesystem::path path;
  std::string shown;   ///< as the user gave it, or below the folder that was given
  bool named = false;  ///< on the command line, not met in a folder
};

/// What could not be looked into, and why.
using FolderFailure = std::function<void(std::string folder, std::string why)>;

/// Adds the file, or all files below the folder. Links to folders are not followed, and folders in folders have a limit, so that a file
/// system that loops comes to an end.
void add_candidates(const std::string& shown, std::vector<FileCandidate>& out, const FolderFailure& failed);

/// A file reached twice is met first under the name that sorts first, whatever the order of the paths; named before met in a folder.
void sort_candidates(std::vector<FileCandidate>& candidates);

}  // namespace doctor
