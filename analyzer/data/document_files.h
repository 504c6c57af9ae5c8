#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "base/diagnostic.h"

namespace doctor {

/// The files that a folder of documents amounts to: all .yml and .yaml below it, in whatever order the file system has them; or the one
/// file that `path` names, whatever it is called. What cannot be looked into is reported, and that there are more than can be rules.
std::vector<std::filesystem::path> document_files(const std::filesystem::path& path, Diagnostics& problems);

/// How a document below a folder is called: as the user gave the folder, and what lies below.
std::string document_name(const std::filesystem::path& folder, const std::filesystem::path& below);

Diagnostic document_unreadable(const std::string& path, const std::string& why);

}  // namespace doctor
